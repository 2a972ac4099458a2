/** Whether two facts can be equal. One that is undefined is not known. @internal */
export function canBeEqual(one: unknown, other: unknown): boolean {
  return one === undefined || other === undefined || one === other;
}
