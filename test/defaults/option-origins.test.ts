import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IMAGE, messageOf } from './messages';
import { Controller, ExposedWorkload, HealthCheck, Port, Worker, WorkloadDefaults } from '../../lib';
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
