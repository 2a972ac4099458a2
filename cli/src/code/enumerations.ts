import * as library from 'cdk8s-service-patterns';
import { Reference } from './expression';

/** The names of the enumerations of the library. */
type EnumerationName = {
  [Name in keyof typeof library]: typeof library[Name] extends Readonly<Record<string, string>> ? Name : never
}[keyof typeof library];

/** The member of an enumeration of the library with a value of a manifest; undefined if there is none. */
export function enumerationMember<Name extends EnumerationName>(
  name: Name, value: unknown,
): typeof library[Name][keyof typeof library[Name]] | undefined {
  const [member] = Object.entries(library[name]).find(([, each]) => each === value) ?? [];
  return member === undefined ? undefined : new Reference('cdk8s-service-patterns', [name, member]) as never;
}
