import { Call, Reference, Variable, expressionsIn, partsOf, type Code, type Expression, type Statement } from './expression';
import { hintOf } from './hints';
import { Names } from './identifiers';
import { print } from './print';

/** The names of a TypeScript file: its imports, and its variables. */
export class SourceNames {
  private readonly imports = new Map<string, Set<string>>();
  private readonly variables = new Map<Variable, string>();
  private readonly properties = new Set<Variable>();

  /** @param names names of the file that are not available */
  constructor(private readonly names: Names) {}

  /** Takes the names of all exports that statements use, before variables can have them. */
  public import(statements: readonly Statement[]): void {
    for (const expression of statements.flatMap(statement => expressionsIn(statement.expression))) {
      if (expression instanceof Reference) {
        this.importName(expression.module, expression.path[0]);
      }
    }
  }

  /** Imports an export of a module. */
  public importName(module: string, name: string): string {
    const known = this.imports.get(module) ?? new Set();
    this.imports.set(module, known);
    if (!known.has(name)) {
      known.add(name);
      this.names.take(name);
    }
    return name;
  }

  public reference({ path }: Reference): string {
    return path.join('.');
  }

  public variable(variable: Variable): string {
    if (variable.isFixed) {
      return variable.preferred;
    }
    const name = this.variables.get(variable) ?? this.names.take(variable.preferred);
    this.variables.set(variable, name);
    return name;
  }

  /** Lets a property have the value of a variable. */
  public assign(variable: Variable, property: string): void {
    this.variables.set(variable, property);
    this.properties.add(variable);
  }

  /** The beginning of the statement that gives a variable its value. */
  public beginningOf(variable: Variable): string {
    const name = this.variable(variable);
    return this.properties.has(variable) ? `${name} = ` : `const ${name} = `;
  }

  /** Whether a property has the value of a variable. */
  public isProperty(variable: Variable): boolean {
    return this.properties.has(variable);
  }

  /** The import statements, sorted by module: packages first. */
  public importStatements(): string[] {
    const isLocal = (module: string) => module.startsWith('.');
    const modules = [...this.imports.keys()].sort((a, b) => Number(isLocal(a)) - Number(isLocal(b)) || (a < b ? -1 : 1));
    return modules.map(module => {
      const names = [...this.imports.get(module)!].sort();
      const line = `import { ${names.join(', ')} } from '${module}';`;
      return line.length <= 120 ? line : `import {\n${wrapped(names)}} from '${module}';`;
    });
  }
}

function wrapped(names: readonly string[]): string {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + name.length + 4 <= 120) {
      lines[lines.length - 1] = `${last} ${name},`;
    } else {
      lines.push(`  ${name},`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/**
 * The lines of statements. An expression that has a hint and occurs several times becomes a variable, so that all uses have the same object.
 */
export function printStatements(statements: readonly Statement[], names: SourceNames, indent: string): string[] {
  const shared = sharedIn(statements);
  const used = new Set(statements.flatMap(({ expression }) => expressionsIn(expression)).filter(each => each instanceof Variable));
  const declared = new Set<Expression>();
  const lines: string[] = [];
  const printOne = (expression: Expression, variable: Variable | undefined) => {
    const start = variable ? names.beginningOf(variable) : '';
    const text = print(expression, names, indent, start.length + 1, each => each === expression ? undefined : shared.get(each));
    lines.push(`${indent}${start}${text};`);
  };
  const declareShared = (expression: Expression) => {
    for (const inner of innerFirst(expression)) {
      const variable = shared.get(inner);
      if (variable && !declared.has(inner)) {
        declared.add(inner);
        printOne(inner, variable);
      }
    }
  };
  for (const [index, { expression, variable, comment }] of statements.entries()) {
    if (index > 0 && isLarge(expression)) {
      lines.push('');
    }
    declareShared(expression);
    lines.push(...comment === undefined ? [] : printComment(comment, indent));
    printOne(expression, variable && (used.has(variable) || names.isProperty(variable)) ? variable : undefined);
  }
  return lines;
}

/** Calls that occur more than once, and whose value must be the same object. */
function sharedIn(statements: readonly Statement[]): Map<Expression, Variable> {
  const counts = new Map<Expression, number>();
  const count = (code: Code) => {
    const before = code instanceof Call ? counts.get(code) ?? 0 : 0;
    if (code instanceof Call) {
      counts.set(code, before + 1);
    }
    if (before === 0) {
      partsOf(code).forEach(count);
    }
  };
  statements.forEach(({ expression }) => count(expression));
  return new Map([...counts].flatMap(([expression, number]) => {
    const hint = hintOf(expression);
    return number > 1 && hint !== undefined ? [[expression, new Variable(hint)]] : [];
  }));
}

/** The calls in an expression, those that others contain first. */
function innerFirst(code: Code): Expression[] {
  return [...partsOf(code).flatMap(innerFirst), ...code instanceof Call ? [code] : []];
}

function isLarge(expression: Expression): boolean {
  return expression instanceof Call && expression.creates;
}

/** A comment of whole words in lines. Texts of manifests cannot end it. */
function printComment(text: string, indent: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= 120) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(`${indent}// ${word}`);
    }
  }
  return lines;
}
