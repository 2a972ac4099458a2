import { Call, Expression, Property, Variable, type Code } from './expression';

/** A copy of a value in which variables are replaced. */
export function replaced(code: Code, values: ReadonlyMap<Variable, Code>): Code {
  if (code instanceof Variable) {
    return values.get(code) ?? code;
  }
  if (code instanceof Call) {
    const args = code.args.map(each => replaced(each, values));
    return new Call(replaced(code.callee, values) as Expression, args, code.creates);
  }
  if (code instanceof Property) {
    return new Property(replaced(code.target, values) as Expression, code.name);
  }
  if (code instanceof Expression || typeof code !== 'object' || code === null) {
    return code;
  }
  return Array.isArray(code) ? code.map(each => replaced(each, values))
    : Object.fromEntries(Object.entries(code).map(([name, each]) => [name, replaced(each, values)]));
}
