import { Duration } from 'cdk8s';
import { Handler } from 'cdk8s-plus-28';
import { valueOf, withoutUndefined, type Fields } from './fields';
import { HealthCheck, LifecycleHandler, Port, ProbeScheme, type HealthCheckOptions, type ResourceRequirements, type WorkloadOptions } from '../../../lib';

/** A health check, with the port that it uses if the container does not list this port. */
export interface DeclaredCheck {
  readonly check: HealthCheck;
  readonly port?: Port;
}

/** Reads a probe of a container that lists these ports. */
export function readProbe(probe: Fields, ports: readonly Port[]): DeclaredCheck {
  const options: HealthCheckOptions = withoutUndefined({
    initialDelay: seconds(probe, 'initialDelaySeconds'),
    period: seconds(probe, 'periodSeconds'),
    timeout: seconds(probe, 'timeoutSeconds'),
    failureThreshold: probe.read('failureThreshold'),
    successThreshold: probe.read('successThreshold'),
    terminationGracePeriod: seconds(probe, 'terminationGracePeriodSeconds'),
  });
  const kinds = ['httpGet', 'tcpSocket', 'grpc', 'exec'].filter(kind => probe.has(kind));
  if (kinds.length !== 1) {
    throw probe.notDeclarable('a value that types and factories exclude', kinds.join('+') || 'handler');
  }
  const kind = kinds[0];
  return probe.readObject(kind, handler => {
    if (kind === 'exec') {
      return { check: HealthCheck.exec(handler.read('command'), options) };
    }
    const wanted = handler.read('port');
    const byName = typeof wanted === 'string';
    if (wanted === undefined || (byName && kind === 'grpc')) {
      throw handler.notDeclarable('a value that the library generates', 'port');
    }
    const listed = ports.find(port => port.number === wanted);
    const added = byName || listed ? undefined : Port.tcp(wanted, { exposed: false });
    const port = byName ? wanted : (listed ?? added!).name;
    const common = { ...options, port };
    switch (kind) {
      case 'tcpSocket': return { check: HealthCheck.tcp(withoutUndefined({ ...common, host: handler.read('host') })), port: added };
      case 'grpc': return { check: HealthCheck.grpc(withoutUndefined({ ...common, service: handler.read('service') })), port: added };
      default: {
        const scheme: ProbeScheme | undefined = handler.read('scheme');
        return { check: HealthCheck.http(handler.read('path') ?? '/', withoutUndefined({ ...common, host: handler.read('host'), scheme })), port: added };
      }
    }
  });
}

/** Reads a number of seconds as a duration. A value of another type is returned unchanged. */
export function seconds(fields: Fields, name: string): Duration | undefined {
  const value = fields.read(name);
  return typeof value === 'number' ? valueOf(name, () => Duration.seconds(value)) : value;
}

/** Reads requests and limits. */
export function readResources(fields: Fields): ResourceRequirements {
  return withoutUndefined({ requests: fields.read('requests'), limits: fields.read('limits') });
}

/** Reads the lifecycle of a container. A `preStop` action that only waits becomes the shutdown delay. */
export function readLifecycle(fields: Fields): Pick<WorkloadOptions, 'lifecycle' | 'shutdownDelay'> {
  const handler = (hook: Fields) => {
    if (!hook.has('tcpSocket')) {
      throw hook.notDeclarable('a value that types and factories exclude', 'handler');
    }
    return LifecycleHandler.fromHandler(hook.readObject('tcpSocket', socket => Handler.fromTcpSocket({ port: socket.read('port') })));
  };
  const postStart = fields.has('postStart') ? fields.readObject('postStart', handler) : undefined;
  return fields.readObject('preStop', hook => {
    const waits = hook.has('sleep');
    const shutdownDelay = waits ? hook.readObject('sleep', sleep => seconds(sleep, 'seconds')) : undefined;
    return withoutUndefined({ lifecycle: withoutUndefined({ postStart, preStop: fields.has('preStop') && !waits ? handler(hook) : undefined }), shutdownDelay });
  });
}
