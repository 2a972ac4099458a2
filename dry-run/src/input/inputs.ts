import { refusedResult, type ApplyResult } from '../answer';
import type { ApiObject } from '../finding';
import { DocumentError } from './document-error';
import { NESTED_TOO_DEEPLY, unsupportedValue } from './json-values';
import { TOO_DEEP } from './nesting';
import { escaped } from '../messages/escaped';
import { titleOf } from '../messages/title';
import { typeNameOf } from '../messages/type-name';

/** An object that was passed to `apply`, or in the option `crds`. */
export interface Input {
  readonly list: 'documents' | 'live' | 'context' | 'crds';
  readonly index: number;
  /** The index among the items of a List. */
  readonly item?: number;
  /** What is sent to the server. */
  readonly sent: unknown;
  /** The object, if it is one and if it can be evaluated. */
  readonly object?: ApiObject;
  /** The reason why it is refused without the server. */
  readonly refused?: string;
}

/** What a list other than the documents contains, for a message. */
const EXPECTED = {
  live: { noun: 'a live object', fix: 'Pass what `kubectl get -o json` prints' },
  context: { noun: 'an object of the context', fix: 'Pass the objects of other manifests, or the `json` of the documents that `decode` returns' },
  crds: { noun: 'a definition', fix: 'Pass a CustomResourceDefinition, or the path of a file or directory' },
};

/**
 * Reads the values of a list that was passed to `apply`.
 *
 * @throws DocumentError if a document cannot be sent to the server, or if another value is not an object
 */
export function inputsOf(list: Input['list'], values: readonly unknown[]): Input[] {
  // The method `map` of a list omits its holes.
  return Array.from(values, (value, index) => inputOf(list, value, index));
}

/**
 * Reads one value of a list.
 *
 * @throws DocumentError like `inputsOf`
 */
export function inputOf(list: Input['list'], sent: unknown, index: number): Input {
  const isText = typeof sent === 'string';
  const input: Input = { list, index, sent, object: objectOf(isText ? parsed(sent) : sent) };
  const problem = unsupportedValue(input.object ?? sent);
  if (problem === NESTED_TOO_DEEPLY) {
    return list === 'documents' ? refusal(input, TOO_DEEP) : fail(input, TOO_DEEP);
  }
  // A number in JSON can be too large for JavaScript.
  if (problem !== undefined && !isText) {
    fail(input, `${escaped(problem.path) || 'the value'} ${problem.reason}`);
  }
  if (list !== 'documents' && input.object === undefined) {
    const { noun, fix } = EXPECTED[list];
    fail(input, `${noun} must be a Kubernetes object or its JSON text, not ${isText ? 'another text' : typeNameOf(sent)}. ${fix}`);
  }
  return input;
}

/** Throws the error for an input. */
export function fail(input: Input, reason: string): never {
  throw new DocumentError(placeOf(input), reason, input.list, input.index);
}

/** An input that is refused without the server. */
export function refusal({ list, index, object }: Input, reason: string): Input {
  const { apiVersion, kind, metadata } = object ?? {};
  const { name, namespace } = Object(metadata ?? {});
  return { list, index, sent: { apiVersion, kind, metadata: { name, namespace } }, refused: reason };
}

/** The result of an input that is refused without the server. */
export function resultOf({ sent, refused }: Input): ApplyResult {
  const { apiVersion, kind, metadata: { name, namespace } } = sent as any;
  const text = (value: unknown) => typeof value === 'string' ? value : '';
  const identity = { apiVersion: text(apiVersion), kind: text(kind), ...typeof namespace === 'string' ? { namespace } : {}, name: text(name) };
  return refusedResult(refused!, identity);
}

/** Where an input stands, for a message. */
export function positionOf({ list, index, item }: Input): string {
  return `${list}[${index}]${item === undefined ? '' : `.items[${item}]`}`;
}

function placeOf(input: Input): string {
  const { kind, metadata } = input.object ?? {};
  const { name, namespace } = Object(metadata ?? {});
  return `${positionOf(input)}${input.object ? ` (${titleOf({ kind: kind!, namespace, name })})` : ''}`;
}

function objectOf(value: unknown): ApiObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as ApiObject : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
