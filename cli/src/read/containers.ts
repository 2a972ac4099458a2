import type {
  ContainerImage, ContainerOptions, ContainerProgram, HealthCheckOptions, LifecycleHooks, ResizePolicy, ResourceRequirements,
} from 'cdk8s-service-patterns';
import { duration } from './durations';
import { unlessDefault, unlessEmpty, withoutUndefined, type Fields } from './fields';
import type { Mode } from './mode';
import { isOfMetrics, type DeclaredPorts } from './ports';
import { readDevices, readMounts, type Volumes } from './volumes';
import { enumerationMember } from '../code/enumerations';
import { ContainerRestart, EnvFromSource, EnvVarSource, HealthCheck, LifecycleHandler, RestartRule } from '../code/library';
import { isReference, pullPolicyOf } from '../pull-policy';

/** Reads the program of any container. */
export function readProgram(container: Fields, volumes: Volumes, mode: Mode): ContainerProgram & ContainerImage {
  const image = String(container.read('image') ?? '');
  return withoutUndefined<ContainerProgram & ContainerImage>({
    image,
    // The image that replaces a placeholder can have another default.
    imagePullPolicy: container.readMember('imagePullPolicy', 'PullPolicy', isReference(image) ? pullPolicyOf(image) : undefined),
    command: container.readTexts('command'),
    args: container.readTexts('args'),
    workingDir: container.read('workingDir') || undefined,
    ...readEnvironment(container, volumes, mode),
    resources: container.readObject('resources', fields => unlessEmpty(readResources(fields))),
    mounts: readMounts(container, volumes),
    devices: readDevices(container, volumes),
    restart: readRestart(container),
    terminationMessage: unlessEmpty(withoutUndefined({
      path: unlessDefault(container.read<string>('terminationMessagePath'), '/dev/termination-log'),
      policy: container.readMember('terminationMessagePolicy', 'TerminationMessagePolicy', 'File'),
    })),
    terminal: unlessEmpty(withoutUndefined({
      stdin: container.read<boolean>('stdin') || undefined,
      stdinOnce: container.read<boolean>('stdinOnce') || undefined,
      tty: container.read<boolean>('tty') || undefined,
    })),
  });
}

/** Reads a container that runs as long as its pod, whose ports have been read. */
export function readContainer(container: Fields, volumes: Volumes, ports: DeclaredPorts, mode: Mode): ContainerOptions & ContainerImage {
  const readiness = defaultReadiness(ports, mode);
  return {
    ...readProgram(container, volumes, mode),
    ...withoutUndefined<Partial<ContainerOptions>>({
      readiness: container.readObject('readinessProbe', probe => readProbe(probe, ports, mode)) ?? readiness,
      liveness: container.readObject('livenessProbe', probe => readProbe(probe, ports, mode)),
      startup: container.readObject('startupProbe', probe => readProbe(probe, ports, mode)),
      lifecycle: container.readObject('lifecycle', lifecycle => readLifecycle(lifecycle, ports)),
      resize: readResize(container),
    }),
  };
}

/** The check of a container without one. The library checks the first TCP port that the Service offers, which can be one for metrics. */
function defaultReadiness(ports: DeclaredPorts, mode: Mode): HealthCheck | undefined {
  const offered = ports.all.filter(({ isExposed, protocol }) => isExposed && protocol === 'TCP');
  if (mode.inPlace) {
    return offered.length > 0 ? HealthCheck.none() : undefined;
  }
  const [first, ...others] = offered;
  const port = first && isOfMetrics(first.name) ? others.find(({ name }) => !isOfMetrics(name)) : undefined;
  return port && HealthCheck.tcp({ port: port.name });
}

function readEnvironment(
  container: Fields, volumes: Volumes, mode: Mode,
): Pick<ContainerProgram, 'env' | 'envValueFrom' | 'envFrom' | 'envOrder'> {
  // A variable can have the name __proto__.
  const env: Record<string, string> = Object.create(null);
  const envValueFrom: Record<string, EnvVarSource> = Object.create(null);
  const names = container.readList('env', variable => {
    const name = variable.read<string>('name')!;
    const source = variable.readObject('valueFrom', fields => readValueSource(fields, volumes));
    const value = variable.read('value');
    if (source) {
      envValueFrom[name] = source;
    } else {
      env[name] = String(value ?? '');
    }
    return name;
  });
  return withoutUndefined({
    env: unlessEmpty(env),
    envValueFrom: unlessEmpty(envValueFrom),
    envFrom: container.readList('envFrom', readEnvFrom),
    envOrder: mode.inPlace && names ? unsortedPart([...new Set(names)]) : undefined,
  });
}

/** The names without those at the end that are in the order that the library gives the other variables; undefined if that is all of them. */
function unsortedPart(names: readonly string[]): string[] | undefined {
  for (let length = 0; length < names.length; length += 1) {
    const others = names.slice(length);
    if (others.every((name, index) => index === 0 || others[index - 1] < name)) {
      return length === 0 ? undefined : names.slice(0, length);
    }
  }
  return undefined;
}

function readValueSource(source: Fields, volumes: Volumes): EnvVarSource {
  const optional = (key: Fields) => withoutUndefined({ optional: key.read<boolean>('optional') });
  return source.readObject('secretKeyRef', key => EnvVarSource.secretKey(key.read('name')!, key.read('key')!, optional(key)))
    ?? source.readObject('configMapKeyRef', key => EnvVarSource.configMapKey(key.read('name')!, key.read('key')!, optional(key)))
    ?? source.readObject('fieldRef', field => {
      field.expect('apiVersion', 'v1');
      return EnvVarSource.podField(field.read('fieldPath')!);
    })
    ?? source.readObject('resourceFieldRef', field => {
      const divisor = field.read<unknown>('divisor');
      const options = { containerName: field.read<string>('containerName'), divisor: divisor === undefined ? undefined : String(divisor) };
      return EnvVarSource.resource(field.read('resource')!, withoutUndefined(options));
    })
    ?? source.readObject('fileKeyRef', file => (
      EnvVarSource.fileKey(volumes.get(file.read('volumeName')!)!, file.read('path')!, file.read('key')!, optional(file))
    ))!;
}

function readEnvFrom(source: Fields): EnvFromSource {
  const prefix = source.read<string>('prefix') || undefined;
  const options = (ref: Fields) => withoutUndefined({ prefix, optional: ref.read<boolean>('optional') });
  return source.readObject('secretRef', ref => EnvFromSource.secret(ref.read('name')!, options(ref)))
    ?? source.readObject('configMapRef', ref => EnvFromSource.configMap(ref.read('name')!, options(ref)))!;
}

/** Reads the requests and limits of a container or a pod. */
export function readResources(resources: Fields): ResourceRequirements {
  const side = (name: string) => {
    const amounts = resources.readMap(name);
    return amounts && unlessEmpty(amounts);
  };
  return withoutUndefined({ requests: side('requests'), limits: side('limits') });
}

function readRestart(container: Fields): ContainerRestart | undefined {
  const policy = container.read<'Always' | 'OnFailure' | 'Never'>('restartPolicy');
  const rules = container.readList('restartPolicyRules', rule => {
    const action = rule.readMember('action', 'RestartAction')!;
    const [operator, codes] = rule.readObject('exitCodes', exit => [exit.read<string>('operator'), exit.read<number[]>('values') ?? []] as const)!;
    return operator === 'In' ? RestartRule.onExitCodes(codes, { action }) : RestartRule.exceptExitCodes(codes, { action });
  });
  const options = withoutUndefined({ rules });
  switch (policy) {
    case 'Always':
      return ContainerRestart.always(options);
    case 'OnFailure':
      return ContainerRestart.onFailure(options);
    case 'Never':
      return ContainerRestart.never(options);
    default:
      return undefined;
  }
}

function readResize(container: Fields): ResizePolicy | undefined {
  const policies = container.readList('resizePolicy', policy => [policy.read<string>('resourceName')!, policy.readMember('restartPolicy', 'ResizeRestart')]);
  return policies && Object.fromEntries(policies);
}

/** The defaults of Kubernetes are omitted (SetDefaults_Probe in pkg/apis/core/v1/defaults.go of Kubernetes 1.37). */
function readProbe(probe: Fields, ports: DeclaredPorts, mode: Mode): HealthCheck {
  const seconds = (name: string, implied: number) => {
    const value = probe.readNumber(name);
    return value && value !== implied ? duration(value) : undefined;
  };
  const count = (name: string, implied: number) => {
    const value = probe.readNumber(name);
    return value && value !== implied ? value : undefined;
  };
  const options = withoutUndefined<HealthCheckOptions>({
    initialDelay: seconds('initialDelaySeconds', 0),
    period: seconds('periodSeconds', 10),
    timeout: seconds('timeoutSeconds', 1),
    failureThreshold: count('failureThreshold', 3),
    successThreshold: count('successThreshold', 1),
    terminationGracePeriod: seconds('terminationGracePeriodSeconds', 0),
  });
  const byNumber = (reference: unknown) => mode.inPlace && typeof reference === 'number' ? true : undefined;
  return probe.readObject('httpGet', get => {
    const reference = get.read<number | string>('port');
    const { name, usesTls } = ports.portOf(reference);
    const request = readRequest(get, usesTls);
    return HealthCheck.http(get.read('path') || '/', ports.refer(withoutUndefined({ ...options, port: name, byNumber: byNumber(reference), ...request })));
  })
    ?? probe.readObject('tcpSocket', socket => {
      const reference = socket.read<number | string>('port');
      const host = socket.read<string>('host') || undefined;
      return HealthCheck.tcp(ports.refer(withoutUndefined({ ...options, port: ports.portOf(reference).name, byNumber: byNumber(reference), host })));
    })
    ?? probe.readObject('grpc', grpc => {
      const { name } = ports.portOf(grpc.read('port'));
      return HealthCheck.grpc(ports.refer(withoutUndefined({ ...options, port: name, service: grpc.read<string>('service') || undefined })));
    })
    ?? probe.readObject('exec', exec => HealthCheck.exec(exec.readTexts('command') ?? [], options))
    ?? HealthCheck.none();
}

function readRequest(get: Fields, usesTls: boolean): object {
  const headers = get.readList('httpHeaders', header => [header.read<string>('name')!, header.read<string>('value') ?? '']);
  const scheme = get.readMember('scheme', 'ProbeScheme');
  const isHttps = get.read('scheme') === 'HTTPS';
  return {
    host: get.read('host') || undefined,
    scheme: isHttps === usesTls ? undefined : scheme ?? enumerationMember('ProbeScheme', 'HTTP'),
    headers: headers && Object.fromEntries(headers),
  };
}

function readLifecycle(lifecycle: Fields, ports: DeclaredPorts): LifecycleHooks {
  return withoutUndefined<LifecycleHooks>({
    postStart: lifecycle.readObject('postStart', handler => readHandler(handler, ports)),
    preStop: lifecycle.readObject('preStop', handler => readHandler(handler, ports)),
  });
}

function readHandler(handler: Fields, ports: DeclaredPorts): LifecycleHandler {
  return handler.readObject('httpGet', get => {
    const reference = get.read<number | string>('port')!;
    const port = typeof reference === 'number' ? { portNumber: reference } : { port: ports.portOf(reference).name };
    return LifecycleHandler.httpGet(get.read('path') || '/', withoutUndefined({ ...port, ...readRequest(get, false) }));
  })
    ?? handler.readObject('sleep', sleep => LifecycleHandler.sleep(duration(sleep.readNumber('seconds') ?? 0)))
    ?? handler.readObject('exec', exec => LifecycleHandler.exec(exec.readTexts('command') ?? []))!;
}
