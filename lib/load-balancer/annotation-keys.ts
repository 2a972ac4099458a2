/** Returns whether a key is one of these keys, in which `{port}` stands for any number. @internal */
export function keyMatcher(keys: readonly string[]): (key: string) => boolean {
  const patterns = keys.filter(key => key.includes('{port}')).map(key => {
    const parts = key.split('{port}').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('\\d+')}$`);
  });
  return key => keys.includes(key) || patterns.some(pattern => pattern.test(key));
}
