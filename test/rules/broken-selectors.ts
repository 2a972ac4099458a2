import { web, type Broken } from './broken';
import { Port, TargetPort, Worker } from '../../lib';

const IMAGE = 'registry.example.com/web:1.4.2';
const SELECTOR = { app: 'web' };

/** Declarations that break the rules about the selectors and ports of existing workloads. */
export const BROKEN_SELECTORS: Readonly<Record<string, Broken>> = {
  'selector': {
    begins: "podMetadata.labels['app'] \"api\"",
    declare: chart => web(chart, { selector: SELECTOR, podMetadata: { labels: { app: 'api' } } }),
    fixed: chart => web(chart, { selector: SELECTOR }),
  },
  'selector-overlap': {
    begins: 'selector "app=web"',
    declare: chart => {
      web(chart, { selector: SELECTOR });
      new Worker(chart, 'job', { image: IMAGE, podMetadata: { labels: { app: 'web' } } });
    },
    fixed: chart => {
      web(chart, { selector: SELECTOR });
      new Worker(chart, 'job', { image: IMAGE, podMetadata: { labels: { app: 'job' } } });
    },
  },
  'port-unnamed': {
    begins: 'ports[1].unnamed true',
    declare: chart => web(chart, { ports: [Port.http(8080), Port.grpc(9090, { unnamed: true })] }),
    fixed: chart => web(chart, { ports: [Port.http(8080), Port.grpc(9090)] }),
  },
  'port-target': {
    begins: 'ports[0].targetPort "name"',
    declare: chart => web(chart, { ports: [Port.http(8080, { containerPortName: '', targetPort: TargetPort.NAME })] }),
    fixed: chart => web(chart, { ports: [Port.http(8080, { containerPortName: '', targetPort: TargetPort.NUMBER })] }),
  },
  'existing-template': {
    begins: 'existingTemplate.specifiesServiceLinks true',
    declare: chart => web(chart, { existingTemplate: { specifiesServiceLinks: true } }),
    fixed: chart => web(chart, { existingTemplate: { specifiesServiceLinks: true }, enableServiceLinks: true }),
  },
  'env-order': {
    begins: 'envOrder[1] "LEVEL"',
    declare: chart => web(chart, { env: { NAME: 'web' }, envOrder: ['NAME', 'LEVEL'] }),
    fixed: chart => web(chart, { env: { NAME: 'web' }, envOrder: ['NAME'] }),
  },
};
