import { join } from 'path';
import { namespaceOf, type Application } from './application';
import type { Live } from './live';
import { CLIENT, fileOf } from './releases';
import { declareApplication } from '../../../cli/src/declare';
import { readInput, type InputDocument } from '../../../cli/src/input/read-input';
import type { Document } from '../../support';
import { KUBERNETES_VERSION } from '../harness/facts';

/** What the command `adopt --in-place` declares for the objects of a namespace that `kubectl get` prints. */
export function adoptInPlace({ yaml }: Live): Document[] {
  const { documents } = readInput(['-'], { readStdin: () => Buffer.from(yaml) });
  return adopt(documents.filter(({ object: { metadata: { name } } }) => name !== CLIENT && !name.startsWith(`${CLIENT}-`)), true);
}

/** What the command `adopt` declares for the YAML file of an application, in the namespace of the application. */
export function adoptWithDefaults(application: Application): Document[] {
  const namespace = namespaceOf(application);
  const { documents } = readInput([fileOf(application.name)]);
  return adopt(documents.map(({ object, source }) => ({ object: { ...object, metadata: { ...object.metadata, namespace } }, source })), false);
}

function adopt(documents: readonly InputDocument[], inPlace: boolean): Document[] {
  const resolve = (name: string) => jest.requireActual(name);
  return [...declareApplication(documents, { inPlace, out: join(__dirname, 'main.ts'), kubernetesVersion: KUBERNETES_VERSION, resolve }).documents];
}
