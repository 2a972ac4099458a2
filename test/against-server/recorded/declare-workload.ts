import { Duration, type Chart } from 'cdk8s';
import { ServiceAccount } from 'cdk8s-plus-28';
import type { Json } from './cases';
import { readLifecycle, readProbe, readResources, seconds } from './declare-container';
import { readContainerPort } from './declare-ports';
import { valueOf, withoutUndefined, type Fields } from './fields';
import {
  Controller, ExposedWorkload, Exposure, HealthCheck, PodCount, Port, Rollout, Seccomp, SecurityExemption, VolumeSource,
  type AccessMode, type AdditionalContainer, type ExposedWorkloadProps, type Mount, type PodManagement, type VolumeClaim,
} from '../../../lib';

/** A volume of a case, and its declaration. */
interface ReadVolume {
  readonly name: string;
  readonly source: VolumeSource;
}

/** The labels of all cases except those about selectors. */
const LABELS = { app: 'a' };

/** Reads the Deployment, StatefulSet, DaemonSet or Pod of a case. The returned function declares it. */
export function declareWorkload(chart: Chart, fields: Fields, kind: string): () => unknown {
  const workloadName = fields.readObject('metadata', metadata => (metadata.read('namespace'), metadata.read('name')));
  const props: ExposedWorkloadProps = fields.readObject('spec', spec => {
    if (kind === 'Pod') {
      return readPod(chart, spec, [], true);
    }
    spec.expect('selector', { matchLabels: LABELS });
    const serviceName = spec.read('serviceName');
    const replicas = spec.read('replicas');
    const claims = spec.readList('volumeClaimTemplates', readClaim);
    const controller = readController(spec, kind, claims);
    return spec.readObject('template', template => {
      template.expect('metadata', { labels: LABELS });
      const pod = template.readObject('spec', fieldsOfPod => readPod(chart, fieldsOfPod, claims, false));
      return { ...pod, ...withoutUndefined({ replicas, controller, name: serviceName }) };
    });
  });
  return () => new ExposedWorkload(chart, 'declared', { workloadName, exposure: Exposure.headless(), ...props });
}

function readController(spec: Fields, kind: string, claims: readonly Omit<VolumeClaim, 'mountPath'>[]): Controller {
  const minReady = seconds(spec, 'minReadySeconds');
  if (kind === 'Deployment') {
    return Controller.deployment(withoutUndefined({ minReady, progressDeadline: seconds(spec, 'progressDeadlineSeconds'), rollout: readStrategy(spec) }));
  }
  if (kind === 'DaemonSet') {
    return Controller.daemonSet(withoutUndefined({ minReady }));
  }
  const podManagement: PodManagement | undefined = spec.read('podManagementPolicy');
  const rollout = spec.has('updateStrategy') ? spec.readObject('updateStrategy', readUpdateStrategy) : undefined;
  return Controller.statefulSet(withoutUndefined({
    minReady, podManagement, rollout, volumeClaims: claims.map(claim => ({ ...claim, mountPath: '/data' })),
  }));
}

function readStrategy(spec: Fields): Rollout | undefined {
  return spec.has('strategy') ? spec.readObject('strategy', strategy => {
    if (!['RollingUpdate', undefined].includes(strategy.read('type'))) {
      throw strategy.notDeclarable('a value that types and factories exclude', 'type');
    }
    return strategy.readObject('rollingUpdate', update => {
      const amount = (name: string) => {
        const value = update.read(name);
        const percent = /^(\d+)%$/.exec(value)?.[1];
        if (typeof value === 'string' && percent === undefined) {
          throw update.notDeclarable('a value that types and factories exclude', name);
        }
        return value === undefined ? undefined : percent ? PodCount.percent(Number(percent)) : PodCount.of(value);
      };
      const options = withoutUndefined({ maxSurge: amount('maxSurge'), maxUnavailable: amount('maxUnavailable') });
      return valueOf('strategy.rollingUpdate', () => Rollout.rollingUpdate(options));
    });
  }) : undefined;
}

function readUpdateStrategy(strategy: Fields): Rollout {
  const type = strategy.read('type') ?? 'RollingUpdate';
  const both = type === 'OnDelete' && strategy.has('rollingUpdate');
  if (both || !['RollingUpdate', 'OnDelete'].includes(type)) {
    throw strategy.notDeclarable('a value that types and factories exclude', 'type');
  }
  const partition = strategy.readObject('rollingUpdate', update => update.read('partition'));
  return type === 'OnDelete' ? Rollout.onDelete() : Rollout.rollingUpdate(withoutUndefined({ partition }));
}

function readClaim(claim: Fields): Omit<VolumeClaim, 'mountPath'> {
  const name = claim.readObject('metadata', metadata => metadata.read('name'));
  return claim.readObject('spec', spec => {
    const accessModes: AccessMode[] | undefined = spec.read('accessModes');
    if (!accessModes) {
      throw spec.notDeclarable('a value that the library generates', 'accessModes');
    }
    spec.expect('resources', { requests: { storage: '1Gi' } });
    return { name, accessModes, storage: '1Gi' };
  });
}

function readPod(chart: Chart, pod: Fields, claims: readonly { name: string }[], restricted: boolean): ExposedWorkloadProps {
  const security = pod.readObject('securityContext', context => {
    const profile: { type: string; localhostProfile?: string } | undefined = context.read('seccompProfile');
    const exempted = profile !== undefined && profile.type !== 'RuntimeDefault';
    if (exempted && restricted) {
      throw context.notDeclarable('a security default that only an exemption disables', 'seccompProfile');
    }
    expectHardened(context, { exempted: exempted ? ['seccompProfile'] : [] });
    const exemptions = exempted ? [SecurityExemption.seccomp('reviewed', profile.type === 'Localhost' ? Seccomp.localhost(profile.localhostProfile ?? '') : Seccomp.unconfined())] : [];
    if (claims.length > 0) {
      exemptions.push(SecurityExemption.volumeOwner('the case has no group'));
    }
    return { ...withoutUndefined({ user: context.read('runAsUser') }), exemptions };
  });
  const account = pod.read('serviceAccountName');
  const volumes = pod.readList('volumes', volume => {
    const name: string = volume.read('name');
    volume.expect('emptyDir', {});
    return { name, source: VolumeSource.emptyDir({ volumeName: name }) };
  });
  const sidecars = pod.readList('initContainers', container => readSidecar(container, restricted));
  const terminationGracePeriod = seconds(pod, 'terminationGracePeriodSeconds');
  const containers = pod.readList('containers', container => readContainer(container, volumes, claims, restricted));
  if (containers.length !== 1) {
    throw pod.notDeclarable('a value that types and factories exclude', 'containers');
  }
  const [{ shutdownDelay }] = containers;
  return {
    ...containers[0],
    ...withoutUndefined({
      security,
      serviceAccount: account && ServiceAccount.fromServiceAccountName(chart, 'account', account),
      volumes: volumes.map(({ source }) => source),
      sidecars,
      terminationGracePeriod: terminationGracePeriod ?? (shutdownDelay && Duration.seconds(30)),
    }),
  };
}

function readContainer(
  container: Fields, volumes: readonly ReadVolume[], claims: readonly { name: string }[], restricted: boolean,
): ExposedWorkloadProps {
  const name = container.read('name');
  const image = container.read('image');
  container.readObject('securityContext', context => expectHardened(context, { complete: restricted }));
  const ports = container.readList('ports', readContainerPort);
  if (ports.some((port, index) => ports.slice(0, index).some(other => other.number === port.number && other.protocol === port.protocol))) {
    throw container.notDeclarable('a value that the library generates', 'ports[].containerPort');
  }
  const probe = (field: string) => container.has(field) ? container.readObject(field, fields => readProbe(fields, ports)) : undefined;
  const [readiness, liveness, startup] = ['readinessProbe', 'livenessProbe', 'startupProbe'].map(probe);
  const added = [readiness, liveness, startup].flatMap(check => check?.port ?? []);
  const env = Object.fromEntries(container.readList('env', variable => [variable.read('name'), variable.read('value')]));
  const mounts = container.readList('volumeMounts', mount => readMount(mount, volumes, claims));
  return {
    name,
    image,
    ports: [...ports, ...added],
    readiness: readiness?.check ?? HealthCheck.none(),
    ...container.has('lifecycle') ? container.readObject('lifecycle', readLifecycle) : {},
    ...withoutUndefined({
      env,
      liveness: liveness?.check,
      startup: startup?.check,
      resources: container.has('resources') ? container.readObject('resources', readResources) : undefined,
      workingDir: container.read('workingDir'),
      mounts: mounts.flat(),
    }),
  };
}

/** Reads a mount. Returns an empty list for the mount of a claim of a StatefulSet, because the declaration of the claim includes the mount. */
function readMount(mount: Fields, volumes: readonly ReadVolume[], claims: readonly { name: string }[]): Mount[] {
  const name = mount.read('name');
  const path = mount.read('mountPath');
  const volume = volumes.find(candidate => candidate.name === name);
  if (!volume && !claims.some(claim => claim.name === name)) {
    throw mount.notDeclarable('a value that types and factories exclude', 'name');
  }
  return volume ? [withoutUndefined({ source: volume.source, path, subPath: mount.read('subPath') })] : [];
}

/** Reads the security settings that a pod or container has by default, which a declaration does not set. Other values are refused. */
function expectHardened(context: Fields, { complete = false, exempted = [] as string[] }): void {
  const hardened: Json = {
    runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false,
  };
  if (complete && !context.has('allowPrivilegeEscalation')) {
    throw context.notDeclarable('a value that the library generates', 'allowPrivilegeEscalation');
  }
  for (const [name, value] of Object.entries(hardened)) {
    const actual = context.read(name);
    if (actual !== undefined && !exempted.includes(name) && JSON.stringify(actual) !== JSON.stringify(value)) {
      throw context.notDeclarable('a security default that only an exemption disables', name);
    }
  }
}

function readSidecar(container: Fields, restricted: boolean): AdditionalContainer {
  if (restricted) {
    throw container.notDeclarable('a value that the library generates', 'securityContext');
  }
  if (container.read('restartPolicy') !== 'Always') {
    throw container.notDeclarable('a value that types and factories exclude', 'restartPolicy');
  }
  const number = container.readObject('readinessProbe', probe => probe.readObject('tcpSocket', socket => socket.read('port')));
  const checked = number === undefined ? {} : { ports: [Port.tcp(number, { exposed: false })], readiness: HealthCheck.tcp() };
  return { name: container.read('name'), image: container.read('image'), ...checked };
}
