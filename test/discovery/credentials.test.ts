import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Backend, Credentials, ExposedPods, ExposedWorkload, ExternalService, PodSelection, Port, type ConnectOptions } from '../../lib';
import { environmentOf } from '../environment/expansion';
import { messagesOf } from '../rules/broken';
import { MINIMAL, find, mainContainer, newChart, synth, type Document } from '../support';

const HOST = 'db.shop.svc.cluster.local';
const secret = (key: string, name = 'login') => ({ valueFrom: { secretKeyRef: { name, key } } });

function database(chart: Chart): ExternalService {
  return new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432, { name: 'postgres', scheme: 'postgresql' })] });
}

/** The variables of `web` in the order of the manifest, without those with host and port. */
function connected(options: ConnectOptions): Document[] {
  const chart = newChart();
  new ExposedWorkload(chart, 'web', MINIMAL).connectTo(database(chart), options);
  return mainContainer(find(synth(chart), 'Deployment', 'web')).env.filter(({ name }: Document) => !/_(HOST|PORT)$/.test(name));
}

const refusals = (options: ConnectOptions) => messagesOf(chart => new ExposedWorkload(chart, 'web', MINIMAL).connectTo(database(chart), options));

describe('credentials with a prefix', () => {
  test('are variables from the Secret, and the URL refers to them', () => {
    expect(connected({ envPrefix: 'DATABASE', credentials: Credentials.fromSecret('login'), path: 'orders?sslmode=require' })).toEqual([
      { name: 'DATABASE_PASSWORD', ...secret('password') },
      { name: 'DATABASE_USER', ...secret('username') },
      { name: 'DATABASE_URL', value: `postgresql://$(DATABASE_USER):$(DATABASE_PASSWORD)@${HOST}:5432/orders?sslmode=require` },
    ]);
  });

  test('can have other keys', () => {
    expect(connected({ envPrefix: 'DB', credentials: Credentials.fromSecret('login', { userKey: 'user', passwordKey: 'pass.word' }) }).slice(0, 2)).toEqual([
      { name: 'DB_PASSWORD', ...secret('pass.word') }, { name: 'DB_USER', ...secret('user') },
    ]);
  });

  test('can consist of a password', () => {
    expect(connected({ envPrefix: 'DB', credentials: Credentials.passwordFromSecret('login', { passwordKey: 'pw' }) })).toEqual([
      { name: 'DB_PASSWORD', ...secret('pw') }, { name: 'DB_URL', value: `postgresql://:$(DB_PASSWORD)@${HOST}:5432` },
    ]);
  });

  test('can consist of a user name', () => {
    expect(connected({ envPrefix: 'DB', credentials: Credentials.userFromSecret('login', { userKey: 'token' }) })).toEqual([
      { name: 'DB_USER', ...secret('token') }, { name: 'DB_URL', value: `postgresql://$(DB_USER)@${HOST}:5432` },
    ]);
  });

  test('can have a user name as text, which is percent-encoded in the URL and not expanded', () => {
    expect(connected({ envPrefix: 'DB', credentials: Credentials.passwordFromSecret('login', { user: '$(A)@server' }) })).toEqual([
      { name: 'DB_PASSWORD', ...secret('password') },
      { name: 'DB_URL', value: `postgresql://%24(A)%40server:$(DB_PASSWORD)@${HOST}:5432` },
      { name: 'DB_USER', value: '$$(A)@server' },
    ]);
  });
});

describe('credentials in templates', () => {
  test('come from the Secret in a template of their own, and other templates refer to that variable', () => {
    const variables = { PGUSER: '{user}', PGPASSWORD: '{password}', DSN: 'postgres://{user}:{password}@{hostAndPort}/orders' };

    expect(connected({ variables, credentials: Credentials.fromSecret('login') })).toEqual([
      { name: 'PGPASSWORD', ...secret('password') },
      { name: 'PGUSER', ...secret('username') },
      { name: 'DSN', value: `postgres://$(PGUSER):$(PGPASSWORD)@${HOST}:5432/orders` },
    ]);
  });

  test('refer to the variables of the prefix if there is one', () => {
    expect(connected({ envPrefix: 'DB', variables: { JDBC: 'jdbc:x?password={password}' }, credentials: Credentials.passwordFromSecret('login') })).toContainEqual(
      { name: 'JDBC', value: 'jdbc:x?password=$(DB_PASSWORD)' },
    );
  });

  test('can contain a user name that is not secret', () => {
    const credentials = Credentials.passwordFromSecret('login', { user: 'a$b' });
    expect(connected({ variables: { ONLY: '{user}', DSN: '{user};{name}' }, credentials })).toEqual([{ name: 'DSN', value: 'a$$b;db' }, { name: 'ONLY', value: 'a$$b' }]);
  });

  test.each([
    ['postgresql://{user}:{password}@{name}', 'postgresql://%24(A)a%40b:$(PW)@db'],
    ['jdbc:postgresql://{name}/orders?user={user}', 'jdbc:postgresql://db/orders?user=%24(A)a%40b'],
    ['user={user} host={name}', 'user=$$(A)a@b host=db'],
    ['{user}:{password}@tcp({name})?url=http://a', '$$(A)a@b:$(PW)@tcp(db)?url=http://a'],
  ])('have a user name as text percent-encoded if they are a URL: %s', (template, value) => {
    const credentials = Credentials.passwordFromSecret('login', { user: '$(A)a@b' });
    expect(connected({ variables: { PW: '{password}', DSN: template }, credentials })).toContainEqual({ name: 'DSN', value });
  });
});

test('the kubelet composes the URL, and does not expand a password again', () => {
  const values: Record<string, string> = { DATABASE_USER: 'app', DATABASE_PASSWORD: 'a$(DATABASE_USER)$$' };
  const variables = connected({ envPrefix: 'DATABASE', credentials: Credentials.fromSecret('login') });
  // The kubelet does not expand a value from a Secret: it is written here so that its expansion has this value
  const texts = variables.map(({ name, value }) => ({ name, value: value ?? values[name].replace(/\$/g, '$$$$') }));

  expect(environmentOf(texts, {}).DATABASE_URL).toBe(`postgresql://app:a$(DATABASE_USER)$$@${HOST}:5432`);
});

test('containers of a Deployment of cdk8s-plus get the credentials before the URL, in each specified container', () => {
  const chart = newChart();
  const deployment = new kplus.Deployment(chart, 'billing', { containers: [{ image: 'a' }, { name: 'b', image: 'b' }] });
  new ExposedPods(chart, 'pods', { selector: PodSelection.of(deployment) })
    .connectTo(database(chart), { envPrefix: 'DB', credentials: Credentials.fromSecret('login'), containers: deployment.containers });

  for (const { env } of find(synth(chart), 'Deployment').spec.template.spec.containers) {
    expect(env.map(({ name }: Document) => name)).toEqual(['DB_HOST', 'DB_PASSWORD', 'DB_PORT', 'DB_USER', 'DB_URL']);
  }
});

describe('refused are', () => {
  const credentials = Credentials.fromSecret('login');

  test.each<[string, ConnectOptions, RegExp]>([
    ['credentials that no variable contains', { variables: { A: '{url}' }, credentials }, /\.credentials "login": .*Set envPrefix too, or use \{user\} and \{password\} in variables\. \[connection-credentials\]/],
    ['a path without a prefix', { path: '/orders' }, /\.path "\/orders": .*\[connection-credentials\]/],
    ['a template with a password that no variable contains', { variables: { A: 'x{password}' }, credentials }, /"\{password\}": .*such as DATABASE_PASSWORD: '\{password\}', or set envPrefix\. \[connection-credentials\]/],
    ['a template with a password without credentials', { variables: { A: '{password}' } }, /"\{password\}": .*Set credentials, such as Credentials\.fromSecret/],
    ['a template with a user name that the credentials do not have', { envPrefix: 'A', variables: { B: '{user}' }, credentials: Credentials.passwordFromSecret('login') }, /"\{user\}": .*Credentials\.userFromSecret/],
    ['another spelling of a part', { variables: { A: '{PASSWORD}' }, envPrefix: 'B', credentials }, /Use '\{password\}' instead of '\{PASSWORD\}'/],
    ['an invalid name of a Secret', { envPrefix: 'A', credentials: Credentials.fromSecret('My_Login') }, /\.credentials\.secretName "My_Login": .*\[env-key\]/],
    ['an invalid key', { envPrefix: 'A', credentials: Credentials.fromSecret('login', { passwordKey: 'a b' }) }, /\.credentials\.passwordKey "a b": .*\[env-key\]/],
    ['a user name that YAML cannot contain', { envPrefix: 'A', credentials: Credentials.passwordFromSecret('login', { user: '\ud800' }) }, /\.credentials\.user .*\[yaml-text\]/],
  ])('%s', (_, options, message) => {
    expect(refusals(options)).toEqual([expect.stringMatching(message)]);
  });

  test.each<[string, Port, string | undefined, ConnectOptions]>([
    ['credentials', Port.tcp(5432), 'tcp', { envPrefix: 'DB', credentials }],
    ['path', Port.tcp(5432), 'tcp', { envPrefix: 'DB', path: '/orders' }],
    ['path', Port.udp(5432), 'udp', { envPrefix: 'DB', path: '/orders' }],
  ])('%s in a URL without the scheme of a protocol: %s', (field, port, scheme, options) => {
    const refused = (target: Port, given: ConnectOptions) => messagesOf(chart => new ExposedWorkload(chart, 'web', MINIMAL)
      .connectTo(new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [target] }), given));
    const message = new RegExp(`\\.${field} .*'${scheme}'\\. Set scheme: 'postgresql' on the port.*DB_URL: .*\\[connection-credentials\\]`);

    expect(refused(port, options)).toEqual([expect.stringMatching(message)]);
    expect(refused(Port.tcp(5432, { scheme: 'postgresql' }), options)).toEqual([]);
    expect(refused(port, { variables: { URL: '{url}/orders', USER: '{user}', DSN: 'tcp://{user}@{hostAndPort}' }, credentials })).toEqual([]);
  });

  test('variables of credentials that the container already has', () => {
    const messages = messagesOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, env: { DB_PASSWORD: 'x' } })
      .connectTo(database(chart), { envPrefix: 'DB', credentials }));

    expect(messages).toEqual([expect.stringMatching(/variable DB_PASSWORD \{secretName, key\}: .*\[connection-env-taken\]/)]);
  });
});
