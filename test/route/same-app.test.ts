import { App, Chart } from 'cdk8s';
import { ExposedWorkload, Gateway, Port, Route, RouteBackend, RouteParent } from '../../lib';

const chart = (app: App) => new Chart(app, 'shop', { namespace: 'shop' });

test('a route refuses a Gateway and a backend of another app, whose policies and listeners would not include it', () => {
  const other = chart(new App());
  const parents = [RouteParent.gateway(new Gateway(other, 'public', { className: 'traefik' }))];
  const rules = [{ backends: [RouteBackend.of(new ExposedWorkload(other, 'web', { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)] }))] }];

  expect(() => new Route(chart(new App()), 'shop', { parents, hosts: ['shop.example.com'], rules }))
    .toThrow(/rules\[0\]\.backends\[0\] "shop\/web": .*\[same-app\].*\n.*parents\[0\] "shop\/public": .*\[same-app\]/);
});
