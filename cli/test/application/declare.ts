import { parseAllDocuments } from 'yaml';
import { declareApplication } from '../../src/declare';
import type { Document } from '../../src/document';

/** What became of manifests. */
export interface DeclaredManifests {
  /** The main file. */
  readonly code: string;
  /** The documents that the program writes. */
  readonly documents: readonly Document[];
  /** How each object is declared, or why it stays a document, by kind and name. */
  readonly adopted: Readonly<Record<string, string | readonly string[]>>;
}

/** Declares manifests in YAML, and runs the program. */
export function declareYaml(yaml: string, inPlace = false): DeclaredManifests {
  return declareObjects(parseAllDocuments(yaml).map(document => document.toJS()), inPlace);
}

/** Declares objects, and runs the program. */
export function declareObjects(objects: readonly Document[], inPlace = false): DeclaredManifests {
  const inputs = objects.map((object, index) => ({ object, source: `manifest.yaml:${index}` }));
  const { files, documents, application } = declareApplication(inputs, { inPlace, out: 'main.ts', resolve: name => jest.requireActual(name) });
  const adopted = [...application.adopted].map(([{ object }, each]) => [
    `${object.kind} ${object.metadata.name}`, 'why' in each ? each.why : 'omitted' in each ? each.omitted : each.declaredAs,
  ] as const);
  return { code: files[0].content, documents, adopted: Object.fromEntries(adopted) };
}

/** The document of a kind, which must be the only one, or the one with a name. */
export function documentOf(documents: readonly Document[], kind: string, name?: string): Document {
  const found = documents.filter(document => document.kind === kind && (name === undefined || document.metadata.name === name));
  expect(found).toHaveLength(1);
  return found[0];
}

interface DeploymentOptions {
  readonly replicas?: number;
  readonly kind?: string;
  /** Labels of the pods in addition to those of the selector. */
  readonly labels?: Record<string, string>;
}

/** A Deployment with pods that request CPU and memory. */
export function deployment(name: string, { replicas, kind = 'Deployment', labels = {} }: DeploymentOptions = {}): Document {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: {
      ...replicas === undefined ? {} : { replicas },
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name, ...labels } },
        spec: {
          containers: [{
            name,
            image: `registry.example.com/${name}:1.0.0`,
            ports: [{ containerPort: 8080, name: 'http' }, { containerPort: 9090, name: 'metrics' }],
            resources: { requests: { cpu: '100m', memory: '64Mi' } },
          }],
        },
      },
    },
  };
}

/** A Service over the pods of a Deployment. */
export function service(name: string, app = name): Document {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: { app: name } },
    spec: { selector: { app }, ports: [{ name: 'http', port: 80, targetPort: 'http' }, { name: 'metrics', port: 9090, targetPort: 'metrics' }] },
  };
}
