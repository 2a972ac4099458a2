import { App, Chart, Testing } from 'cdk8s';
import { Backend, ExposedWorkload, ExternalService, Port, type ExposedWorkloadProps, type ExternalServiceProps } from '../../lib';

/** Creates a declaration in the chart `shop` of a new app. */
export type Declaration = (chart: Chart) => unknown;

/** The smallest declaration that breaks one rule. */
export interface Broken {
  /** The beginning of the message after the path: field and value. */
  readonly begins: string;
  readonly declare: Declaration;
  /** The same declaration after the fix that the message describes. */
  readonly fixed: Declaration;
}

/** Declares the workload `web` with minimal props, some of which are replaced. */
export function web(chart: Chart, props: Partial<ExposedWorkloadProps> = {}): ExposedWorkload {
  return new ExposedWorkload(chart, 'web', { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)], ...props });
}

/** Declares the backend `db` outside the cluster. */
export function db(chart: Chart, props: Partial<ExternalServiceProps> = {}): ExternalService {
  return new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432)], ...props });
}

/** A value as another version of the library creates it, with another protocol. */
export function ofOtherVersion<T extends object>(value: T, kind: string): T {
  return Object.create(value, { [Symbol.for('cdk8s-service-patterns.value')]: { value: { kind, protocol: 0 } } }) as T;
}

/** Creates a declaration and synthesizes it. */
export function attempt(declare: Declaration): void {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  declare(chart);
  Testing.synth(chart);
}

/** The messages for a declaration, each starting with the path. An error that is not a message of the library is rethrown. */
export function messagesOf(declare: Declaration): string[] {
  try {
    attempt(declare);
    return [];
  } catch (error) {
    const messages = messagesIn(error);
    if (messages === undefined) {
      throw error;
    }
    return messages;
  }
}

/** The messages of an error, each starting with the path; undefined if a line is not a message of the library. */
export function messagesIn(error: unknown): string[] | undefined {
  const lines = String((error as Partial<Error> | undefined)?.message)
    .replace(/^Validation failed with the following errors:\n/, '')
    .split('\n')
    .filter((line, index) => index === 0 || !/^There are \d+ more problems\.$/.test(line))
    // cdk8s puts the path before the result of a validation
    .map(line => line.replace(/^ +\[([^\]]+)\] /, '$1: '));
  return lines.every(line => /^\S+: .+ \[([a-z-]+)\] https:\S+#\1$/s.test(line)) ? lines : undefined;
}

/** The ids of the rules that a declaration breaks. */
export function rulesBrokenBy(declare: Declaration): string[] {
  return messagesOf(declare).map(message => /#([a-z-]+)$/.exec(message)![1]);
}
