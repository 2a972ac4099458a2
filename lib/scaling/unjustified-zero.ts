import type { Scaling } from './scaling';
import { isJustification } from '../rules/rule';

/** The option by which a scaler removes all pods, if it does and there is no justification. @internal */
export function unjustifiedZero({ _min: min, _options: { idleReplicas, noEndpointsJustification } }: Scaling): string | undefined {
  const field = min === 0 ? 'scaling.min' : idleReplicas === 0 ? 'scaling.idleReplicas' : undefined;
  return isJustification(noEndpointsJustification) ? undefined : field;
}
