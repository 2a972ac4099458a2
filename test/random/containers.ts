import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { host } from './checks';
import type { Random } from './random';
import { seconds, text } from './texts';
import { envFromOfContainer, envVariables } from './variables';
import { mount, volume } from './volumes';
import {
  ContainerRestart, LifecycleHandler, ProbeScheme, ResizeRestart, RestartAction, RestartRule, type ContainerRestartOptions, type LifecycleHooks,
  type LifecycleHttpOptions, type Port, type ResizePolicy, type ResourceRequirements, type RestartRuleOptions,
} from '../../lib';

const ODD_PORTS = [0, -1, 65536, 1.5];

export function image(random: Random, what = 'image'): string {
  return random.mostly(what, () => random.pick('registry.example.com/web:1', 'web', `a/b@sha256:${'0'.repeat(64)}`, 'Ü'), '', ' ', ' a', 'a ', 'a\n', 'a b');
}

const ODD_SIZES = [Size.mebibytes(0), Size.kibibytes(1500), Size.mebibytes(0.5), Size.gibibytes(0.3), Size.tebibytes(2)];
const ODD_REQUESTS = [kplus.Cpu.units(0), kplus.Cpu.millis(0.5), kplus.Cpu.millis(-1), kplus.Cpu.units(NaN)];

const ODD_QUANTITIES = ['', '1.5.2', '-1', '0', '128MB', '1e3', '0.0001', '1500Ki', '9Ei'];

export function resources(random: Random): ResourceRequirements {
  const amounts = (side: string) => {
    const amount = (name: string, ...right: string[]) => random.maybe(0.5, () => random.mostly(`${side} ${name}`, () => random.pick(...right), ...ODD_QUANTITIES));
    const gpu = random.maybe(0.1, () => random.mostly(`${side} of an extended resource`, () => '1', '0.5', '2'));
    return withoutUndefined({
      'cpu': side === 'requests' ? amount('cpu', '100m', '0.5', '.25') : amount('cpu', '2', '1000m', '3.'),
      'memory': side === 'requests' ? amount('memory', '64Mi', '100M') : amount('memory', '128Mi', '1G', '1.5Gi'),
      'ephemeral-storage': side === 'requests' ? amount('ephemeral-storage', '1Gi') : amount('ephemeral-storage', '2Gi', '3e9'),
      'nvidia.com/gpu': gpu,
      'gpu': random.odd(`${side} without a domain`) ? '1' : undefined,
    });
  };
  return random.some<ResourceRequirements>('ResourceRequirements', 0.6, { requests: () => amounts('requests'), limits: () => amounts('limits') });
}

/** The resources of a pod, which are mostly enough for its containers. */
export function podResources(random: Random): ResourceRequirements {
  const cpu = random.mostly('cpu of the pod', () => '100', '0.01', '-1');
  const memory = random.mostly('memory of the pod', () => '100Gi', '1Mi', '1.5m');
  return random.some<ResourceRequirements>('ResourceRequirements', 0.6, {
    requests: () => random.pick<Record<string, string>>({ cpu }, { cpu, memory }),
    limits: () => random.pick<Record<string, string>>({ memory }, { cpu, memory }, random.odd('storage of the pod') ? { 'ephemeral-storage': '1Gi' } : {}),
  });
}

/** The restart policy of a container with a role. */
export function restart(random: Random, role: 'init' | 'sidecar' | 'other'): ContainerRestart {
  const options = random.some<ContainerRestartOptions>('ContainerRestartOptions', 0.7, {
    rules: () => random.odd('many restart rules') ? Array.from({ length: 21 }, () => RestartRule.onExitCodes([42])) : random.list(0, 3, () => restartRule(random)),
  });
  const policies = { always: ContainerRestart.always, onFailure: ContainerRestart.onFailure, never: ContainerRestart.never };
  const usual = role === 'init' ? ['onFailure', 'never'] as const : role === 'sidecar' ? ['always'] as const : ['always', 'onFailure', 'never'] as const;
  return policies[random.mostly('restart policy', () => random.pick<keyof typeof policies>(...usual), 'always', 'never')](options);
}

function restartRule(random: Random): RestartRule {
  const create = random.chance(0.5) ? RestartRule.onExitCodes : RestartRule.exceptExitCodes;
  const exitCodes = random.mostly('exit codes', () => random.pick([42], [0, 1, 255], [-1]), [], [1, 1], [1.5], [2 ** 31], Array.from({ length: 256 }, (_, code) => code));
  return create(exitCodes, random.some<RestartRuleOptions>('RestartRuleOptions', 0.5, {
    action: () => random.chance(0.2) ? RestartAction.RESTART_ALL_CONTAINERS : RestartAction.RESTART,
  }));
}

export function resize(random: Random): ResizePolicy {
  const afterResize = () => random.pick(...Object.values(ResizeRestart));
  return random.some<ResizePolicy>('ResizePolicy', 0.7, { cpu: afterResize, memory: afterResize });
}

function withoutUndefined(amounts: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(amounts).flatMap(([name, amount]) => amount === undefined ? [] : [[name, amount]]));
}

function resourcesInCdk8sPlus(random: Random): kplus.ContainerResources {
  const memory = (what: string, right: Size) => random.mostly(what, () => right, ...ODD_SIZES);
  return {
    cpu: random.maybe(0.6, () => ({
      request: random.maybe(0.7, () => random.mostly('cpu request', () => random.pick(kplus.Cpu.millis(100), kplus.Cpu.units(0.5)), ...ODD_REQUESTS)),
      limit: random.maybe(0.5, () => random.mostly('cpu limit', () => random.pick(kplus.Cpu.units(2), kplus.Cpu.millis(1000)), kplus.Cpu.units(0), kplus.Cpu.millis(1))),
    })),
    memory: random.maybe(0.6, () => ({
      request: random.maybe(0.7, () => memory('memory request', Size.mebibytes(64))),
      limit: random.maybe(0.5, () => memory('memory limit', Size.mebibytes(128))),
    })),
    ephemeralStorage: random.maybe(0.3, () => ({
      request: random.maybe(0.7, () => memory('ephemeral request', Size.gibibytes(1))),
      limit: random.maybe(0.5, () => memory('ephemeral limit', Size.gibibytes(2))),
    })),
  };
}

function handler(random: Random): kplus.Handler {
  const port = random.mostly('handler port', () => 8080, ...ODD_PORTS);
  switch (random.pick('command', 'request', 'connection')) {
    case 'command':
      return kplus.Handler.fromCommand(random.mostly('handler command', () => ['sleep', '5'], [], ['']));
    case 'request':
      return kplus.Handler.fromHttpGet(random.mostly('handler path', () => '/x', '', 'rel'), { port });
    default:
      return kplus.Handler.fromTcpSocket({ port, host: random.maybe(0.2, () => host(random)) });
  }
}

function lifecycleHandler(random: Random, declared: readonly Port[]): LifecycleHandler {
  const names = declared.filter(({ protocol }) => protocol === 'TCP').map(({ name }) => name);
  const isNamed = names.length > 0 && random.chance(0.5);
  switch (random.pick('exec', 'httpGet', 'sleep', 'foreign')) {
    case 'exec':
      return LifecycleHandler.exec(random.mostly('handler command', () => ['sleep', '5'], [], ['']));
    case 'httpGet':
      return LifecycleHandler.httpGet(random.mostly('handler path', () => '/x', '', 'rel'), {
        ...random.all<Pick<LifecycleHttpOptions, 'port' | 'portNumber'>>('LifecycleHttpOptions', {
          port: () => isNamed ? random.mostly('handler port name', () => random.pick(...names), 'unknown', '') : undefined,
          portNumber: () => isNamed && !random.odd('two ports') ? undefined : random.mostly('handler port', () => 18080, ...ODD_PORTS),
        }),
        ...random.some<Omit<LifecycleHttpOptions, 'port' | 'portNumber'>>('LifecycleHttpOptions', 0.3, {
          scheme: () => random.odd('a request without TLS') ? ProbeScheme.HTTP : ProbeScheme.HTTPS,
          host: () => random.chance(0.3) ? host(random) : undefined as never,
          headers: () => random.mostly('handler headers', () => ({ 'X-Reason': 'drain' }), { 'X Reason': 'a' }, { '': 'a' }),
        }),
      });
    case 'sleep':
      return LifecycleHandler.sleep(seconds(random, 'sleep', 0, 4));
    default:
      return LifecycleHandler.fromHandler(handler(random));
  }
}

/** The lifecycle of a container with these ports. */
export function lifecycleHooks(random: Random, declared: readonly Port[], stopping: boolean): LifecycleHooks {
  return random.some<LifecycleHooks>('LifecycleHooks', 0.6, {
    postStart: () => lifecycleHandler(random, declared),
    preStop: () => stopping ? lifecycleHandler(random, declared) : undefined as never,
    stopSignal: () => random.odd('a stop signal') ? random.pick('SIGUSR1', 'USR1', '') : undefined as never,
    stopSignalJustification: () => random.pick('', ' '),
  });
}

function lifecycle(random: Random): kplus.ContainerLifecycle {
  return { postStart: random.maybe(0.6, () => handler(random)), preStop: random.maybe(0.6, () => handler(random)) };
}

function probe(random: Random, role: string): kplus.Probe {
  const options = {
    port: random.mostly(`${role} probe port`, () => 15000, ...ODD_PORTS),
    host: random.maybe(0.1, () => host(random)),
    failureThreshold: random.maybe(0.3, () => random.mostly('probe failureThreshold', () => 2, 0, -1, 1.5)),
    successThreshold: random.maybe(0.2, () => random.mostly('probe successThreshold', () => 1, 2, 0)),
    periodSeconds: random.maybe(0.2, () => seconds(random, 'probe period', 1, 9)),
    timeoutSeconds: random.maybe(0.2, () => seconds(random, 'probe timeout', 1, 9)),
    initialDelaySeconds: random.maybe(0.2, () => seconds(random, 'probe delay', 0, 9)),
  };
  switch (random.pick('command', 'request', 'connection')) {
    case 'command':
      return kplus.Probe.fromCommand(random.mostly('probe command', () => ['x'], [], ['']), options);
    case 'request':
      return kplus.Probe.fromHttpGet(random.mostly('probe path', () => '/x', '', 'rel'), options);
    default:
      return kplus.Probe.fromTcpSocket(options);
  }
}

function securityContext(random: Random): kplus.ContainerSecurityContextProps {
  const privileged = random.maybe(0.15, () => true);
  const nonRoot = random.maybe(0.5, () => random.chance(0.8));
  const escalation = random.maybe(0.3, () => random.chance(0.3) || (privileged && !random.odd('privileged without escalation')));
  const seccomp = [{ type: 'Localhost' }, { type: 'Localhost', localhostProfile: '' }, { type: 'Localhost', localhostProfile: '../x' }, { type: 'x' }];
  const profile = random.maybe(0.1, () => random.mostly('container seccomp', () => ({ type: kplus.SeccompProfileType.UNCONFINED }), ...seccomp));
  random.unrestricted ||= privileged === true || nonRoot === false || escalation === true || profile !== undefined;
  return {
    user: random.maybe(0.5, () => random.mostly('container user', () => 1000, -1, 2147483648)),
    group: random.maybe(0.3, () => random.mostly('container group', () => 1000, -1)),
    readOnlyRootFilesystem: random.chance(0.5),
    ensureNonRoot: nonRoot,
    allowPrivilegeEscalation: escalation,
    privileged,
    seccompProfile: profile,
  };
}

function containerPort(random: Random, index: number): kplus.ContainerPort {
  const hostPort = random.maybe(0.1, () => random.mostly('hostPort', () => 8080 + index, 0, 70000, 8081));
  const hostIp = random.odd('hostIp without hostPort') || hostPort ? random.maybe(0.3, () => random.pick('10.0.0.1', '')) : undefined;
  random.unrestricted ||= Boolean(hostPort);
  return {
    number: random.mostly('container port', () => 15000 + index, 8080, 80, 70000),
    name: random.maybe(0.5, () => random.mostly('container port name', () => `side-${index}`, 'http', 'A', 'x'.repeat(16), '')),
    protocol: random.maybe(0.2, () => random.pick(kplus.Protocol.UDP, kplus.Protocol.TCP)),
    hostPort,
    hostIp,
  };
}

/** A container of cdk8s-plus, for `addContainer`. */
export function addedContainer(random: Random, scope: Construct, shared: readonly kplus.Volume[]): kplus.ContainerProps {
  return {
    image: image(random, 'image of an added container'),
    name: random.mostly('container name', () => 'added', 'web', 'A', '', 'sidecar-0', 's'.repeat(63), undefined),
    ports: random.maybe(0.3, () => [containerPort(random, 20)]),
    envVariables: random.maybe(0.3, () => envVariables(random, scope)),
    envFrom: random.maybe(0.1, () => envFromOfContainer(random, scope)),
    resources: random.maybe(0.3, () => resourcesInCdk8sPlus(random)),
    imagePullPolicy: random.maybe(0.1, () => random.pick(...Object.values(kplus.ImagePullPolicy))),
    command: random.maybe(0.3, () => ['x']),
    args: random.maybe(0.1, () => [text(random)]),
    workingDir: random.maybe(0.1, () => '/app'),
    volumeMounts: random.maybe(0.3, () => {
      const volumes = shared.length > 0 && random.chance(0.6) ? shared : [volume(random, scope, 70)];
      return volumes.map((each, position) => mount(random, each, position));
    }),
    readiness: random.maybe(0.2, () => probe(random, 'readiness')),
    liveness: random.maybe(0.2, () => probe(random, 'liveness')),
    startup: random.maybe(0.2, () => probe(random, 'startup')),
    lifecycle: random.maybe(0.2, () => lifecycle(random)),
    securityContext: random.maybe(0.2, () => securityContext(random)),
  };
}
