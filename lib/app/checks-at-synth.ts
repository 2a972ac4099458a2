import type { IConstruct } from 'constructs';
import { ConstructState } from './construct-state';
import { problemsOf } from './origins';
import type { Problems } from '../rules/rule';
import { withItem } from '../values/lists';

/** The checks of an app, at its root. */
const CHECKS = new ConstructState<ChecksAtSynth>('ChecksAtSynth');

/**
 * What is checked with a construct at synth, when all methods of cdk8s and cdk8s-plus that change the app have been called. An object with methods, because
 * closures of each declaration would need more memory.
 */
export interface CheckedAtSynth {
  /** Appends everything to a list that the checks read and that methods can change, such as the containers of a workload. Parts are compared by identity. */
  appendParts?(parts: unknown[]): void;
  /** Reports problems with the construct. */
  checkAtSynth?(problems: Problems): void;
  /** Returns messages for the construct, in addition to its problems. */
  messagesAtSynth?(construct: IConstruct): readonly string[];
}

/**
 * Registers what is checked with a construct at synth. cdk8s validates the whole app once for each chart. The checks run again only if a construct or a
 * part of the app was added, removed or replaced.
 *
 * @internal
 */
export function validateAtSynth(construct: IConstruct, checked: CheckedAtSynth): void {
  const { registered } = checksOf(construct);
  registered.set(construct, withItem(registered.get(construct), checked));
}

/** Something that is decided when the app has changed, before the checks run. */
export interface Decision extends IConstruct {
  decide(): void;
}

/** Registers what is decided in the first validation after a change of the app, such as whether an object is part of the output. @internal */
export function decideAtSynth(decision: Decision): void {
  checksOf(decision).decisions.push(decision);
}

/** A number that increases when the app has changed between two validations, for results that several checks use. @internal */
export function revisionOf(construct: IConstruct): number {
  return checksOf(construct).revision;
}

/** All constructs of the app in the current validation, for checks. @internal */
export function constructsAtSynth(construct: IConstruct): readonly IConstruct[] {
  return checksOf(construct).constructs;
}

function checksOf({ node: { root } }: IConstruct): ChecksAtSynth {
  return CHECKS.ofOrCreated(root, () => new ChecksAtSynth(root));
}

/** The checks of an app. cdk8s validates the root first, which runs them if the app has changed. The other constructs only return the messages. */
class ChecksAtSynth {
  public readonly registered = new Map<IConstruct, readonly CheckedAtSynth[]>();
  public readonly decisions: Decision[] = [];
  public revision = 0;
  /** All constructs when the app was last validated. */
  public constructs: readonly IConstruct[] = [];
  private seen: readonly unknown[] = [];
  /** The messages of each construct that has had a problem. */
  private readonly messages = new Map<IConstruct, readonly string[]>();

  constructor(private readonly root: IConstruct) {
    root.node.addValidation({
      validate: () => {
        this.refresh(root.node.findAll());
        return [];
      },
    });
  }

  private refresh(constructs: readonly IConstruct[]): void {
    const parts = this.partsOf(constructs);
    if (parts.length === this.seen.length && parts.every((part, index) => part === this.seen[index])) {
      return;
    }
    this.revision++;
    this.constructs = constructs;
    if (this.decisions.length === 0) {
      this.check(constructs, parts);
    } else {
      this.decisions.forEach(decision => decision.decide());
      const decided = this.root.node.findAll();
      this.constructs = decided;
      this.check(decided, this.partsOf(decided));
    }
  }

  /** Everything that the checks read and that can change. */
  private partsOf(constructs: readonly IConstruct[]): readonly unknown[] {
    const parts: unknown[] = [...constructs];
    constructs.forEach(construct => this.registered.get(construct)?.forEach(checked => checked.appendParts?.(parts)));
    return parts;
  }

  private check(constructs: readonly IConstruct[], parts: readonly unknown[]): void {
    this.messages.forEach((_, construct) => this.messages.set(construct, []));
    for (const construct of constructs) {
      this.report(construct, this.registered.get(construct)?.flatMap(checked => messagesOf(construct, checked)) ?? []);
    }
    this.seen = parts;
  }

  /** Sets the messages of a construct, which gets a validation with its first message: cdk8s would call a validation for each chart. */
  private report(construct: IConstruct, messages: readonly string[]): void {
    if (messages.length > 0 && !this.messages.has(construct)) {
      construct.node.addValidation({ validate: () => [...this.messages.get(construct)!] });
    }
    if (messages.length > 0) {
      this.messages.set(construct, messages);
    }
  }
}

function messagesOf(construct: IConstruct, checked: CheckedAtSynth): readonly string[] {
  const problems = problemsOf(construct);
  checked.checkAtSynth?.(problems);
  return [...problems.messages, ...checked.messagesAtSynth?.(construct) ?? []];
}
