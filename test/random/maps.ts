import { ApiObject, type Chart } from 'cdk8s';
import { metadata } from './metadata';
import type { Random } from './random';
import { subdomain } from './texts';
import { ImmutableConfigMap, ImmutableSecret, type ImmutableConfigMapProps, type ImmutableMapProps, type ImmutableSecretProps } from '../../lib';

const ODD_KEYS = ['', '.', '..a', 'a b', 'a/b', 'ä', 'k'.repeat(254)];

/** Declares ConfigMaps and Secrets, some of which the variables of random containers refer to. */
export function declareMaps(random: Random, chart: Chart): void {
  if (random.chance(0.1)) {
    new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { key: random.pick('a', 'b') } });
    new ApiObject(chart, 'creds', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'creds' }, stringData: { password: random.pick('a', 'b') } });
  }
  if (random.chance(0.05)) {
    new ImmutableConfigMap(chart, 'immutable-settings', {
      ...immutable(random),
      ...random.some<Omit<ImmutableConfigMapProps, keyof ImmutableMapProps>>('ImmutableConfigMapProps', 0.6, {
        data: () => texts(random),
        binaryData: () => encoded(random),
      }),
    });
  }
  if (random.chance(0.05)) {
    new ImmutableSecret(chart, 'immutable-creds', {
      ...immutable(random),
      ...random.some<Omit<ImmutableSecretProps, keyof ImmutableMapProps>>('ImmutableSecretProps', 0.6, {
        stringData: () => texts(random),
        data: () => encoded(random),
      }),
    });
  }
}

function immutable(random: Random): ImmutableMapProps {
  return random.some<ImmutableMapProps>('ImmutableMapProps', 0.4, {
    name: () => subdomain(random, 'name of a map'),
    metadata: () => metadata(random, 'map'),
    retain: () => random.chance(0.7),
  });
}

function texts(random: Random): Record<string, string> {
  const key = random.mostly('key of a map', () => random.pick('mode', 'A_b.c', '.hidden', 'k'.repeat(253)), ...ODD_KEYS);
  return { [key]: random.mostly('text of a map', () => random.pick('a', 'b\nc\n', ''), 1, 'x'.repeat(1024 * 1024 + 1), 'x'.repeat(1024 * 1024)) };
}

function encoded(random: Random): Record<string, string> {
  const key = random.mostly('key of bytes', () => random.pick('bytes', 'logo.png'), 'mode', ...ODD_KEYS);
  return { [key]: random.mostly('bytes of a map', () => random.pick('ZmFzdA==', 'YQ==', ''), 'a', 'ä', 'ZmFzdA', 'Zm Fz', 'ZmFzdA==\n', 'ZmFzdB==') };
}
