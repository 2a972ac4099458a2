import { Call, Expression, Literal, Property, Reference, type Code } from './expression';

/** Whether two values have the same text. Variables are the same if they are one variable. */
export function isSameCode(a: Code, b: Code): boolean {
  if (a === b) {
    return true;
  }
  if (a instanceof Call && b instanceof Call) {
    return a.creates === b.creates && isSameCode(a.callee, b.callee) && isSameCode(a.args, b.args);
  }
  if (a instanceof Reference && b instanceof Reference) {
    return a.module === b.module && a.path.join('.') === b.path.join('.');
  }
  if (a instanceof Property && b instanceof Property) {
    return a.name === b.name && isSameCode(a.target, b.target);
  }
  if (a instanceof Literal && b instanceof Literal) {
    return a.text === b.text;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((each, index) => isSameCode(each, b[index]));
  }
  if (!isStructure(a) || !isStructure(b)) {
    return false;
  }
  const names = keysOf(a);
  return names.length === keysOf(b).length && names.every(name => Object.hasOwn(b, name) && isSameCode(a[name], b[name]));
}

/** Whether a value is an object literal. */
export function isStructure(code: Code): code is { readonly [key: string]: Code } {
  return typeof code === 'object' && code !== null && !Array.isArray(code) && !(code instanceof Expression);
}

function keysOf(structure: { readonly [key: string]: Code }): string[] {
  return Object.keys(structure).filter(name => structure[name] !== undefined);
}
