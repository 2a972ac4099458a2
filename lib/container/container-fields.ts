import type { ContainerProgram } from './container-program';
import type { ContainerRestart } from './container-restart';
import type { Json } from '../manifest/manifest';
import type { PodVolumes } from '../volume/pod-volumes';

/**
 * Renders the fields of a container that cdk8s-plus does not know. Options that are not set, and false, are left out.
 *
 * @param volumes the volumes of the pod, whose names the container refers to
 * @internal
 */
export function containerFields({ terminationMessage, terminal, devices = [], restart }: ContainerProgram, volumes: PodVolumes): Json {
  return {
    ...terminationMessage && { terminationMessagePath: terminationMessage.path, terminationMessagePolicy: terminationMessage.policy },
    ...devices.length > 0 && { volumeDevices: devices.map(({ path, source }) => ({ name: volumes.nameOf(source), devicePath: path })) },
    ...terminal && { stdin: terminal.stdin || undefined, stdinOnce: terminal.stdinOnce || undefined, tty: terminal.tty || undefined },
    ...restart && renderRestart(restart),
  };
}

function renderRestart({ _policy, _rules }: ContainerRestart): Json {
  const rules = _rules.map(({ _action: action, _operator: operator, _exitCodes: codes }) => (
    { action, exitCodes: { operator, values: codes.length > 0 ? [...codes] : undefined } }
  ));
  return { restartPolicy: _policy, restartPolicyRules: rules.length > 0 ? rules : undefined };
}
