import * as pulumi from '@pulumi/pulumi';

/** A member of the monitor that @pulumi/pulumi does not declare. */
interface Shutdown {
  signalAndWaitForShutdown?: (request: unknown, callback: (error: Error) => void) => void;
}

/**
 * Keeps Pulumi from reporting to the engine that the program has ended well, after which the engine deletes all resources that the program has not
 * registered. The Automation API reports it before it looks at promises that were rejected (sdk/nodejs/automation/server.ts of version 3.276.0), and
 * so it does if the program has caught an error of a constructor.
 */
export function failProgram(error: Error): void {
  const monitor = pulumi.runtime.getMonitor() as Shutdown | undefined;
  if (monitor) {
    monitor.signalAndWaitForShutdown = (_, callback) => callback(error);
  }
}
