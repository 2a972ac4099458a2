import { Duration, Size, type Chart } from 'cdk8s';
import {
  DeploymentStrategy, PercentOrAbsolute, Probe, ServiceAccount, StatefulSetUpdateStrategy, Volume,
  type ContainerProps, type PersistentVolumeAccessMode, type PodManagementPolicy, type SeccompProfile, type VolumeMount,
} from 'cdk8s-plus-28';
import type { Json } from './cases';
import { readLifecycle, readProbe, readResources, seconds } from './declare-container';
import { readContainerPort } from './declare-ports';
import { valueOf, withoutUndefined, type Fields } from './fields';
import { Controller, ExposedWorkload, Exposure, HealthCheck, SecurityExemption, type ExposedWorkloadProps, type VolumeClaim } from '../../lib';

/** The labels of all cases except those about selectors. */
const LABELS = { app: 'a' };

/** Reads the Deployment, StatefulSet, DaemonSet or Pod of a case. The returned function declares it. */
export function declareWorkload(chart: Chart, fields: Fields, kind: string): () => unknown {
  const workloadName = fields.read('metadata', metadata => (metadata.take('namespace'), metadata.take('name')));
  const props: ExposedWorkloadProps = fields.read('spec', spec => {
    if (kind === 'Pod') {
      return readPod(chart, spec, [], true);
    }
    spec.expect('selector', { matchLabels: LABELS });
    const serviceName = spec.take('serviceName');
    const replicas = spec.take('replicas');
    const claims = spec.readAll('volumeClaimTemplates', readClaim);
    const controller = readController(spec, kind, claims);
    return spec.read('template', template => {
      template.expect('metadata', { labels: LABELS });
      const pod = template.read('spec', fieldsOfPod => readPod(chart, fieldsOfPod, claims, false));
      return { ...pod, ...withoutUndefined({ replicas, controller, name: serviceName }) };
    });
  });
  return () => new ExposedWorkload(chart, 'declared', { workloadName, exposure: Exposure.headless(), ...props });
}

function readController(spec: Fields, kind: string, claims: readonly Omit<VolumeClaim, 'mountPath'>[]): Controller {
  const minReady = seconds(spec, 'minReadySeconds');
  if (kind === 'Deployment') {
    return Controller.deployment(withoutUndefined({ minReady, progressDeadline: seconds(spec, 'progressDeadlineSeconds'), strategy: readStrategy(spec) }));
  }
  if (kind === 'DaemonSet') {
    return Controller.daemonSet(withoutUndefined({ minReady }));
  }
  const podManagementPolicy: PodManagementPolicy | undefined = spec.take('podManagementPolicy');
  const updateStrategy = spec.has('updateStrategy') ? spec.read('updateStrategy', readUpdateStrategy) : undefined;
  return Controller.statefulSet(withoutUndefined({
    minReady, podManagementPolicy, updateStrategy, volumeClaims: claims.map(claim => ({ ...claim, mountPath: '/data' })),
  }));
}

function readStrategy(spec: Fields): DeploymentStrategy | undefined {
  return spec.has('strategy') ? spec.read('strategy', strategy => {
    if (!['RollingUpdate', undefined].includes(strategy.take('type'))) {
      throw strategy.unwritable('a value that types and factories exclude', 'type');
    }
    return strategy.read('rollingUpdate', update => {
      const amount = (name: string) => {
        const value = update.take(name);
        const percent = /^(\d+)%$/.exec(value)?.[1];
        if (typeof value === 'string' && percent === undefined) {
          throw update.unwritable('a value that types and factories exclude', name);
        }
        return value === undefined ? undefined : percent ? PercentOrAbsolute.percent(Number(percent)) : PercentOrAbsolute.absolute(value);
      };
      const options = withoutUndefined({ maxSurge: amount('maxSurge'), maxUnavailable: amount('maxUnavailable') });
      return valueOf('strategy.rollingUpdate', () => DeploymentStrategy.rollingUpdate(options));
    });
  }) : undefined;
}

function readUpdateStrategy(strategy: Fields): StatefulSetUpdateStrategy {
  const type = strategy.take('type') ?? 'RollingUpdate';
  const both = type === 'OnDelete' && strategy.has('rollingUpdate');
  if (both || !['RollingUpdate', 'OnDelete'].includes(type)) {
    throw strategy.unwritable('a value that types and factories exclude', 'type');
  }
  const partition = strategy.read('rollingUpdate', update => update.take('partition'));
  return type === 'OnDelete' ? StatefulSetUpdateStrategy.onDelete() : StatefulSetUpdateStrategy.rollingUpdate(withoutUndefined({ partition }));
}

function readClaim(claim: Fields): Omit<VolumeClaim, 'mountPath'> {
  const name = claim.read('metadata', metadata => metadata.take('name'));
  return claim.read('spec', spec => {
    const accessModes: PersistentVolumeAccessMode[] | undefined = spec.take('accessModes');
    if (!accessModes) {
      throw spec.unwritable('a value that the library generates', 'accessModes');
    }
    spec.expect('resources', { requests: { storage: '1Gi' } });
    return { name, accessModes, storage: Size.gibibytes(1) };
  });
}

function readPod(chart: Chart, pod: Fields, claims: readonly { name: string }[], restricted: boolean): ExposedWorkloadProps {
  const security = pod.read('securityContext', context => {
    const profile: SeccompProfile | undefined = context.take('seccompProfile');
    const exempted = profile !== undefined && profile.type !== 'RuntimeDefault';
    if (exempted && restricted) {
      throw context.unwritable('a security default that only an exemption disables', 'seccompProfile');
    }
    expectHardened(context, { exempted: exempted ? ['seccompProfile'] : [] });
    const exemptions = exempted ? [SecurityExemption.seccomp('reviewed', profile)] : [];
    return { ...withoutUndefined({ user: context.take('runAsUser') }), exemptions };
  });
  const account = pod.take('serviceAccountName');
  const volumes = pod.readAll('volumes', (volume, index) => {
    const name = volume.take('name');
    volume.expect('emptyDir', {});
    return Volume.fromEmptyDir(chart, `volume-${index}`, name);
  });
  const sidecars = pod.readAll('initContainers', container => readSidecar(container, restricted));
  const terminationGracePeriod = seconds(pod, 'terminationGracePeriodSeconds');
  const containers = pod.readAll('containers', container => readContainer(container, volumes, claims, restricted));
  if (containers.length !== 1) {
    throw pod.unwritable('a value that types and factories exclude', 'containers');
  }
  const [{ shutdownDelay }] = containers;
  return {
    ...containers[0],
    ...withoutUndefined({
      security,
      serviceAccount: account && ServiceAccount.fromServiceAccountName(chart, 'account', account),
      volumes,
      sidecars,
      terminationGracePeriod: terminationGracePeriod ?? (shutdownDelay && Duration.seconds(30)),
    }),
  };
}

function readContainer(
  container: Fields, volumes: readonly Volume[], claims: readonly { name: string }[], restricted: boolean,
): ExposedWorkloadProps {
  const name = container.take('name');
  const image = container.take('image');
  container.read('securityContext', context => expectHardened(context, { complete: restricted }));
  const ports = container.readAll('ports', readContainerPort);
  if (ports.some((port, index) => ports.slice(0, index).some(other => other.number === port.number && other.protocol === port.protocol))) {
    throw container.unwritable('a value that the library generates', 'ports[].containerPort');
  }
  const probe = (field: string) => container.has(field) ? container.read(field, fields => readProbe(fields, ports)) : undefined;
  const [readiness, liveness, startup] = ['readinessProbe', 'livenessProbe', 'startupProbe'].map(probe);
  const added = [readiness, liveness, startup].flatMap(check => check?.port ?? []);
  const env = Object.fromEntries(container.readAll('env', variable => [variable.take('name'), variable.take('value')]));
  const mounts = container.readAll('volumeMounts', mount => readMount(mount, volumes, claims));
  return {
    name,
    image,
    ports: [...ports, ...added],
    readiness: readiness?.check ?? HealthCheck.none(),
    ...container.has('lifecycle') ? container.read('lifecycle', readLifecycle) : {},
    ...withoutUndefined({
      env,
      liveness: liveness?.check,
      startup: startup?.check,
      resources: container.has('resources') ? container.read('resources', readResources) : undefined,
      workingDir: container.take('workingDir'),
      volumeMounts: mounts.flat(),
    }),
  };
}

/** The mount of a claim of a StatefulSet is part of the claim. */
function readMount(mount: Fields, volumes: readonly Volume[], claims: readonly { name: string }[]): VolumeMount[] {
  const name = mount.take('name');
  const path = mount.take('mountPath');
  const volume = volumes.find(candidate => candidate.name === name);
  if (!volume && !claims.some(claim => claim.name === name)) {
    throw mount.unwritable('a value that types and factories exclude', 'name');
  }
  return volume ? [withoutUndefined({ volume, path, subPath: mount.take('subPath') })] : [];
}

/** Accepts the settings that a pod or container has by default, which a declaration does not set. */
function expectHardened(context: Fields, { complete = false, exempted = [] as string[] }): void {
  const hardened: Json = {
    runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false,
  };
  if (complete && !context.has('allowPrivilegeEscalation')) {
    throw context.unwritable('a value that the library generates', 'allowPrivilegeEscalation');
  }
  for (const [name, value] of Object.entries(hardened)) {
    const given = context.take(name);
    if (given !== undefined && !exempted.includes(name) && JSON.stringify(given) !== JSON.stringify(value)) {
      throw context.unwritable('a security default that only an exemption disables', name);
    }
  }
}

function readSidecar(container: Fields, restricted: boolean): ContainerProps {
  if (restricted) {
    throw container.unwritable('a value that the library generates', 'securityContext');
  }
  if (container.take('restartPolicy') !== 'Always') {
    throw container.unwritable('a value that types and factories exclude', 'restartPolicy');
  }
  const readiness = container.read('readinessProbe', probe => probe.read('tcpSocket', socket => Probe.fromTcpSocket({ port: socket.take('port') })));
  return { name: container.take('name'), image: container.take('image'), readiness };
}
