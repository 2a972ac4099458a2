import { Duration } from 'cdk8s';
import { ConnectionScheme, Cpu, Handler, type ContainerResources } from 'cdk8s-plus-28';
import { valueOf, withoutUndefined, type Fields } from './fields';
import { HealthCheck, Port, type HealthCheckOptions, type WorkloadPodProps } from '../../lib';

/** A health check, and the port that it uses if the container does not list that port. */
export interface DeclaredCheck {
  readonly check: HealthCheck;
  readonly port?: Port;
}

/** A probe of a container that lists those ports. */
export function readProbe(probe: Fields, ports: readonly Port[]): DeclaredCheck {
  const options: HealthCheckOptions = withoutUndefined({
    initialDelay: seconds(probe, 'initialDelaySeconds'),
    period: seconds(probe, 'periodSeconds'),
    timeout: seconds(probe, 'timeoutSeconds'),
    failureThreshold: probe.take('failureThreshold'),
    successThreshold: probe.take('successThreshold'),
    terminationGracePeriod: seconds(probe, 'terminationGracePeriodSeconds'),
  });
  const kinds = ['httpGet', 'tcpSocket', 'grpc', 'exec'].filter(kind => probe.has(kind));
  if (kinds.length !== 1) {
    throw probe.unwritable('a value that types and factories exclude', kinds.join('+') || 'handler');
  }
  const kind = kinds[0];
  return probe.read(kind, handler => {
    if (kind === 'exec') {
      return { check: HealthCheck.exec(handler.take('command'), options) };
    }
    const wanted = handler.take('port');
    const byName = typeof wanted === 'string';
    if (wanted === undefined || (byName && kind === 'grpc')) {
      throw handler.unwritable('a value that the library generates', 'port');
    }
    const listed = ports.find(port => port.number === wanted);
    const added = byName || listed ? undefined : Port.tcp(wanted, { exposed: false });
    const port = byName ? wanted : (listed ?? added!).name;
    const common = { ...options, port };
    switch (kind) {
      case 'tcpSocket': return { check: HealthCheck.tcp(withoutUndefined({ ...common, host: handler.take('host') })), port: added };
      case 'grpc': return { check: HealthCheck.grpc(withoutUndefined({ ...common, service: handler.take('service') })), port: added };
      default: {
        const scheme: ConnectionScheme | undefined = handler.take('scheme');
        return { check: HealthCheck.http(handler.take('path') ?? '/', withoutUndefined({ ...common, host: handler.take('host'), scheme })), port: added };
      }
    }
  });
}

/** A duration, if the value is a number of seconds. */
export function seconds(fields: Fields, name: string): Duration | undefined {
  const value = fields.take(name);
  return typeof value === 'number' ? valueOf(name, () => Duration.seconds(value)) : value;
}

/** Requests and limits. */
export function readResources(fields: Fields): ContainerResources {
  const cpu = (name: string) => fields.read(name, amounts => {
    const amount: string | undefined = amounts.take('cpu');
    if (amount !== undefined && Number.isNaN(Number(amount))) {
      throw amounts.unwritable('a value that types and factories exclude', 'cpu');
    }
    return amount === undefined ? undefined : valueOf('cpu', () => Cpu.units(Number(amount)));
  });
  return { cpu: withoutUndefined({ request: cpu('requests'), limit: cpu('limits') }) };
}

/** The lifecycle of a container; a `preStop` that only waits becomes the shutdown delay. */
export function readLifecycle(fields: Fields): Pick<WorkloadPodProps, 'lifecycle' | 'shutdownDelay'> {
  const handler = (hook: Fields) => {
    if (!hook.has('tcpSocket')) {
      throw hook.unwritable('a value that types and factories exclude', 'handler');
    }
    return hook.read('tcpSocket', socket => Handler.fromTcpSocket({ port: socket.take('port') }));
  };
  const postStart = fields.has('postStart') ? fields.read('postStart', handler) : undefined;
  return fields.read('preStop', hook => {
    const waits = hook.has('sleep');
    const shutdownDelay = waits ? hook.read('sleep', sleep => seconds(sleep, 'seconds')) : undefined;
    return withoutUndefined({ lifecycle: withoutUndefined({ postStart, preStop: fields.has('preStop') && !waits ? handler(hook) : undefined }), shutdownDelay });
  });
}
