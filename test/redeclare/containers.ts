import { Duration } from 'cdk8s';
import { withoutUndefined, type Fields } from './fields';
import type { DeclaredPorts } from './ports';
import { readDevices, readMounts, type Volumes } from './volumes';
import {
  ContainerRestart, EnvFromSource, EnvVarSource, HealthCheck, LifecycleHandler, RestartRule,
  type ContainerImage, type ContainerOptions, type ContainerProgram, type HealthCheckOptions, type LifecycleHooks, type ResizePolicy,
  type ResourceRequirements, type RestartAction,
} from '../../lib';
import type { Document } from '../support';

/** Reads the program of any container. */
export function readProgram(container: Fields, volumes: Volumes): ContainerProgram & ContainerImage {
  return withoutUndefined<ContainerProgram & ContainerImage>({
    image: container.read('image') ?? '',
    imagePullPolicy: container.read('imagePullPolicy'),
    command: texts(container.read('command')),
    args: texts(container.read('args')),
    workingDir: container.read('workingDir'),
    ...readEnvironment(container, volumes),
    resources: container.readObject('resources', readResources),
    mounts: readMounts(container, volumes),
    devices: readDevices(container, volumes),
    restart: readRestart(container),
    terminationMessage: unlessEmpty(withoutUndefined({
      path: container.read('terminationMessagePath'),
      policy: container.read('terminationMessagePolicy'),
    })),
    terminal: unlessEmpty(withoutUndefined({ stdin: container.read('stdin'), stdinOnce: container.read('stdinOnce'), tty: container.read('tty') })),
  });
}

/** Reads a container that runs as long as its pod, whose ports have been read. */
export function readContainer(container: Fields, volumes: Volumes, ports: DeclaredPorts): ContainerOptions & ContainerImage {
  return {
    ...readProgram(container, volumes),
    readiness: container.readObject('readinessProbe', probe => readProbe(probe, ports)) ?? HealthCheck.none(),
    ...withoutUndefined<Partial<ContainerOptions>>({
      liveness: container.readObject('livenessProbe', probe => readProbe(probe, ports)),
      startup: container.readObject('startupProbe', probe => readProbe(probe, ports)),
      lifecycle: container.readObject('lifecycle', lifecycle => readLifecycle(lifecycle, ports)),
      resize: readResize(container),
    }),
  };
}

function texts(values: readonly unknown[] | undefined): string[] | undefined {
  return values?.map(String);
}

function unlessEmpty<T extends object>(object: T): T | undefined {
  return Object.keys(object).length > 0 ? object : undefined;
}

function readEnvironment(container: Fields, volumes: Volumes): Pick<ContainerProgram, 'env' | 'envValueFrom' | 'envFrom' | 'envOrder'> {
  const env: Record<string, string> = {};
  const envValueFrom: Record<string, EnvVarSource> = {};
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
    envOrder: names?.length ? [...new Set(names)] : undefined,
  });
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
    const amounts = resources.read<Document>(name);
    return amounts && Object.fromEntries(Object.entries(amounts).map(([resource, amount]) => [resource, String(amount)]));
  };
  return withoutUndefined({ requests: side('requests'), limits: side('limits') });
}

function readRestart(container: Fields): ContainerRestart | undefined {
  const policy = container.read<'Always' | 'OnFailure' | 'Never'>('restartPolicy');
  const rules = container.readList('restartPolicyRules', rule => {
    const action = rule.read<RestartAction>('action');
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
  const policies = container.readList('resizePolicy', policy => [policy.read<string>('resourceName')!, policy.read<string>('restartPolicy')!]);
  return policies && Object.fromEntries(policies);
}

function readProbe(probe: Fields, ports: DeclaredPorts): HealthCheck {
  const seconds = (name: string) => {
    const value = probe.read<number>(name);
    return value ? Duration.seconds(value) : undefined;
  };
  const options = withoutUndefined<HealthCheckOptions>({
    initialDelay: seconds('initialDelaySeconds'),
    period: seconds('periodSeconds'),
    timeout: seconds('timeoutSeconds'),
    failureThreshold: probe.read('failureThreshold') || undefined,
    successThreshold: probe.read('successThreshold') || undefined,
    terminationGracePeriod: seconds('terminationGracePeriodSeconds'),
  });
  const withPort = <T extends object>(handler: Fields, others: T) => withoutUndefined({ ...options, port: ports.nameOf(handler.read('port')), ...others });
  const withReference = <T extends object>(handler: Fields, others: T) => {
    const reference = handler.read<number | string>('port');
    return { ...withPort(handler, others), byNumber: typeof reference === 'number' };
  };
  return probe.readObject('httpGet', get => HealthCheck.http(get.read('path') ?? '/', withReference(get, readRequest(get))))
    ?? probe.readObject('tcpSocket', socket => HealthCheck.tcp(withReference(socket, { host: socket.read<string>('host') || undefined })))
    ?? probe.readObject('grpc', grpc => HealthCheck.grpc(withPort(grpc, { service: grpc.read<string>('service') || undefined })))
    ?? probe.readObject('exec', exec => HealthCheck.exec(texts(exec.read('command')) ?? [], options))
    ?? HealthCheck.none();
}

function readRequest(get: Fields): object {
  const headers = get.readList('httpHeaders', header => [header.read<string>('name')!, header.read<string>('value') ?? '']);
  return {
    host: get.read('host') || undefined,
    scheme: get.read('scheme'),
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
  const portOf = (port: number | string) => typeof port === 'number' ? { portNumber: port } : { port: ports.nameOf(port) };
  return handler.readObject('httpGet', get => (
    LifecycleHandler.httpGet(get.read('path') ?? '/', withoutUndefined({ ...portOf(get.read('port')!), ...readRequest(get) }))
  ))
    ?? handler.readObject('sleep', sleep => LifecycleHandler.sleep(Duration.seconds(sleep.read('seconds')!)))
    ?? handler.readObject('exec', exec => LifecycleHandler.exec(texts(exec.read('command')) ?? []))!;
}
