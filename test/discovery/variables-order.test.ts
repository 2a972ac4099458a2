import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Backend, Connections, ExposedPods, ExposedWorkload, ExternalService, PodSelection, Port, type ConnectOptions } from '../../lib';
import { messagesOf } from '../rules/broken';
import { MINIMAL, find, mainContainer, newChart, synth, type Document } from '../support';

describe('the order of the map of variables does not matter', () => {
  /** A map in each possible order of its keys. */
  function orders(map: Record<string, string>): Record<string, string>[] {
    const permute = (entries: [string, string][]): [string, string][][] => entries.length === 0 ? [[]]
      : entries.flatMap((entry, index) => permute(entries.filter((_, other) => other !== index)).map(rest => [entry, ...rest]));
    return permute(Object.entries(map)).map(entries => Object.fromEntries(entries));
  }

  /** The different results of a program with each possible order of the keys of a map. */
  function results<T>(map: Record<string, string>, run: (variables: Record<string, string>) => T): T[] {
    return [...new Set(orders(map).map(variables => JSON.stringify(run(variables))))].map(text => JSON.parse(text));
  }

  function database(chart: Chart): ExternalService {
    return new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432, { name: 'postgres' })] });
  }

  /** Connects the pods of a Deployment of cdk8s-plus, whose containers this library does not render. */
  function connectDeployment(chart: Chart, options: ConnectOptions): void {
    const envFrom = [kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'settings', 'settings'))];
    const deployment = new kplus.Deployment(chart, 'billing', { containers: [{ image: 'registry.example.com/billing:7', portNumber: 8080, envFrom }] });
    new ExposedPods(chart, 'pods', { selector: PodSelection.of(deployment) }).connectTo(database(chart), options);
  }

  test('for the containers of a Deployment of cdk8s-plus', () => {
    const names = results({ B: '{host}', Z: '{port}', A: 'http://$(Z)', C: '$$(Y)', Y: '$(Y)' }, variables => {
      const chart = newChart();
      connectDeployment(chart, { envPrefix: 'DB', variables });
      return mainContainer(find(synth(chart), 'Deployment')).env.map(({ name }: Document) => name);
    });

    expect(names).toEqual([['B', 'C', 'DB_HOST', 'DB_PORT', 'DB_URL', 'Y', 'Z', 'A']]);
  });

  test('for variables that refer to each other in a cycle', () => {
    const names = results({ B: '$(C)', A: '$(B)', C: '$(A)' }, variables => {
      const chart = newChart();
      connectDeployment(chart, { variables });
      return mainContainer(find(synth(chart), 'Deployment')).env.map(({ name }: Document) => name);
    });

    expect(names).toEqual([['A', 'C', 'B']]);
  });

  test('for the graph of connections, which lists them by name', () => {
    const connections = results({ Z: '{host}', A: '{port}', B: '$(Z)' }, variables => {
      const chart = newChart();
      new ExposedWorkload(chart, 'web', MINIMAL).connectTo(database(chart), { envPrefix: 'DB', variables });
      return Connections.of(chart).all[0].toJson();
    });

    expect(connections).toEqual([
      { source: 'shop/web', target: 'shop/db', ports: ['postgres'], variables: ['A', 'B', 'DB_HOST', 'DB_PORT', 'DB_URL', 'Z'] },
    ]);
  });

  test('for the lines of an error', () => {
    const fields = results({ B: '{x}', A: '{y}', C: '{z}' }, variables => {
      const messages = messagesOf(chart => new ExposedWorkload(chart, 'web', MINIMAL).connectTo(database(chart), { variables }));
      return messages.map(message => message.split(' ')[1]);
    });

    expect(fields).toEqual([['A', 'B', 'C'].map(name => `connectTo(shop/db).variables['${name}']`)]);
  });
});
