import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { IMAGE, messageOf } from './messages';
import { Controller, ExposedWorkload, HealthCheck, Port, Worker, WorkloadDefaults, type WorkloadOptions } from '../../lib';
import { originsOf } from '../../lib/defaults/option-origins';
import { MINIMAL, newChart, synth } from '../support';

describe('an error names the scope', () => {
  test('of a default that is not valid, and how to ignore it', () => {
    const chart = newChart();
    WorkloadDefaults.set(chart, { replicas: -1 });

    expect(messageOf(() => new ExposedWorkload(chart, 'web', MINIMAL)))
      .toMatch(/^shop\/web: replicas -1 \(default of 'shop'\): .+ To ignore the default, add 'replicas' to ignoredDefaults\. \[replicas\]/);
  });

  test('of a default that the kind of controller cannot have', () => {
    const app = new App();
    WorkloadDefaults.set(app, { replicas: 2 });
    const message = messageOf(() => new ExposedWorkload(new Chart(app, 'shop'), 'agent', { ...MINIMAL, controller: Controller.daemonSet() }));

    expect(message).toMatch(/^shop\/agent: replicas 2 \(default of the app\): .+ To ignore the default, add 'replicas' to ignoredDefaults\. \[daemonset-replicas\]/);
  });

  test('of the other option, if the declaration sets the one that the message is about', () => {
    const chart = newChart();
    WorkloadDefaults.set(chart, { controller: Controller.daemonSet() });

    expect(messageOf(() => new ExposedWorkload(chart, 'web', { ...MINIMAL, replicas: 2 })))
      .toMatch(/^shop\/web: replicas 2: .+ The default of 'shop' sets controller\. \[daemonset-replicas\]/);
  });

  test('of each part of a merged value', () => {
    const app = new App();
    WorkloadDefaults.set(app, { env: { 'A=B': '1' }, resources: { requests: { cpu: '2' } } });
    const chart = new Chart(app, 'shop');
    WorkloadDefaults.set(chart, { resources: { limits: { cpu: '1' } } });
    const lines = messageOf(() => new Worker(chart, 'mailer', { image: IMAGE })).split('\n');

    expect(lines.find(line => line.includes('env'))).toContain('(default of the app)');
    expect(lines.find(line => line.includes('resources.requests')))
      .toMatch(/ "2" \(default of the app\): .+ Other parts of resources come from the default of 'shop'\. .+ 'resources\.requests\.cpu' to ignoredDefaults/);
  });

  test('also at synth', () => {
    const chart = newChart();
    WorkloadDefaults.set(chart, { automountServiceAccountToken: false });
    const web = new ExposedWorkload(chart, 'web', MINIMAL);
    new kplus.RoleBinding(chart, 'binding', { role: kplus.Role.fromRoleName(chart, 'role', 'reader') }).addSubjects(web);

    expect(messageOf(() => synth(chart))).toMatch(/automountServiceAccountToken false \(default of 'shop'\): .+\[service-account-token\]/);
  });

  test('and no scope for a value of the declaration', () => {
    const chart = newChart();
    WorkloadDefaults.set(chart, { replicas: 3, env: { A: '1' } });
    const message = messageOf(() => new ExposedWorkload(chart, 'web', { ...MINIMAL, replicas: -1, ports: [Port.http(0)] }));

    expect(message).toContain('shop/web: replicas -1: ');
    expect(message).not.toContain('default of');
  });

  test('of a wrong argument of a value class: the scope that has received it', () => {
    expect(() => WorkloadDefaults.set(newChart(), { readiness: HealthCheck.http(8080 as any) })).toThrow(/^shop: readiness\.path /);
  });
});

/** A chart in an app, both with defaults. */
function chartWith(ofApp: WorkloadOptions, ofChart: WorkloadOptions): Chart {
  const app = new App();
  WorkloadDefaults.set(app, ofApp);
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  WorkloadDefaults.set(chart, ofChart);
  return chart;
}

/** The message about one field of a workload. */
function lineAbout(field: string, chart: Chart, options: WorkloadOptions = {}): string {
  const message = messageOf(() => new ExposedWorkload(chart, 'web', { ...MINIMAL, ...options }));
  return message.split('\n').find(line => line.startsWith(`shop/web: ${field} `)) ?? message;
}

describe('the origin of a merged value is', () => {
  test('the inner scope, if both set the option of a structure, and the outer one for its other options', () => {
    const chart = chartWith({ resources: { requests: { cpu: '1', memory: '1 GB' } } }, { resources: { requests: { cpu: '-1' } } });
    const [cpu, memory] = messageOf(() => new ExposedWorkload(chart, 'web', MINIMAL)).split('\n');

    expect(cpu).toContain('resources.requests[\'cpu\'] "-1" (default of \'shop\'): ');
    expect(cpu).toContain("Other parts of resources come from the default of the app. To ignore the default, add 'resources.requests.cpu' to ignoredDefaults.");
    expect(memory).toContain('resources.requests[\'memory\'] "1 GB" (default of the app): ');
    expect(memory).toContain("Other parts of resources come from the default of 'shop'.");
  });

  test('all scopes, for a structure as a whole or an option that none of them sets', () => {
    const chart = chartWith({ podNetwork: { dns: { searches: ['example.com'] } } }, { podNetwork: { dns: { options: { ndots: '1' } } } });
    const origins = originsOf(new Construct(chart, 'web'), {});
    const fix = " To ignore the default, add 'podNetwork.dns' to ignoredDefaults.";

    expect(origins.of('podNetwork.dns', '')).toEqual({ note: "defaults of 'shop' and the app", fix });
    expect(origins.of('podNetwork.dns.nameservers', '')).toEqual({ note: "defaults of 'shop' and the app", fix });
  });

  test('all scopes of a map, if one of its keys is wrong, and the scope of the key, if its value is wrong', () => {
    const labels = { podMetadata: { labels: { d: '3' } } };

    expect(lineAbout('podMetadata.labels', chartWith({ podMetadata: { labels: { 'a b': '1' } } }, { podMetadata: { labels: { c: '2' } } }), labels))
      .toContain("(defaults of 'shop' and the app): ");
    const line = lineAbout("podMetadata.labels['a']", chartWith({ podMetadata: { labels: { a: '1 2' } } }, { podMetadata: { labels: { c: '2' } } }), labels);
    expect(line).toContain('(default of the app): ');
    expect(line).toContain("Other parts of podMetadata come from the default of 'shop'. To ignore the default, add 'podMetadata.labels.a' to ignoredDefaults.");
  });

  test('none, for the value of the declaration, whose other parts come from a scope', () => {
    const line = lineAbout("resources.requests['cpu']", chartWith({}, { resources: { requests: { memory: '1Gi' } } }), { resources: { requests: { cpu: '-1' } } });

    expect(line).toContain("Other parts of resources come from the default of 'shop'.");
    expect(line).not.toContain('(default of');
    expect(line).not.toContain('ignoredDefaults');
  });

  test('none, for an option that neither the declaration nor a scope sets', () => {
    const chart = chartWith({ replicas: 2 }, {});

    expect(messageOf(() => new ExposedWorkload(chart, 'Web', MINIMAL))).toMatch(/^shop\/Web: name "Web": /);
    expect(messageOf(() => new ExposedWorkload(chart, 'Web', MINIMAL))).not.toContain('default of');
  });

  test('the whole list or instance, of which a scope sets a part that is wrong', () => {
    const chart = chartWith({ sidecars: [{ name: 'Proxy', image: IMAGE }], readiness: HealthCheck.tcp({ failureThreshold: 0 }) }, {});

    expect(lineAbout('sidecars[0].name', chart)).toContain('(default of the app): ');
    expect(lineAbout('sidecars[0].name', chart)).toContain("add 'sidecars' to ignoredDefaults.");
    expect(lineAbout('readiness.failureThreshold', chart)).toContain("add 'readiness' to ignoredDefaults.");
  });
});

describe('an outer scope is not named', () => {
  test('if an inner scope ignores its option', () => {
    const chart = chartWith({ resources: { requests: { cpu: '1' }, limits: { cpu: '2' } } }, { resources: { requests: { cpu: '-1' } }, ignoredDefaults: ['resources'] });

    expect(lineAbout("resources.requests['cpu']", chart)).toContain("(default of 'shop'): ");
    expect(lineAbout("resources.requests['cpu']", chart)).not.toContain('the app');
  });

  test('if the declaration ignores a part of its option, but for the other parts', () => {
    const options: WorkloadOptions = { resources: { requests: { cpu: '-1' } }, ignoredDefaults: ['resources.requests'] };
    const chart = chartWith({ resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '1 GB' } } }, {});

    expect(lineAbout("resources.requests['cpu']", chart, options)).not.toContain('(default of');
    expect(lineAbout("resources.limits['memory']", chart, options)).toContain('(default of the app)');
  });

  test('if a path that is longer than the field is ignored', () => {
    const chart = chartWith({ env: { 'A=B': '1', 'C': '2' } }, { ignoredDefaults: ['env.C'] });

    expect(messageOf(() => new ExposedWorkload(chart, 'web', MINIMAL))).toContain('(default of the app)');
  });

  test('if the option that the message mentions is ignored', () => {
    const chart = chartWith({ controller: Controller.daemonSet() }, {});
    const declare = (options: WorkloadOptions) => messageOf(() => new ExposedWorkload(chart, 'web', { ...MINIMAL, replicas: -1, ...options }));

    expect(declare({})).toContain('The default of the app sets controller.');
    expect(declare({ ignoredDefaults: ['controller'] })).not.toContain('default of');
  });
});
