import { Call, Reference, Variable, expressionsIn, type Statement } from '../code/expression';
import { camelCase, pascalCase, Names } from '../code/identifiers';
import { SourceNames, printStatements } from '../code/source-file';

/** A class that declares a workload and the Services of its pods. */
export interface Component {
  readonly className: string;
  readonly id: string;
  /** The name of a variable with an instance. */
  readonly variable: string;
  readonly statements: readonly Statement[];
  /** The constructs that other statements use, with the names of the properties that have them. */
  readonly properties: ReadonlyMap<Variable, string>;
}

/**
 * @param statements the statements, of which the first declares the workload
 * @param users statements that use the constructs
 * @param classes the names of classes
 */
export function componentOf(statements: readonly Statement[], users: readonly Statement[], classes: Names): Component {
  const [{ expression }] = statements;
  const id = (expression as Call).args[1] as string;
  const used = new Set(users.flatMap(user => expressionsIn(user.expression)));
  const names = new Names();
  const properties = statements.flatMap(({ variable }, index): [Variable, string][] => (
    variable && used.has(variable) ? [[variable, names.take(index === 0 ? 'workload' : variable.preferred)]] : []
  ));
  return { className: classes.take(pascalCase(id)), id, variable: camelCase(id), statements, properties: new Map(properties) };
}

/** The file of a component. */
export function writeComponent({ className, statements, properties }: Component): string {
  const names = new SourceNames(new Names([className]));
  names.import(statements);
  names.importName('constructs', 'Construct');
  properties.forEach((name, variable) => names.assign(variable, `this.${name}`));
  const fields = [...properties].map(([variable, name]) => `  public readonly ${name}: ${classOf(statements, variable)};`);
  return [
    ...names.importStatements(),
    '',
    `export class ${className} extends Construct {`,
    ...fields.length > 0 ? [...fields, ''] : [],
    '  constructor(scope: Construct, id: string) {',
    '    super(scope, id);',
    '',
    ...printStatements(statements, names, '    '),
    '  }',
    '}',
    '',
  ].join('\n');
}

/** The class of the construct in a variable. */
function classOf(statements: readonly Statement[], variable: Variable): string {
  const { expression } = statements.find(statement => statement.variable === variable)!;
  return ((expression as Call).callee as Reference).path.join('.');
}
