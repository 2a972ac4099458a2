/** Names that a variable cannot have, or that a reader would confuse. */
const RESERVED = [
  'arguments', 'await', 'break', 'case', 'catch', 'class', 'const', 'constructor', 'continue', 'debugger', 'default', 'delete', 'do', 'else', 'enum', 'eval',
  'export', 'extends', 'false', 'finally', 'for', 'function', 'if', 'implements', 'import', 'in', 'instanceof', 'interface', 'let', 'module', 'new', 'null',
  'package', 'private', 'process', 'protected', 'public', 'require', 'return', 'static', 'super', 'switch', 'this', 'throw', 'true', 'try', 'typeof',
  'undefined', 'var', 'void', 'while', 'with', 'yield', 'app', 'chart', 'exports', 'global', 'globalThis', 'id', 'scope', 'join',
];

/** A name in camel case: `order-api` becomes `orderApi`. */
export function camelCase(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter(word => word !== '');
  const name = words.map((word, index) => index === 0 ? word[0].toLowerCase() + word.slice(1) : word[0].toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(name) ? name : `_${name}`;
}

/** A name in pascal case: `order-api` becomes `OrderApi`. */
export function pascalCase(text: string): string {
  const name = camelCase(text).replace(/^_/, 'N');
  return name[0].toUpperCase() + name.slice(1);
}

/** The names of a file or a scope, none of which occurs twice. */
export class Names {
  private readonly taken: Set<string>;

  /**
   * @param taken names that are not available
   * @param reserved names that are not available in addition: by default, those that a variable cannot have
   */
  constructor(taken: Iterable<string> = [], reserved: Iterable<string> = RESERVED) {
    this.taken = new Set([...reserved, ...taken]);
  }

  /** Takes a name: the preferred one, or the preferred one with a number. */
  public take(preferred: string, separator = ''): string {
    let name = preferred;
    for (let number = 2; this.taken.has(name); number += 1) {
      name = `${preferred}${separator}${number}`;
    }
    this.taken.add(name);
    return name;
  }
}
