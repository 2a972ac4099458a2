import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { host } from './checks';
import type { Draw } from './draw';
import { seconds, text } from './texts';
import { envFromOfContainer, envVariables } from './variables';
import { mount, volume } from './volumes';

const ODD_PORTS = [0, -1, 65536, 1.5];

export function image(draw: Draw, what = 'image'): string {
  return draw.mostly(what, () => draw.pick('registry.example.com/web:1', 'web', `a/b@sha256:${'0'.repeat(64)}`, 'Ü'), '', ' ', ' a', 'a ', 'a\n', 'a b');
}

const ODD_SIZES = [Size.mebibytes(0), Size.kibibytes(1500), Size.mebibytes(0.5), Size.gibibytes(0.3), Size.tebibytes(2)];
const ODD_REQUESTS = [kplus.Cpu.units(0), kplus.Cpu.millis(0.5), kplus.Cpu.millis(-1), kplus.Cpu.units(NaN)];

export function resources(draw: Draw): kplus.ContainerResources {
  const memory = (what: string, right: Size) => draw.mostly(what, () => right, ...ODD_SIZES);
  return {
    cpu: draw.maybe(0.6, () => ({
      request: draw.maybe(0.7, () => draw.mostly('cpu request', () => draw.pick(kplus.Cpu.millis(100), kplus.Cpu.units(0.5)), ...ODD_REQUESTS)),
      limit: draw.maybe(0.5, () => draw.mostly('cpu limit', () => draw.pick(kplus.Cpu.units(2), kplus.Cpu.millis(1000)), kplus.Cpu.units(0), kplus.Cpu.millis(1))),
    })),
    memory: draw.maybe(0.6, () => ({
      request: draw.maybe(0.7, () => memory('memory request', Size.mebibytes(64))),
      limit: draw.maybe(0.5, () => memory('memory limit', Size.mebibytes(128))),
    })),
    ephemeralStorage: draw.maybe(0.3, () => ({
      request: draw.maybe(0.7, () => memory('ephemeral request', Size.gibibytes(1))),
      limit: draw.maybe(0.5, () => memory('ephemeral limit', Size.gibibytes(2))),
    })),
  };
}

function handler(draw: Draw): kplus.Handler {
  const port = draw.mostly('handler port', () => 8080, ...ODD_PORTS);
  switch (draw.pick('command', 'request', 'connection')) {
    case 'command':
      return kplus.Handler.fromCommand(draw.mostly('handler command', () => ['sleep', '5'], [], ['']));
    case 'request':
      return kplus.Handler.fromHttpGet(draw.mostly('handler path', () => '/x', '', 'rel'), { port });
    default:
      return kplus.Handler.fromTcpSocket({ port, host: draw.maybe(0.2, () => host(draw)) });
  }
}

export function lifecycle(draw: Draw, stopping = true): kplus.ContainerLifecycle {
  return { postStart: draw.maybe(0.6, () => handler(draw)), preStop: stopping ? draw.maybe(0.6, () => handler(draw)) : undefined };
}

function probe(draw: Draw, role: string): kplus.Probe {
  const options = {
    port: draw.mostly(`${role} probe port`, () => 15000, ...ODD_PORTS),
    host: draw.maybe(0.1, () => host(draw)),
    failureThreshold: draw.maybe(0.3, () => draw.mostly('probe failureThreshold', () => 2, 0, -1, 1.5)),
    successThreshold: draw.maybe(0.2, () => draw.mostly('probe successThreshold', () => 1, 2, 0)),
    periodSeconds: draw.maybe(0.2, () => seconds(draw, 'probe period', 1, 9)),
    timeoutSeconds: draw.maybe(0.2, () => seconds(draw, 'probe timeout', 1, 9)),
    initialDelaySeconds: draw.maybe(0.2, () => seconds(draw, 'probe delay', 0, 9)),
  };
  switch (draw.pick('command', 'request', 'connection')) {
    case 'command':
      return kplus.Probe.fromCommand(draw.mostly('probe command', () => ['x'], [], ['']), options);
    case 'request':
      return kplus.Probe.fromHttpGet(draw.mostly('probe path', () => '/x', '', 'rel'), options);
    default:
      return kplus.Probe.fromTcpSocket(options);
  }
}

function securityContext(draw: Draw): kplus.ContainerSecurityContextProps {
  const privileged = draw.maybe(0.15, () => true);
  const nonRoot = draw.maybe(0.5, () => draw.chance(0.8));
  const escalation = draw.maybe(0.3, () => draw.chance(0.3) || (privileged && !draw.odd('privileged without escalation')));
  const seccomp = [{ type: 'Localhost' }, { type: 'Localhost', localhostProfile: '' }, { type: 'Localhost', localhostProfile: '../x' }, { type: 'x' }];
  const profile = draw.maybe(0.1, () => draw.mostly('container seccomp', () => ({ type: kplus.SeccompProfileType.UNCONFINED }), ...seccomp));
  draw.unrestricted ||= privileged === true || nonRoot === false || escalation === true || profile !== undefined;
  return {
    user: draw.maybe(0.5, () => draw.mostly('container user', () => 1000, -1, 2147483648)),
    group: draw.maybe(0.3, () => draw.mostly('container group', () => 1000, -1)),
    readOnlyRootFilesystem: draw.chance(0.5),
    ensureNonRoot: nonRoot,
    allowPrivilegeEscalation: escalation,
    privileged,
    seccompProfile: profile,
  };
}

function containerPort(draw: Draw, index: number): kplus.ContainerPort {
  const hostPort = draw.maybe(0.1, () => draw.mostly('hostPort', () => 8080 + index, 0, 70000, 8081));
  const hostIp = draw.odd('hostIp without hostPort') || hostPort ? draw.maybe(0.3, () => draw.pick('10.0.0.1', '')) : undefined;
  draw.unrestricted ||= Boolean(hostPort);
  return {
    number: draw.mostly('container port', () => 15000 + index, 8080, 80, 70000),
    name: draw.maybe(0.5, () => draw.mostly('container port name', () => `side-${index}`, 'http', 'A', 'x'.repeat(16), '')),
    protocol: draw.maybe(0.2, () => draw.pick(kplus.Protocol.UDP, kplus.Protocol.TCP)),
    hostPort,
    hostIp,
  };
}

/** An additional container: one that terminates before the workload's own starts, or one that runs at the same time. */
export function additionalContainer(draw: Draw, scope: Construct, role: 'init' | 'sidecar' | 'additional', index: number, shared: readonly kplus.Volume[]): kplus.ContainerProps {
  const keepsRunning = role !== 'init';
  const number = { init: 0, sidecar: 10, additional: 20 }[role] + index;
  const hooks = keepsRunning || draw.odd('hooks of an init container');
  return {
    image: image(draw, 'image of an additional container'),
    name: draw.mostly('container name', () => `${role}-${index}`, 'web', 'A', '', 'sidecar-0', 's'.repeat(63), undefined),
    ports: draw.maybe(0.3, () => [containerPort(draw, number)]),
    envVariables: draw.maybe(0.3, () => envVariables(draw, scope)),
    envFrom: draw.maybe(0.1, () => envFromOfContainer(draw, scope)),
    resources: draw.maybe(0.3, () => resources(draw)),
    imagePullPolicy: draw.maybe(0.1, () => draw.pick(...Object.values(kplus.ImagePullPolicy))),
    command: draw.maybe(0.3, () => ['x']),
    args: draw.maybe(0.1, () => [text(draw)]),
    workingDir: draw.maybe(0.1, () => '/app'),
    volumeMounts: draw.maybe(0.3, () => {
      const volumes = shared.length > 0 && draw.chance(0.6) ? shared : [volume(draw, scope, 50 + number)];
      return volumes.map((each, position) => mount(draw, each, position));
    }),
    readiness: hooks ? draw.maybe(0.2, () => probe(draw, 'readiness')) : undefined,
    liveness: hooks ? draw.maybe(0.2, () => probe(draw, 'liveness')) : undefined,
    startup: hooks ? draw.maybe(0.2, () => probe(draw, 'startup')) : undefined,
    lifecycle: hooks ? draw.maybe(0.2, () => lifecycle(draw)) : undefined,
    securityContext: draw.maybe(0.2, () => securityContext(draw)),
  };
}
