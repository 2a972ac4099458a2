/**
 * Moves the tables of rules, which are long texts that only messages need, into a file of their own (docs/decisions/javascript-files.md).
 */
import { readFileSync, readdirSync } from 'fs';
import { join, relative } from 'path';
import type { Plugin } from 'esbuild';

/** The file of the rules, next to the other JavaScript files. */
export const RULES_FILE = 'rules.js';

/** The folder of the modules that define rules. */
const FOLDER = 'lib/rules';

/** A statement that defines a table of rules, and the name of the table. */
const TABLE = /^export const (\w+Rules) = \{\n[^]*?^\} satisfies Record<string, Rule>;$/gm;

/**
 * What a program has instead of the tables: a table whose rules have the same identity each time, and whose properties are read from the file of the
 * rules.
 */
const LAZY = `
function rulesOf(table) {
  const rules = {};
  const ruleOf = name => new Proxy({}, { get: (_, property) => require('./${RULES_FILE}')[table][name][property] });
  return new Proxy(rules, { get: (_, name) => rules[name] ??= ruleOf(name) });
}
`;

/** The module of the file of the rules, in the folder `lib`. */
export function rulesEntry(root: string): string {
  const modules = readdirSync(join(root, FOLDER)).filter(file => file.endsWith('.ts')).map(file => file.replace(/\.ts$/, ''));
  const tablesOf = (name: string) => [...readFileSync(join(root, FOLDER, `${name}.ts`), 'utf-8').matchAll(TABLE)].map(([, table]) => table);
  return modules.filter(name => tablesOf(name).length > 0).map(name => `export { ${tablesOf(name).join(', ')} } from './rules/${name}';`).join('\n');
}

/** Leaves out the packages that only the functions of the modules use. */
export function withoutUnusedPackages(): Plugin {
  return {
    name: 'without-unused-packages',
    setup: build => build.onResolve({ filter: /^[^./]/ }, ({ path }) => ({ path, external: true, sideEffects: false })),
  };
}

/** Replaces each table of rules with one that loads the file of the rules when a property of a rule is read. */
export function rulesOnFirstUse(root: string): Plugin {
  return {
    name: 'rules-on-first-use',
    setup: build => {
      build.onResolve({ filter: /^rules-of$/ }, () => ({ path: 'rules-of', namespace: 'rules-of' }));
      build.onLoad({ filter: /./, namespace: 'rules-of' }, () => ({ contents: `${LAZY}export { rulesOf };` }));
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const isRules = relative(join(root, FOLDER), path).match(/^[\w-]+\.ts$/);
        const text = isRules ? readFileSync(path, 'utf-8') : '';
        const contents = text.replace(TABLE, (_, table) => `export const ${table} = rulesOf('${table}');`);
        return contents === text ? undefined : { contents: `import { rulesOf } from 'rules-of';\n${contents}`, loader: 'ts' };
      });
    },
  };
}
