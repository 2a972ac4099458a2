import { Call, Expression, Literal, Property, Reference, Variable, partsOf, type Code } from './expression';

/** The greatest number of characters in a line, if its texts are not longer. */
const WIDTH = 120;
const STEP = '  ';

/** Returns the names of references and variables in a file. */
export interface PrintedNames {
  reference(reference: Reference): string;
  variable(variable: Variable): string;
}

/**
 * The text of a value.
 *
 * @param indent the spaces before the line in which the value begins
 * @param used the number of characters before and after the value in its line
 * @param substitute returns the variable that has the value of an expression
 */
export function print(code: Code, names: PrintedNames, indent: string, used: number, substitute: (code: Expression) => Variable | undefined): string {
  return new Printer(names, substitute).print(code, indent, used);
}

class Printer {
  constructor(private readonly names: PrintedNames, private readonly substitute: (code: Expression) => Variable | undefined) {}

  public print(code: Code, indent: string, used: number): string {
    const inline = this.inline(code);
    if (!inline.includes('\n') && !isLong(code) && indent.length + used + inline.length <= WIDTH) {
      return inline;
    }
    return this.broken(code, indent, used);
  }

  private inline(code: Code): string {
    if (code instanceof Expression) {
      return this.expression(code, args => this.inlineArguments(args));
    }
    if (Array.isArray(code)) {
      return `[${code.map(each => this.inline(each)).join(', ')}]`;
    }
    if (typeof code === 'object' && code !== null) {
      const entries = entriesOf(code).map(([key, value]) => `${printKey(key)}: ${this.inline(value)}`);
      return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
    }
    return typeof code === 'string' ? printText(code) : String(code);
  }

  private inlineArguments(args: readonly Code[]): string {
    return `(${args.map(each => this.inline(each)).join(', ')})`;
  }

  private broken(code: Code, indent: string, used: number): string {
    const deeper = indent + STEP;
    if (code instanceof Expression) {
      return this.expression(code, args => this.brokenArguments(args, indent, used + this.expression(code, () => '').length));
    }
    if (Array.isArray(code)) {
      return code.length === 0 ? '[]' : `[\n${code.map(each => `${deeper}${this.print(each, deeper, 1)},\n`).join('')}${indent}]`;
    }
    if (typeof code === 'object' && code !== null) {
      const entries = entriesOf(code);
      const lines = entries.map(([key, value]) => `${deeper}${printKey(key)}: ${this.print(value, deeper, printKey(key).length + 3)},\n`);
      return entries.length === 0 ? '{}' : `{\n${lines.join('')}${indent}}`;
    }
    return typeof code === 'string' && hasLines(code) ? this.lines(code, indent) : this.inline(code);
  }

  /** If only the last argument does not fit, the others stay in the first line. */
  private brokenArguments(args: readonly Code[], indent: string, used: number): string {
    const others = args.slice(0, -1).map(each => this.inline(each));
    const last = args.at(-1);
    const first = others.map(each => `${each}, `).join('');
    if (typeof last === 'object' && last !== null && !others.some(each => each.includes('\n')) && indent.length + used + first.length < WIDTH) {
      return `(${first}${this.print(last, indent, used + first.length + 2)})`;
    }
    const deeper = indent + STEP;
    return `(\n${args.map(each => `${deeper}${this.print(each, deeper, 1)},\n`).join('')}${indent})`;
  }

  private lines(text: string, indent: string): string {
    const deeper = indent + STEP;
    return `[\n${text.split('\n').map(line => `${deeper}${printText(line)},\n`).join('')}${indent}].join('\\n')`;
  }

  private expression(code: Expression, printArguments: (args: readonly Code[]) => string): string {
    const known = this.substitute(code);
    if (known || code instanceof Variable) {
      return this.names.variable(known ?? code as Variable);
    }
    if (code instanceof Reference) {
      return this.names.reference(code);
    }
    if (code instanceof Literal) {
      return code.text;
    }
    if (code instanceof Property) {
      return `${this.inline(code.target)}.${code.name}`;
    }
    const { callee, creates } = code as Call;
    const args = usedArguments(code as Call);
    return `${creates ? 'new ' : ''}${this.inline(callee)}${printArguments(args)}`;
  }
}

/** The arguments without those at the end that have no content. */
function usedArguments({ args }: Call): Code[] {
  const used = [...args];
  while (used.length > 0 && hasNoContent(used.at(-1))) {
    used.pop();
  }
  return used;
}

function hasNoContent(argument: Code): boolean {
  return argument === undefined
    || (typeof argument === 'object' && argument !== null && !Array.isArray(argument) && !(argument instanceof Expression) && entriesOf(argument).length === 0);
}

/** Whether a value contains a text with lines, each of which has its own. */
function isLong(code: Code): boolean {
  return typeof code === 'string' ? hasLines(code) : partsOf(code).some(isLong);
}

function hasLines(text: string): boolean {
  return text.length > 30 && text.trimEnd().includes('\n');
}

function entriesOf(object: object): [string, Code][] {
  return Object.entries(object).filter(([, value]) => value !== undefined);
}

function printKey(key: string): string {
  if (key === '__proto__') {
    return "['__proto__']";
  }
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : printText(key);
}

/**
 * A text in single quotes, or in double quotes if it contains only single ones. The characters that JSON permits and that end a line in TypeScript are
 * escaped too.
 */
export function printText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const json = JSON.stringify(text).slice(1, -1);
  const escaped = quote === '"' ? json : json.replace(/\\"/g, '"').replace(/'/g, "\\'");
  return `${quote}${escaped.replace(/[\u2028\u2029\u0080-\u009f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, character => (
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  ))}${quote}`;
}
