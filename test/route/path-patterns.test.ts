import { web } from './support';
import { PathMatch, Route, RouteBackend, RouteParent } from '../../lib';
import { messagesOf } from '../rules/broken';

const PARENTS: readonly [string, RouteParent][] = [['a Gateway', RouteParent.gatewayNamed('public')], ['an Ingress', RouteParent.ingressClass('nginx')]];

const messages = (path: PathMatch, parent: RouteParent, justification?: string) => messagesOf(chart => (
  new Route(chart, 'route', { parents: [parent], hosts: ['shop.example.com'], rules: [{ paths: [path], backends: [RouteBackend.of(web(chart), { justification })] }] })
));

describe.each(PARENTS)('with %s', (_, parent) => {
  test.each([
    ['/*', "'/'"], ['/**', "'/'"], ['/api/*', "'/api'"], ['/.*', "'/'"], ['/api/.*', "'/api'"], ['/api(/|$)(.*)', "'/api'"], ['/(.*)', "'/'"],
    ['^/', "'/'"], ['^/api/.*$', "'/api'"],
  ])('the pattern %s is refused as a prefix and as an exact path, with the prefix to use', (pattern, prefix) => {
    const expected = [expect.stringContaining(`Use PathMatch.prefix(${prefix}). [route-path-pattern]`)];

    expect(messages(PathMatch.prefix(pattern), parent)).toEqual(expected);
    expect(messages(PathMatch.exact(pattern), parent)).toEqual(expected);
  });

  test.each([
    '/[a-z]+', '/orders/\\d+', '/users/{id}', '/(a|b)/c', '/a/*/c', '/a.+', '/(?i)api', '/orders$', '/$', '/shop/$', '/api.*', '/api(.*)', '/api/?(.*)', '^/api', '/*.php',
    '/files/*.txt', '/api*/orders', '/a*b*', '/a//b/*', '/a b/*',
  ])('the pattern %s is refused, and no prefix matches the same requests', pattern => {
    expect(messages(PathMatch.prefix(pattern), parent)).toEqual([
      expect.stringContaining('not a pattern with wildcards or a regular expression. Use PathMatch.regularExpression(…) for a regular expression. [route-path-pattern]'),
    ]);
  });

  test.each([['/api*', '/api'], ['/shop/v1*', '/shop/v1']])('the pattern %s is refused, with the prefix and the regular expression', (pattern, prefix) => {
    const fix = `Use PathMatch.prefix('${prefix}'), or PathMatch.regularExpression(…) for all paths that begin with '${prefix}'. [route-path-pattern]`;

    expect(messages(PathMatch.prefix(pattern), parent)).toEqual([expect.stringContaining(fix)]);
    expect(messages(PathMatch.exact(pattern), parent)).toEqual([expect.stringContaining(fix)]);
  });

  test.each(['/', '/a*b', '/c++', '/v1.2', '/a.b+json', '/$metadata', '/$batch', '/a(b)', '/~user', '/a:cancel', '/a*b.txt', '/a/*b/c'])('the literal path %s is accepted', path => {
    expect(messages(PathMatch.prefix(path), parent)).toEqual([]);
    expect(messages(PathMatch.exact(path), parent)).toEqual([]);
  });

  test('a justification of a backend accepts a pattern that is a valid path', () => {
    expect(messages(PathMatch.prefix('/api/*'), parent, 'the application has this path')).toEqual([]);
  });
});

test('regular expressions are patterns', () => {
  expect(messages(PathMatch.regularExpression('/api/.*'), RouteParent.gatewayNamed('public'))).toEqual([]);
});
