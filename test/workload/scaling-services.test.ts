import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ClusterProfile, ExposedPods, KedaTrigger, PodSelection, Port, Scaling, Worker, type KedaScalingOptions } from '../../lib';
import { messagesOf, rulesBrokenBy } from '../rules/broken';
import { newChart, synth } from '../support';

const labels = { app: 'mailer' };

/** A Worker whose scaler can remove all pods. */
function mailer(chart: Chart, options: Partial<KedaScalingOptions> = {}, min = 0): Worker {
  ClusterProfile.set(chart, { keda: true });
  const scaling = Scaling.keda(min, 5, { triggers: [KedaTrigger.of('rabbitmq', { queueName: 'mails' })], ...options });
  return new Worker(chart, 'mailer', { image: 'registry.example.com/mailer:1', ports: [Port.http(8080)], podMetadata: { labels }, scaling });
}

const service = (chart: Chart, selector: object | undefined, namespace?: string) => (
  new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'mailer', namespace }, spec: { selector, ports: [{ port: 80 }] } })
);

describe('a Service for pods that a scaler can remove', () => {
  test.each<[string, (chart: Chart, worker: Worker) => unknown, string]>([
    ['ExposedPods', (chart, worker) => new ExposedPods(chart, 'web', { selector: PodSelection.of(worker), ports: [Port.http(8080)] }), 'shop/web'],
    ['a Service of cdk8s-plus', (chart, worker) => new kplus.Service(chart, 'web', { selector: worker, ports: [{ port: 80 }] }), 'shop/web'],
    [
      'a Service of cdk8s-plus with a load balancer',
      (chart, worker) => new kplus.Service(chart, 'web', { selector: worker, ports: [{ port: 80 }], type: kplus.ServiceType.LOAD_BALANCER }), 'shop/web',
    ],
    ['a Service by hand', chart => service(chart, labels), 'shop/service'],
  ])('is refused: %s', (_, expose, path) => {
    const messages = messagesOf(chart => expose(chart, mailer(chart)));

    expect(messages).toEqual([expect.stringContaining('[scaling-no-endpoints]')]);
    expect(messages[0]).toContain(`shop/mailer: scaling.min 0: a workload that a Service selects must have at least one pod, unless there is a justification. The Service '${path}' leads`);
  });

  test('is refused with idleReplicas too', () => {
    expect(messagesOf(chart => service(chart, mailer(chart, { idleReplicas: 0 }, 2) && labels))).toEqual([expect.stringContaining('scaling.idleReplicas 0: ')]);
  });

  test.each<[string, (chart: Chart) => unknown]>([
    ['there is a justification', chart => service(chart, mailer(chart, { noEndpointsJustification: 'a proxy holds the requests' }) && labels)],
    ['there is always a pod', chart => service(chart, mailer(chart, {}, 1) && labels)],
    ['it has no selector', chart => service(chart, mailer(chart) && undefined)],
    ['it has no spec', chart => mailer(chart) && new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service' })],
    ['it selects other pods', chart => service(chart, mailer(chart) && { ...labels, team: 'shop' })],
    ['it is in another namespace', chart => service(chart, mailer(chart) && labels, 'search')],
    ['it has no ports', chart => new ExposedPods(chart, 'web', { selector: PodSelection.of(mailer(chart)), isolate: true })],
    ['it is the headless Service of cdk8s-plus for other pods', chart => {
      mailer(chart);
      new kplus.Deployment(chart, 'other', { containers: [{ image: 'registry.example.com/other:1', portNumber: 80 }] }).exposeViaService();
    }],
  ])('is accepted if %s', (_, declare) => {
    expect(rulesBrokenBy(declare)).toEqual([]);
  });

  test('is refused in a chart without a namespace too', () => {
    const chart = newChart({});
    service(chart, mailer(chart) && labels);

    expect(() => synth(chart)).toThrow("The Service 'shop/service' leads to the pods.");
  });

  test('is accepted if it can be in another cluster', () => {
    const app = new App();
    mailer(new Chart(app, 'staging', { namespace: 'shop' }));
    service(new Chart(app, 'production', { namespace: 'shop' }), labels);

    expect(() => app.synthYaml()).not.toThrow();
  });
});
