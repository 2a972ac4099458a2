import type { ApiObject } from '../../lib';

export const CONFIG_MAP: ApiObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { level: 'info' } };

/** Deployments, each with a Service. No two are equal, and all are accepted at the Pod Security level `restricted`. */
export function documents(pairs: number): ApiObject[] {
  return Array.from({ length: pairs }, (_, index) => [deployment(index), service(index)]).flat();
}

function deployment(index: number): ApiObject {
  const name = `web-${index}`;
  const port = 8000 + index;
  const probe = { httpGet: { path: `/health/${index}`, port: 'http' } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop', labels: { app: name } },
    spec: {
      replicas: 1 + index % 5,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{
            name: 'main',
            image: `registry.example.com/${name}:1.${index}`,
            ports: [{ name: 'http', containerPort: port }],
            env: [{ name: 'PORT', value: `${port}` }],
            resources: { requests: { cpu: `${100 + index}m`, memory: `${64 + index}Mi` } },
            readinessProbe: probe,
            livenessProbe: { ...probe, periodSeconds: 10 + index % 20 },
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          }],
        },
      },
    },
  };
}

function service(index: number): ApiObject {
  const name = `web-${index}`;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { selector: { app: name }, ports: [{ name: 'http', port: 80 + index, targetPort: 'http' }] },
  };
}
