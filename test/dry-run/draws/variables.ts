import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Draw } from './draw';
import { text } from './texts';
import { reference } from './volumes';

const NAMES = ['A', 'DATABASE_URL', '_x', 'a.b', 'x-y', '1A', 'A B', '..'];
const ODD_NAMES = ['', 'A=B', 'ü', '\t', 'A'.repeat(5000), ' ', 'A\n', '~', '!', '..x', '.'];
const ODD_KEYS = ['a b', '', '..', '..a', '.', 'k'.repeat(254)];

export function env(draw: Draw, scope: Construct): Record<string, string | kplus.EnvValue> {
  return Object.fromEntries(draw.list(0, 4, () => [
    draw.mostly('variable name', () => draw.pick(...NAMES), ...ODD_NAMES),
    draw.mostly<string | kplus.EnvValue>('variable', () => draw.chance(0.5) ? text(draw) : source(draw, scope), 1, true, null),
  ]));
}

/** Variables as the containers of cdk8s-plus have them. */
export function envVariables(draw: Draw, scope: Construct): Record<string, kplus.EnvValue> {
  const drawn = Object.entries(env(draw, scope));
  return Object.fromEntries(drawn.map(([name, value]) => [name, value instanceof Object ? value : kplus.EnvValue.fromValue(value)]));
}

function source(draw: Draw, scope: Construct): kplus.EnvValue {
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
        key: keyed ? draw.mostly('field key', () => 'app', 'a b', 'Example.com/x', 'k'.repeat(64)) : undefined,
      });
    }
    default: {
      const resource = draw.pick(...Object.values(kplus.ResourceFieldPaths));
      const divisor = draw.maybe(0.3, () => draw.mostly('divisor', () => resource.includes('cpu') ? '1m' : '1Mi', 'x', '2', '1G', '1m'));
      return kplus.EnvValue.fromResource(resource, { divisor });
    }
  }
}

export function envFrom(draw: Draw, scope: Construct): kplus.EnvFrom[] {
  return draw.list(0, 2, () => {
    const name = draw.mostly('envFrom name', () => draw.pick('settings', 'a.b'), '', 'A_b', 'a-');
    if (draw.chance(0.5)) {
      return kplus.Env.fromSecret(reference(scope, name, kplus.Secret.fromSecretName));
    }
    const prefix = draw.maybe(0.5, () => draw.mostly('envFrom prefix', () => 'P_', 'a=b', '1', ' ', 'ü', 'x-'));
    return kplus.Env.fromConfigMap(reference(scope, name, kplus.ConfigMap.fromConfigMapName), prefix);
  });
}
