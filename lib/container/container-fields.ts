import type { ContainerProgram } from './container-program';
import type { Json } from '../manifest/manifest';

/** Renders the fields of a container that cdk8s-plus does not know. Options that are not set, and false, are left out. @internal */
export function containerFields({ terminationMessage, terminal }: ContainerProgram): Json {
  return {
    ...terminationMessage && { terminationMessagePath: terminationMessage.path, terminationMessagePolicy: terminationMessage.policy },
    ...terminal && { stdin: terminal.stdin || undefined, stdinOnce: terminal.stdinOnce || undefined, tty: terminal.tty || undefined },
  };
}
