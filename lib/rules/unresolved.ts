import type { Findings, Rule } from './rule';

/** @internal */
export const unresolvedRules = {
  unresolved: {
    id: 'unresolved-value',
    limit: 'a value must be known when the manifests are written: it must not be a promise, an Output of Pulumi or a token of a CDK',
    source: 'https://www.pulumi.com/docs/iac/concepts/inputs-outputs/; https://docs.aws.amazon.com/cdk/v2/guide/tokens.html',
    cases: [],
    hazard: 'The API server accepts most texts with which these tools represent a value that is not known yet, such as an error message or a token. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;

/** Something that represents a value which another tool knows later. */
interface Unresolved {
  /** How a text shows that it represents such a value. */
  readonly text?: RegExp;
  /** How an object shows it. */
  readonly object?: (value: object) => boolean;
  /** What to write instead. */
  readonly fix: string;
}

const UNRESOLVED: readonly Unresolved[] = [
  {
    // The messages of Output.toString and toJSON in sdk/nodejs/output.ts, and of Output.__str__ in sdk/python/lib/pulumi/output.py, of Pulumi 3
    text: /Calling (?:\[to(?:String|JSON)\]|__str__) on an (?:\[Output<T>\]|Output\[T\])/,
    object: value => (value as { __pulumiOutput?: unknown }).__pulumiOutput === true,
    fix: 'Declare the construct in a Cdk8sComponent of the package cdk8s-service-patterns-pulumi, and use inputs.string(output) or another method of inputs.',
  },
  {
    // The markers of tokens in packages/aws-cdk-lib/core/lib/private/encoding.ts of the AWS CDK, and in packages/cdktf/lib/tokens/private/encoding.ts of CDKTF
    text: /[$#]\{(?:Tf)?Token\[[^\]]*\.\d+\]\}/,
    fix: 'The CDK replaces tokens only in its own templates. Use the value itself, for example from the configuration of the program.',
  },
  { object: value => typeof (value as { then?: unknown }).then === 'function', fix: 'Wait for the promise: use await before the declaration.' },
];

/** A part of all texts in the list. Almost no text has it, so the others are not searched for each entry of the list. */
const CANDIDATE = /Token\[|Output/;

/** What to write instead of a value that another tool knows only later; undefined for other values. @internal */
export function unresolvedFix(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return !CANDIDATE.test(value) ? undefined : UNRESOLVED.find(({ text }) => text?.test(value))?.fix;
  }
  return typeof value === 'object' && value !== null ? UNRESOLVED.find(({ object }) => object?.(value))?.fix : undefined;
}

/** Reports a value that another tool knows only later, and returns whether it is one. @internal */
export function reportUnresolved(findings: Findings, field: string, value: unknown): boolean {
  const fix = unresolvedFix(value);
  if (fix !== undefined) {
    findings.report(unresolvedRules.unresolved, field, value, fix);
  }
  return fix !== undefined;
}
