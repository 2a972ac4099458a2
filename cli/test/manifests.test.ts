import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { adopt } from '../src/adopt';
import { readInput } from '../src/input/read-input';
import type { VirtualFile } from '../src/proof/type-check';
import type { Adoption } from '../src/report/adoption';
import type { Report } from '../src/report/report';
import { differencesOf } from '../src/report/verdict';

/** The compiler verifies the programs of all files at once, because it reads the library each time that it runs. */
jest.mock('../src/proof/type-check', () => ({ typeErrors: () => [] }));
const { typeErrors } = jest.requireActual('../src/proof/type-check') as typeof import('../src/proof/type-check');

const PACKAGE = join(__dirname, '..');

/** Workloads with their Services, and whole applications. */
const FILES = ['workloads', 'applications'].flatMap(folder => {
  const path = join(__dirname, 'manifests', folder);
  return readdirSync(path).map(file => join(path, file));
});

/** What stays a document. */
const DOCUMENTS: Readonly<Record<string, readonly string[]>> = {
  'accounts.yaml': ['RoleBinding mail/watcher', 'ServiceAccount mail/archive', 'CronJob mail/compact'],
  'helm-chart.yaml': [
    'Secret release-payments', 'ConfigMap release-payments', 'Role release-payments', 'RoleBinding release-payments',
    'Pod release-payments-test-connection',
  ],
  'node-exporter.yaml': ['ClusterRole node-exporter', 'ClusterRoleBinding node-exporter'],
  // The names of Deployments must not contain dots.
  'odd-names.yaml': ['Deployment this.chart'],
  'some-without-namespace.yaml': ['Namespace shop', 'ClusterRole release-orders', 'ConfigMap shop/release-orders', 'Tenant shop'],
  'two-namespaces.yaml': ['Namespace orders', 'Namespace orders-jobs', 'ConfigMap orders/settings-7b6kd5m9ff', 'CronJob orders-jobs/cleanup'],
};

/** What stays a document only with the defaults of the library, because an option would change it. */
const DOCUMENTS_WITH_DEFAULTS: Readonly<Record<string, readonly string[]>> = {
  'helm-chart.yaml': ['ServiceAccount release-payments'],
};

/** What the cluster writes, so that it is left out. */
const OMITTED: Readonly<Record<string, readonly string[]>> = {
  'kubectl-get.json': [
    'Pod warehouse/inventory-7d9c5b6f4-x2k9p', 'ConfigMap warehouse/kube-root-ca.crt', 'ServiceAccount warehouse/default',
    'ReplicaSet warehouse/inventory-7d9c5b6f4', 'Endpoints warehouse/inventory',
  ],
};

/** What the library adds in place, outside of the pods. */
const ADDED: Readonly<Record<string, readonly string[]>> = {
  'external-database.yaml': ['Service orders-db spec.ipFamilies'],
  'helm-chart.yaml': ['Service release-payments metadata.labels[cdk8s-service-patterns/service]'],
};

/** Objects of which the API server knows no definition. */
const NOT_JUDGED: Readonly<Record<string, readonly string[]>> = {
  'helm-chart.yaml': ['ServiceMonitor release-payments: no CustomResourceDefinition of its kind is known'],
  'some-without-namespace.yaml': ['Tenant shop: no CustomResourceDefinition of its kind is known'],
};

/** The workloads whose pods an update in place replaces, although they mean the same. */
const REPLACED: Readonly<Record<string, readonly string[]>> = {
  // Values that the API server assumes are omitted.
  'database-with-anti-affinity.yaml': ['StatefulSet ledger-db'],
  // Lists without an order have another one.
  'hostname-aliases-and-dns.yaml': ['Deployment partner-sync'],
  'lifecycle-hooks.yaml': ['Deployment chat'],
  'projected-token.yaml': ['Deployment invoice-signer'],
};

/** The first line of a file can be a comment with the version of Kubernetes that has its fields, or with an option of the command. */
function commentOf(path: string, text: string): string | undefined {
  return new RegExp(`^# ${text} (\\S+)\n`).exec(readFileSync(path, 'utf-8'))?.[1];
}

function adopted(path: string, inPlace: boolean): Adoption {
  const { documents, problems } = readInput([path], { namespace: commentOf(path, '--namespace') });
  expect(problems).toEqual([]);
  // In the folder of the package, the modules of the repository are found.
  const options = { inPlace, out: join(PACKAGE, 'main.ts'), kubernetesVersion: commentOf(path, 'from Kubernetes') };
  return adopt(documents, options, { resolve: name => jest.requireActual(name), fallback: PACKAGE });
}

function namesOf({ objects }: Report, isIncluded: (declaredAs: string) => boolean): string[] {
  return objects.filter(({ declaredAs }) => isIncluded(declaredAs)).map(({ kind, namespace, name }) => `${kind} ${namespace ? `${namespace}/` : ''}${name}`);
}

/** The programs of all files, each in a folder of its own. */
const programs: VirtualFile[] = [];

describe.each(FILES.map(path => [basename(path), path]))('%s', (file, path) => {
  describe.each([['in place', true], ['with the defaults of the library', false]])('%s', (_, inPlace) => {
    let adoption: Adoption;

    beforeAll(() => {
      adoption = adopted(path, inPlace);
      programs.push(...adoption.files.map(({ path: name, content }) => ({ path: `${file}-${inPlace}/${name}`, content })));
    });

    test('is the same, without patches', () => {
      const { report } = adoption;
      const differences = differencesOf(report);

      expect(differences.filter(({ intent }) => intent === undefined)).toEqual([]);
      if (inPlace) {
        expect(differences.map(({ object, path: field }) => `${object} ${field}`)).toEqual(ADDED[file] ?? []);
      }
      expect(report.objects.flatMap(({ patches }) => patches)).toEqual([]);
      expect(report.same).toBe(true);
    });

    test('keeps only documents that no construct declares', () => {
      const { report } = adoption;

      const documents = [...inPlace ? [] : DOCUMENTS_WITH_DEFAULTS[file] ?? [], ...DOCUMENTS[file] ?? []];
      expect(namesOf(report, declaredAs => declaredAs === 'document')).toEqual(documents);
      expect(namesOf(report, declaredAs => declaredAs.startsWith('not declared'))).toEqual(OMITTED[file] ?? []);
    });

    test('is an update that the API server accepts, and that loses no port', () => {
      const { update } = adoption.report;

      expect(update).toMatchObject({ accepted: true, refusals: [], lostPorts: [], notJudged: NOT_JUDGED[file] ?? [] });
      if (inPlace) {
        expect(update!.replacedPods.map(({ object }) => object)).toEqual(REPLACED[file] ?? []);
      }
    });

    test('is a program that a person would write', () => {
      const texts = adoption.files.map(({ path: name, content }) => `// ${name}\n${content}`);

      expect(`\n${texts.join('\n')}`).toMatchSnapshot();
    });
  });
});

test('the programs have no type errors', () => {
  expect(programs.length).toBeGreaterThanOrEqual(2 * FILES.length);
  expect(typeErrors(programs, { directory: PACKAGE, fallback: PACKAGE })).toEqual([]);
});
