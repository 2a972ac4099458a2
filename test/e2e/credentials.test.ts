import type { Document } from '../support';
import { CONTROL_PORT, declare, server } from './support/declare';
import { apply, waitForRollouts } from './support/kubectl';
import { testNamespace } from './support/namespace';
import { answeredBy, call, inPod } from './support/places';
import { podsOf } from './support/pods';
import { variablesOf } from './support/process';
import { Credentials, ExposedWorkload, Port } from '../../lib';

const namespace = testNamespace('credentials');
/** A reference in a value of a Secret is text. */
const PASSWORD = 'p$(DATABASE_USER)';
const HOST = `db.${namespace}.svc.cluster.local`;

let documents: Document[];
beforeAll(() => {
  apply([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'login', namespace }, stringData: { username: 'shop', password: PASSWORD } }]);
  documents = declare(namespace, chart => {
    const db = new ExposedWorkload(chart, 'db', { ...server('--tcp=:5432'), ports: [Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' })] });
    const caller = new ExposedWorkload(chart, 'caller', {
      ...server(), ports: [Port.http(CONTROL_PORT)], env: { BACKEND: 'tcp://$(DATABASE_HOST):$(DATABASE_PORT)' },
    });
    caller.connectTo(db, { envPrefix: 'DATABASE', credentials: Credentials.fromSecret('login'), path: '/orders' });
  });
});

const caller = inPod(namespace, 'deployment/caller');

test('in the order of their names, variables that refer to later variables keep the references as text', () => {
  const sorted = documents.map(document => withSortedVariables(document));
  apply(sorted);
  waitForRollouts(sorted);

  expect(variablesOf(namespace, 'deployment.caller')).toMatchObject({
    BACKEND: 'tcp://$(DATABASE_HOST):$(DATABASE_PORT)',
    DATABASE_URL: `postgresql://$(DATABASE_USER):${PASSWORD}@${HOST}:5432/orders`,
  });
  expect(() => call(caller, 'env:BACKEND')).toThrow(/invalid port/);
});

test('connectTo places variables after those that they refer to, and adds the user name and the password of a Secret to the URL', async () => {
  expect(JSON.stringify(documents)).not.toContain(PASSWORD);
  apply(documents);
  waitForRollouts(documents);

  expect(variablesOf(namespace, 'deployment.caller')).toMatchObject({
    BACKEND: `tcp://${HOST}:5432`,
    DATABASE_PASSWORD: PASSWORD,
    DATABASE_URL: `postgresql://shop:${PASSWORD}@${HOST}:5432/orders`,
    DATABASE_USER: 'shop',
  });
  const [db] = podsOf(namespace, 'deployment.db').map(({ metadata }) => metadata.name);
  await answeredBy([db], caller, 'env:BACKEND');
  await answeredBy([db], caller, 'env:DATABASE_URL');
});

/** A document whose containers have their variables in the order of their names. */
function withSortedVariables(document: Document): Document {
  const copy = structuredClone(document);
  for (const { env } of copy.spec.template?.spec.containers ?? []) {
    env.sort((a: Document, b: Document) => a.name < b.name ? -1 : 1);
  }
  return copy;
}
