import { IngressController, type RouteClass } from '../cluster/route-class';

/** What routes say that some controllers read from an annotation of the Ingress. */
export type IngressFeature =
  'redirect' | 'rewrite' | 'requestHeaders' | 'responseHeaders' | 'mirror' | 'timeout' | 'weight' | 'match' | 'passthrough' | 'backend' | 'httpsRedirect';

/** Annotations that stand for one value, and are written. */
interface Written {
  /** Sends clients that come without TLS to where they come with it. */
  readonly httpsRedirect?: string;
  /** Has paths read as regular expressions. */
  readonly regularExpressions?: string;
}

/** What is known of one controller. */
interface Known {
  readonly written: Written;
  readonly named: Readonly<Partial<Record<IngressFeature, string>>>;
}

/**
 * Annotations of the controllers that are known, as their documentation has them (`IngressController`): those that mean the same as a
 * field of the route, and those that a message names, because they mean something near it.
 */
const INGRESS_ANNOTATIONS: Readonly<Record<IngressController, Known>> = {
  [IngressController.INGRESS_NGINX]: {
    written: {
      httpsRedirect: 'nginx.ingress.kubernetes.io/ssl-redirect',
      regularExpressions: 'nginx.ingress.kubernetes.io/use-regex',
    },
    named: {
      redirect: 'nginx.ingress.kubernetes.io/permanent-redirect',
      rewrite: 'nginx.ingress.kubernetes.io/rewrite-target',
      mirror: 'nginx.ingress.kubernetes.io/mirror-target',
      timeout: 'nginx.ingress.kubernetes.io/proxy-read-timeout',
      weight: 'nginx.ingress.kubernetes.io/canary-weight',
      match: 'nginx.ingress.kubernetes.io/canary-by-header',
      passthrough: 'nginx.ingress.kubernetes.io/ssl-passthrough',
      backend: 'nginx.ingress.kubernetes.io/backend-protocol',
    },
  },
  [IngressController.HAPROXY]: {
    written: { httpsRedirect: 'haproxy.org/ssl-redirect' },
    named: {
      redirect: 'haproxy.org/request-redirect',
      rewrite: 'haproxy.org/path-rewrite',
      requestHeaders: 'haproxy.org/request-set-header',
      responseHeaders: 'haproxy.org/response-set-header',
      timeout: 'haproxy.org/timeout-server',
      passthrough: 'haproxy.org/ssl-passthrough',
      backend: 'haproxy.org/server-ssl',
    },
  },
  [IngressController.TRAEFIK]: {
    written: {},
    named: {
      redirect: 'traefik.ingress.kubernetes.io/router.middlewares',
      rewrite: 'traefik.ingress.kubernetes.io/router.middlewares',
      requestHeaders: 'traefik.ingress.kubernetes.io/router.middlewares',
      responseHeaders: 'traefik.ingress.kubernetes.io/router.middlewares',
      httpsRedirect: 'traefik.ingress.kubernetes.io/router.middlewares',
      backend: 'traefik.ingress.kubernetes.io/service.serversscheme',
    },
  },
};

/** The annotations of a controller, where it is known. @internal */
export function annotationsRead({ ingressController }: RouteClass): Known | undefined {
  return INGRESS_ANNOTATIONS[ingressController as IngressController];
}
