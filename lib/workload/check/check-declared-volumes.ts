import type { Problems } from '../../rules/rule';
import { podSecurityOf } from '../../security/pod-security';
import { checkVolumes } from '../../volume/check-volumes';
import type { PodVolumes } from '../../volume/pod-volumes';
import type { Controller } from '../controller';
import type { RequestContext } from './check-requests';
import type { DeclaredContainer } from '../pod/declared-containers';

/** Reports problems with the volumes, volume claims and mounts of a declaration. @internal */
export function checkDeclaredVolumes(
  problems: Problems, volumes: PodVolumes, containers: readonly DeclaredContainer[], controller: Controller, { security, version }: RequestContext,
): void {
  const claims = controller._kind === 'StatefulSet' ? controller._statefulSet.volumeClaims ?? [] : undefined;
  if (volumes.isEmpty && !claims?.length) {
    return;
  }
  const ofPod = podSecurityOf(security);
  checkVolumes(problems, {
    volumes,
    containers: containers.map(({ prefix, options: { mounts = [], devices = [] }, security: own }) => (
      { prefix, mounts, devices, privileged: ofPod.settingsOf(own).privileged ?? false }
    )),
    claims,
    version,
  });
}
