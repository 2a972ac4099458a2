import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Random } from './random';
import { text } from './texts';
import { reference } from './volumes';
import {
  EnvFromSource, EnvVarSource, VolumeSource, type EnvFromSourceOptions, type EnvVarFileOptions, type EnvVarKeyOptions, type EnvVarResourceOptions,
} from '../../lib';

const NAMES = ['A', 'DATABASE_URL', '_x', 'a.b', 'x-y', '1A', 'A B', '..'];
const ODD_NAMES = ['', 'A=B', 'ü', '\t', 'A'.repeat(5000), ' ', 'A\n', '~', '!', '..x', '.'];
const ODD_KEYS = ['a b', '', '..', '..a', '.', 'k'.repeat(254)];
const POD_FIELDS = Object.values(kplus.EnvFieldPaths).filter(path => !/labels|annotations/.test(path));
const RESOURCES = Object.values(kplus.ResourceFieldPaths);

/** Variables whose values are texts. Some of them refer to other variables. */
export function env(random: Random): Record<string, string> {
  const declared = variables(random, () => random.mostly('variable', () => text(random), 1, true, null));
  const names = Object.keys(declared);
  return Object.fromEntries(Object.entries(declared).map(([name, value]) => {
    const other = random.odd('a reference to an unknown variable') ? random.pick(...NAMES) : random.pick(...names);
    return [name, typeof value === 'string' && random.chance(0.2) && other !== name ? `$(${other})${value}` : value];
  }));
}

/** Variables whose values come from sources. Their names are rarely the names of variables with texts. */
export function envValueFrom(random: Random): Record<string, EnvVarSource> {
  const declared = variables(random, () => random.mostly('source of a variable', () => valueSource(random), null, 'a text'));
  return Object.fromEntries(Object.entries(declared).map(([name, source]) => [random.odd('two values') ? name : `${name}_FROM`, source]));
}

/** Variables of the containers of cdk8s-plus. */
export function envVariables(random: Random, scope: Construct): Record<string, kplus.EnvValue> {
  return variables(random, () => random.chance(0.5) ? kplus.EnvValue.fromValue(text(random)) : valueOfContainer(random, scope));
}

function variables<T>(random: Random, value: () => T): Record<string, T> {
  return Object.fromEntries(random.list(0, 4, () => [random.mostly('variable name', () => random.pick(...NAMES), ...ODD_NAMES), value()]));
}

function valueSource(random: Random): EnvVarSource {
  const optional = () => random.some<EnvVarKeyOptions>('EnvVarKeyOptions', 0.3, { optional: () => random.mostly('optional', () => random.chance(0.5), 'yes') });
  // rarely, because the two oldest versions have no files of variables
  if (random.chance(0.04)) {
    return fileKey(random);
  }
  switch (random.pick('configMap', 'secret', 'field', 'label', 'annotation', 'resource')) {
    case 'configMap':
      return EnvVarSource.configMapKey('settings', random.mostly('config map key', () => 'key', ...ODD_KEYS), optional());
    case 'secret': {
      const name = random.mostly('secret of a variable', () => 'creds', '', 'A_b');
      return EnvVarSource.secretKey(name, random.mostly('secret key', () => 'password', ...ODD_KEYS), optional());
    }
    case 'field':
      return EnvVarSource.podField(random.mostly('pod field', () => random.pick(...POD_FIELDS), 'spec.hostname', 'metadata.labels', ''));
    case 'label':
      return EnvVarSource.podLabel(fieldKey(random));
    case 'annotation':
      return EnvVarSource.podAnnotation(fieldKey(random));
    default: {
      const resource = random.mostly('resource', () => random.pick(...RESOURCES), 'limits.pods', '');
      return EnvVarSource.resource(resource, random.some<EnvVarResourceOptions>('EnvVarResourceOptions', 0.4, {
        divisor: () => divisor(random, resource),
        containerName: () => 'declared',
      }));
    }
  }
}

function fileKey(random: Random): EnvVarSource {
  const volumeName = `env-${random.integer(0, 999)}`;
  const source = random.mostly('volume of a variable', () => VolumeSource.emptyDir({ volumeName }), VolumeSource.secret('login', { volumeName }), VolumeSource.emptyDir());
  const path = random.mostly('file of a variable', () => random.pick('web.env', 'a/b'), '', '/web.env', '../web.env', 'a/..', '..a');
  return EnvVarSource.fileKey(source, path, random.mostly('key in a file', () => 'MODE', '', 'A=B', 'ü', 'a b'), random.some<EnvVarFileOptions>('EnvVarFileOptions', 0.5, {
    optional: () => random.mostly('optional', () => random.chance(0.5), 'yes'),
  }));
}

function valueOfContainer(random: Random, scope: Construct): kplus.EnvValue {
  const optional = random.maybe(0.3, () => random.chance(0.5));
  switch (random.pick('configMap', 'secret', 'field', 'resource')) {
    case 'configMap': {
      const key = random.mostly('config map key', () => 'key', ...ODD_KEYS);
      return kplus.EnvValue.fromConfigMap(reference(scope, 'settings', kplus.ConfigMap.fromConfigMapName), key, { optional });
    }
    case 'secret': {
      const secret = reference(scope, random.mostly('secret of a variable', () => 'creds', '', 'A_b'), kplus.Secret.fromSecretName);
      return kplus.EnvValue.fromSecretValue({ secret, key: random.mostly('secret key', () => 'password', ...ODD_KEYS) }, { optional });
    }
    case 'field': {
      const path = random.pick(...Object.values(kplus.EnvFieldPaths));
      const keyed = [kplus.EnvFieldPaths.POD_LABEL, kplus.EnvFieldPaths.POD_ANNOTATION].includes(path);
      return kplus.EnvValue.fromFieldRef(path, {
        apiVersion: random.maybe(0.05, () => random.mostly('apiVersion', () => 'v1', 'v2')),
        key: keyed ? fieldKey(random) : undefined,
      });
    }
    default: {
      const resource = random.pick(...RESOURCES);
      return kplus.EnvValue.fromResource(resource, { divisor: random.maybe(0.3, () => divisor(random, resource)) });
    }
  }
}

function fieldKey(random: Random): string {
  return random.mostly('field key', () => 'app', 'a b', 'Example.com/x', 'k'.repeat(64));
}

function divisor(random: Random, resource: string): string {
  return random.mostly('divisor', () => resource.includes('cpu') ? '1m' : '1Mi', 'x', '2', '1G', '1m');
}

/** Sources whose keys all become variables. */
export function envFrom(random: Random): EnvFromSource[] {
  return random.list(0, 2, () => {
    const name = random.mostly('envFrom name', () => random.pick('settings', 'a.b'), '', 'A_b', 'a-');
    const options = random.some<EnvFromSourceOptions>('EnvFromSourceOptions', 0.5, {
      prefix: () => random.mostly('envFrom prefix', () => 'P_', 'a=b', '1', ' ', 'ü', 'x-'),
      optional: () => random.mostly('optional', () => random.chance(0.5), 'yes'),
    });
    return random.chance(0.5) ? EnvFromSource.secret(name, options) : EnvFromSource.configMap(name, options);
  });
}

/** Sources of variables for the containers of cdk8s-plus. */
export function envFromOfContainer(random: Random, scope: Construct): kplus.EnvFrom[] {
  return random.list(0, 2, () => {
    const name = random.mostly('envFrom name', () => random.pick('settings', 'a.b'), '', 'A_b', 'a-');
    if (random.chance(0.5)) {
      return kplus.Env.fromSecret(reference(scope, name, kplus.Secret.fromSecretName));
    }
    const prefix = random.maybe(0.5, () => random.mostly('envFrom prefix', () => 'P_', 'a=b', '1', ' ', 'ü', 'x-'));
    return kplus.Env.fromConfigMap(reference(scope, name, kplus.ConfigMap.fromConfigMapName), prefix);
  });
}
