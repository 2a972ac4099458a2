import * as pulumi from '@pulumi/pulumi';

/** The process, as test/environment.ts provides it. */
declare const hostProcess: NodeJS.Process;

/** A resource as Pulumi received it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  /** Unknown values are `UNKNOWN`, and secret ones are `{ secret: … }`. */
  readonly args: any;
  readonly urn: string;
  readonly parent: string;
  /** The resources that must exist before: their names after their types. */
  readonly dependencies: readonly string[];
  readonly request: any;
}

/** What an execution of a program has registered and reported. */
export interface Execution {
  /** All resources except the stack, in the order of their registration. */
  readonly resources: readonly Registered[];
  readonly errors: readonly Error[];
  /** The messages of the errors. Jest reports them better than errors, whose inspection rejects promises of Outputs in them. */
  readonly messages: readonly string[];
  /** The resource of a type and name. */
  find(type: string, name: string): Registered;
  /** The names of all resources except components, after their types. */
  names(): string[];
}

export const UNKNOWN = '<unknown>';

/** The special values of Pulumi's protocol (sdk/nodejs/runtime/rpc.ts). */
const UNKNOWN_VALUE = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

interface Options {
  /** Whether the outputs of resources are unknown until they exist. */
  readonly preview?: boolean;
  /** The outputs of a resource, in addition to its arguments. */
  readonly outputs?: (type: string, name: string) => object;
}

/** Executes a program without an engine. */
export async function execute(program: () => unknown, { preview = false, outputs = () => ({}) }: Options = {}): Promise<Execution> {
  const errors = new Set<Error>();
  const handlers = hostProcess.listeners('unhandledRejection');
  hostProcess.removeAllListeners('unhandledRejection');
  hostProcess.on('unhandledRejection', (error: Error) => errors.add(error));
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs, id }) => ({ id: id || (preview ? undefined : `${name}-id`), state: { ...inputs, ...outputs(type, name) } }),
    call: () => ({}),
  }, 'project', 'stack', preview);
  const monitor: any = pulumi.runtime.getMonitor();
  const requests: any[] = [];
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request: any, callback: any) => {
    requests.push(request);
    return register(request, callback);
  };
  try {
    await pulumi.runtime.runInPulumiStack(async () => program());
  } catch (error) {
    errors.add(error as Error);
  }
  await pulumi.runtime.disconnect();
  await new Promise(setImmediate);
  hostProcess.removeAllListeners('unhandledRejection');
  handlers.forEach(handler => hostProcess.on('unhandledRejection', handler));

  const resources = requests.map(describeRequest).filter(({ type }) => type !== 'pulumi:pulumi:Stack');
  return {
    resources,
    errors: [...errors],
    messages: [...errors].map(({ message }) => message),
    find: (type, name) => {
      const found = resources.filter(resource => resource.type === type && resource.name === name);
      expect(found).toHaveLength(1);
      return found[0];
    },
    names: () => resources.filter(({ request }) => request.getCustom()).map(({ type, name }) => `${type} ${name}`),
  };
}

function describeRequest(request: any): Registered {
  const typeOf = (urn: string) => urn.split('::')[2].split('$').at(-1);
  const nameOf = (urn: string) => urn.slice(urn.lastIndexOf('::') + 2);
  return {
    type: request.getType(),
    name: request.getName(),
    args: readable(request.getObject().toJavaScript()),
    urn: `${request.getParent()} ${request.getType()} ${request.getName()}`,
    parent: nameOf(request.getParent()),
    dependencies: request.getDependenciesList().map((urn: string) => `${typeOf(urn)} ${nameOf(urn)}`).sort(),
    request,
  };
}

function readable(value: any): any {
  if (Array.isArray(value)) {
    return value.map(readable);
  }
  if (typeof value !== 'object' || value === null) {
    return value === UNKNOWN_VALUE ? UNKNOWN : value;
  }
  return value[SIGNATURE] === SECRET ? { secret: readable(value.value) }
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner)]));
}

/** An Output that has no value yet. */
export function unknownOutput<T>(): pulumi.Output<T> {
  const no = Promise.resolve(false);
  return new (pulumi.Output as any)(new Set(), Promise.resolve(undefined), no, no, Promise.resolve(new Set()));
}
