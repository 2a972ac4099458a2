import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Draw } from './draw';
import { text } from './texts';
import { reference } from './volumes';
import { EnvFromSource, EnvVarSource, type EnvFromSourceOptions, type EnvVarKeyOptions, type EnvVarResourceOptions } from '../../../lib';

const NAMES = ['A', 'DATABASE_URL', '_x', 'a.b', 'x-y', '1A', 'A B', '..'];
const ODD_NAMES = ['', 'A=B', 'ü', '\t', 'A'.repeat(5000), ' ', 'A\n', '~', '!', '..x', '.'];
const ODD_KEYS = ['a b', '', '..', '..a', '.', 'k'.repeat(254)];
const POD_FIELDS = Object.values(kplus.EnvFieldPaths).filter(path => !/labels|annotations/.test(path));
const RESOURCES = Object.values(kplus.ResourceFieldPaths);

/** Variables with texts, some of which refer to other variables. */
export function env(draw: Draw): Record<string, string> {
  const value = () => draw.chance(0.2) ? `$(${draw.pick(...NAMES)})${text(draw)}` : text(draw);
  return variables(draw, () => draw.mostly('variable', value, 1, true, null));
}

/** Variables with values that come from elsewhere; few of their names are those of texts. */
export function envValueFrom(draw: Draw): Record<string, EnvVarSource> {
  const declared = variables(draw, () => draw.mostly('source of a variable', () => valueSource(draw), null, 'a text'));
  return Object.fromEntries(Object.entries(declared).map(([name, source]) => [draw.odd('two values') ? name : `${name}_FROM`, source]));
}

/** Variables of the containers of cdk8s-plus. */
export function envVariables(draw: Draw, scope: Construct): Record<string, kplus.EnvValue> {
  return variables(draw, () => draw.chance(0.5) ? kplus.EnvValue.fromValue(text(draw)) : valueOfContainer(draw, scope));
}

function variables<T>(draw: Draw, value: () => T): Record<string, T> {
  return Object.fromEntries(draw.list(0, 4, () => [draw.mostly('variable name', () => draw.pick(...NAMES), ...ODD_NAMES), value()]));
}

function valueSource(draw: Draw): EnvVarSource {
  const optional = () => draw.some<EnvVarKeyOptions>('EnvVarKeyOptions', 0.3, { optional: () => draw.mostly('optional', () => draw.chance(0.5), 'yes') });
  switch (draw.pick('configMap', 'secret', 'field', 'label', 'annotation', 'resource')) {
    case 'configMap':
      return EnvVarSource.configMapKey('settings', draw.mostly('config map key', () => 'key', ...ODD_KEYS), optional());
    case 'secret': {
      const name = draw.mostly('secret of a variable', () => 'creds', '', 'A_b');
      return EnvVarSource.secretKey(name, draw.mostly('secret key', () => 'password', ...ODD_KEYS), optional());
    }
    case 'field':
      return EnvVarSource.podField(draw.mostly('pod field', () => draw.pick(...POD_FIELDS), 'spec.hostname', 'metadata.labels', ''));
    case 'label':
      return EnvVarSource.podLabel(fieldKey(draw));
    case 'annotation':
      return EnvVarSource.podAnnotation(fieldKey(draw));
    default: {
      const resource = draw.mostly('resource', () => draw.pick(...RESOURCES), 'limits.pods', '');
      return EnvVarSource.resource(resource, draw.some<EnvVarResourceOptions>('EnvVarResourceOptions', 0.4, {
        divisor: () => divisor(draw, resource),
        containerName: () => 'declared',
      }));
    }
  }
}

function valueOfContainer(draw: Draw, scope: Construct): kplus.EnvValue {
  const optional = draw.maybe(0.3, () => draw.chance(0.5));
  switch (draw.pick('configMap', 'secret', 'field', 'resource')) {
    case 'configMap': {
      const key = draw.mostly('config map key', () => 'key', ...ODD_KEYS);
      return kplus.EnvValue.fromConfigMap(reference(scope, 'settings', kplus.ConfigMap.fromConfigMapName), key, { optional });
    }
    case 'secret': {
      const secret = reference(scope, draw.mostly('secret of a variable', () => 'creds', '', 'A_b'), kplus.Secret.fromSecretName);
      return kplus.EnvValue.fromSecretValue({ secret, key: draw.mostly('secret key', () => 'password', ...ODD_KEYS) }, { optional });
    }
    case 'field': {
      const path = draw.pick(...Object.values(kplus.EnvFieldPaths));
      const keyed = [kplus.EnvFieldPaths.POD_LABEL, kplus.EnvFieldPaths.POD_ANNOTATION].includes(path);
      return kplus.EnvValue.fromFieldRef(path, {
        apiVersion: draw.maybe(0.05, () => draw.mostly('apiVersion', () => 'v1', 'v2')),
        key: keyed ? fieldKey(draw) : undefined,
      });
    }
    default: {
      const resource = draw.pick(...RESOURCES);
      return kplus.EnvValue.fromResource(resource, { divisor: draw.maybe(0.3, () => divisor(draw, resource)) });
    }
  }
}

function fieldKey(draw: Draw): string {
  return draw.mostly('field key', () => 'app', 'a b', 'Example.com/x', 'k'.repeat(64));
}

function divisor(draw: Draw, resource: string): string {
  return draw.mostly('divisor', () => resource.includes('cpu') ? '1m' : '1Mi', 'x', '2', '1G', '1m');
}

/** Sources of which every key becomes a variable. */
export function envFrom(draw: Draw): EnvFromSource[] {
  return draw.list(0, 2, () => {
    const name = draw.mostly('envFrom name', () => draw.pick('settings', 'a.b'), '', 'A_b', 'a-');
    const options = draw.some<EnvFromSourceOptions>('EnvFromSourceOptions', 0.5, {
      prefix: () => draw.mostly('envFrom prefix', () => 'P_', 'a=b', '1', ' ', 'ü', 'x-'),
      optional: () => draw.mostly('optional', () => draw.chance(0.5), 'yes'),
    });
    return draw.chance(0.5) ? EnvFromSource.secret(name, options) : EnvFromSource.configMap(name, options);
  });
}

/** The same for the containers of cdk8s-plus. */
export function envFromOfContainer(draw: Draw, scope: Construct): kplus.EnvFrom[] {
  return draw.list(0, 2, () => {
    const name = draw.mostly('envFrom name', () => draw.pick('settings', 'a.b'), '', 'A_b', 'a-');
    if (draw.chance(0.5)) {
      return kplus.Env.fromSecret(reference(scope, name, kplus.Secret.fromSecretName));
    }
    const prefix = draw.maybe(0.5, () => draw.mostly('envFrom prefix', () => 'P_', 'a=b', '1', ' ', 'ü', 'x-'));
    return kplus.Env.fromConfigMap(reference(scope, name, kplus.ConfigMap.fromConfigMapName), prefix);
  });
}
