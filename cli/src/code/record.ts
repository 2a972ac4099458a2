import { Call, Reference, type Code } from './expression';

/**
 * A module whose functions, constructors and enumerations return the code that uses them instead of doing anything. It has the types of the module, so that
 * the compiler verifies the code that is written. A value that is returned has no properties.
 *
 * @param name the name by which code imports the module
 * @param actual the module
 */
export function record<Module extends object>(name: string, actual: Module): Module {
  return new Proxy({}, { get: (_, key) => member(name, [String(key)], Reflect.get(actual, key)) }) as Module;
}

function member(module: string, path: readonly string[], actual: unknown): unknown {
  const reference = new Reference(module, path);
  if (actual === undefined) {
    throw new Error(`${module} has no ${path.join('.')}`);
  }
  const isEnumeration = typeof actual === 'object' && Object.getPrototypeOf(actual) === Object.prototype;
  if (typeof actual !== 'function' && !isEnumeration) {
    return reference;
  }
  return new Proxy(function () {}, {
    get: (_, key) => member(module, [...path, String(key)], Reflect.get(actual as object, key)),
    apply: (_, __, args: Code[]) => new Call(reference, args),
    construct: (_, args: Code[]) => new Call(reference, args, true),
  });
}
