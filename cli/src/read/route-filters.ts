import type { HeaderChanges, RouteRedirect, RouteRewrite, RouteRule } from 'cdk8s-service-patterns';
import { withoutUndefined, type Fields } from './fields';
import { readBackend, type ReadBackend } from './route-backend';

/** The options for the filters of a rule, and the backend that receives copies of its requests. */
export interface ReadFilters {
  readonly options: Pick<RouteRule, 'requestHeaders' | 'responseHeaders' | 'rewrite' | 'redirect'>;
  readonly mirror?: { readonly backend: ReadBackend; readonly percent?: number };
}

/** The types of filters in the order in which a Route writes them. */
const ORDER = ['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestMirror', 'URLRewrite', 'RequestRedirect'];

/** Reads the filters of a rule. Others than those of a Route, and those in another order, are reported. */
export function readFilters(rule: Fields, namespace: string | undefined): ReadFilters {
  const filters = rule.readList('filters', filter => {
    const [type, read] = [filter.read<string>('type') ?? '', readFilter(filter, namespace)];
    if (filter.isEmpty && !ORDER.includes(type)) {
      filter.report('type');
    }
    return { type, ...read };
  }) ?? [];
  const order = filters.map(({ type }) => ORDER.indexOf(type)).filter(index => index !== -1);
  if (order.some((each, index) => index > 0 && each <= order[index - 1])) {
    rule.report('filters', `a Route writes at most one filter of each type, in the order ${ORDER.join(', ')}`);
  }
  return { options: Object.assign({}, ...filters.map(each => each.options)), mirror: filters.find(each => each.mirror)?.mirror };
}

function readFilter(filter: Fields, namespace: string | undefined): Partial<ReadFilters> {
  const mirror = filter.readObject('requestMirror', copies => ({
    backend: copies.readObject('backendRef', ref => readBackend(ref, namespace)) ?? { service: '', port: undefined },
    percent: copies.readNumber('percent'),
  }));
  const options = withoutUndefined<ReadFilters['options']>({
    requestHeaders: filter.readObject('requestHeaderModifier', readHeaderChanges),
    responseHeaders: filter.readObject('responseHeaderModifier', readHeaderChanges),
    rewrite: filter.readObject('urlRewrite', readRewrite),
    redirect: filter.readObject('requestRedirect', readRedirect),
  });
  return withoutUndefined({ mirror, options });
}

function readHeaderChanges(changes: Fields): HeaderChanges {
  const read = (field: string) => {
    const headers = changes.readList(field, header => [header.read<string>('name') ?? '', header.read<string>('value') ?? ''] as const);
    const map = headers && Object.fromEntries(headers);
    if (map && Object.keys(map).length < headers.length) {
      changes.report(field, 'a name occurs twice');
    }
    return map;
  };
  return withoutUndefined<HeaderChanges>({ set: read('set'), add: read('add'), remove: changes.readTexts('remove') });
}

function readRewrite(rewrite: Fields): RouteRewrite {
  return withoutUndefined<RouteRewrite>({ host: rewrite.read('hostname'), ...rewrite.readObject('path', readReplacement) });
}

function readRedirect(redirect: Fields): RouteRedirect {
  const statusCode = redirect.readNumber('statusCode');
  return withoutUndefined<RouteRedirect>({
    scheme: redirect.read('scheme'),
    host: redirect.read('hostname'),
    port: redirect.readNumber('port'),
    ...redirect.readObject('path', readReplacement),
    statusCode: statusCode === 302 ? undefined : statusCode,
  });
}

function readReplacement(path: Fields): Pick<RouteRewrite, 'path' | 'prefix'> {
  const type = path.read('type');
  const [field, option] = type === 'ReplacePrefixMatch' ? ['replacePrefixMatch', 'prefix'] : ['replaceFullPath', 'path'];
  if (!path.has(field)) {
    path.report('type', `the field for the type ${type} is not set`);
  }
  return { [option]: path.read(field) };
}
