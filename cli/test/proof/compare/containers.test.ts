import { changes, withContainer } from './support';
import type { Document } from '../../../src/document';

const http = [{ containerPort: 8080, name: 'http' }];

const SAME_CONTAINERS: readonly (readonly [title: string, a: Document, b: Document, pod?: Document])[] = [
  ['a null field is no field', { command: null }, {}],
  ['an empty list is no field', { args: [] }, {}],
  ['an empty text is no field', { workingDir: '' }, {}],
  ['the policy of an image with a tag', { imagePullPolicy: 'IfNotPresent' }, {}],
  ['the policy of an image without a tag', { image: 'host:5000/web', imagePullPolicy: 'Always' }, { image: 'host:5000/web' }],
  ['the policy of the latest image', { image: 'web:latest', imagePullPolicy: 'Always' }, { image: 'web:latest' }],
  ['the policy of an image with a digest', { image: 'web@sha256:0', imagePullPolicy: 'IfNotPresent' }, { image: 'web@sha256:0' }],
  ['the file of the termination message', { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' }, {}],
  [
    'amounts with the same value',
    { resources: { limits: { cpu: '0.5', memory: '1Gi' } } },
    { resources: { limits: { cpu: '500m', memory: '1024Mi' } } },
  ],
  ['amounts as numbers', { resources: { limits: { cpu: 1 } } }, { resources: { limits: { cpu: '1000m' } } }],
  ['requests are the limits', { resources: { limits: { cpu: 1 }, requests: { cpu: 1 } } }, { resources: { limits: { cpu: 1 } } }],
  ['no resources', { resources: {} }, {}],
  [
    'the order of ports',
    { ports: [{ containerPort: 1 }, { containerPort: 2 }] },
    { ports: [{ containerPort: 2, protocol: 'TCP' }, { containerPort: 1 }] },
  ],
  ['no port of the node', { ports: [{ containerPort: 1, hostPort: 0 }] }, { ports: [{ containerPort: 1 }] }],
  [
    'the port of the node with its network', { ports: [{ containerPort: 1, hostPort: 1 }] }, { ports: [{ containerPort: 1 }] }, { hostNetwork: true },
  ],
  [
    'the order of variables',
    { env: [{ name: 'A', value: '1' }, { name: 'B', value: '$(X)' }] },
    { env: [{ name: 'B', value: '$(X)' }, { name: 'A', value: '1' }] },
  ],
  [
    'an escaped reference',
    { env: [{ name: 'A', value: '1' }, { name: 'B', value: '$$(A)' }] },
    { env: [{ name: 'B', value: '$$(A)' }, { name: 'A', value: '1' }] },
  ],
  ['a variable without a value', { env: [{ name: 'A', value: '' }] }, { env: [{ name: 'A' }] }],
  [
    'the version of a field', { env: [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } }] },
    { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] },
  ],
  [
    'the divisor of a resource', { env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '0' } } }] },
    { env: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1' } } }] },
  ],
  [
    'a key that is not optional', { envFrom: [{ secretRef: { name: 'a', optional: false } }] }, { envFrom: [{ secretRef: { name: 'a' } }] },
  ],
  [
    'the order of mounts', { volumeMounts: [{ mountPath: '/a', name: 'a' }, { mountPath: '/b', name: 'b', readOnly: false }] },
    { volumeMounts: [{ mountPath: '/b', name: 'b', mountPropagation: 'None', recursiveReadOnly: 'Disabled' }, { mountPath: '/a', name: 'a' }] },
  ],
  [
    'the order of devices',
    { volumeDevices: [{ devicePath: '/a' }, { devicePath: '/b' }] },
    { volumeDevices: [{ devicePath: '/b' }, { devicePath: '/a' }] },
  ],
  ['a resize without a restart', { resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] }, {}],
  [
    'the defaults of a probe',
    {
      livenessProbe: {
        httpGet: { path: '/', port: 80, scheme: 'HTTP', protocol: 'HTTP1' },
        timeoutSeconds: 1,
        periodSeconds: 10,
        successThreshold: 1,
        failureThreshold: 3,
      },
    },
    { livenessProbe: { httpGet: { port: 80 }, initialDelaySeconds: 0, timeoutSeconds: 0 } },
  ],
  ['an empty path', { livenessProbe: { httpGet: { path: '', port: 80 } } }, { livenessProbe: { httpGet: { path: '/', port: 80 } } }],
  [
    'the order of headers', { livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }] } } },
    { livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'B', value: '2' }, { name: 'A', value: '1' }] } } },
  ],
  [
    'the port of a probe by its name',
    { ports: http, readinessProbe: { tcpSocket: { port: 'http' } } },
    { ports: http, readinessProbe: { tcpSocket: { port: 8080 } } },
  ],
  [
    'the port of a hook by its name', { ports: http, lifecycle: { preStop: { httpGet: { port: 'http' } } } },
    { ports: http, lifecycle: { preStop: { httpGet: { port: 8080, path: '/' } } } },
  ],
  ['no security settings', { securityContext: {} }, {}],
  [
    'the defaults of security', {
      securityContext: {
        allowPrivilegeEscalation: true,
        privileged: false,
        procMount: 'Default',
        runAsNonRoot: false,
        seccompProfile: { type: 'Unconfined' },
      },
    },
    {},
  ],
  [
    'the prefix of capabilities',
    { securityContext: { capabilities: { add: ['CAP_NET_ADMIN'] } } },
    { securityContext: { capabilities: { add: ['NET_ADMIN'] } } },
  ],
  [
    'the order of capabilities', {
      securityContext: { capabilities: { add: ['KILL', 'CHOWN'] } },
    }, { securityContext: { capabilities: { add: ['CHOWN', 'KILL'] } } },
  ],
  [
    'a capability among all',
    { securityContext: { capabilities: { drop: ['ALL', 'KILL'] } } },
    { securityContext: { capabilities: { drop: ['all'] } } },
  ],
  [
    'a privileged container has everything', {
      securityContext: {
        privileged: true,
        capabilities: { drop: ['ALL'] },
        seccompProfile: { type: 'RuntimeDefault' },
      },
    },
    { securityContext: { privileged: true } },
  ],
];

test.each(SAME_CONTAINERS)('containers that mean the same are equal: %s', (_, a, b, pod = {}) => {
  expect(changes(withContainer(a, pod), withContainer(b, pod))).toEqual([]);
  expect(changes(withContainer(b, pod), withContainer(a, pod))).toEqual([]);
});
