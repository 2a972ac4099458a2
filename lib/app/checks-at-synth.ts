import type { IConstruct } from 'constructs';
import { ConstructState } from './construct-state';
import { Problems } from '../rules/rule';

/** The checks of an app, at its root. */
const CHECKS = new ConstructState<ChecksAtSynth>('ChecksAtSynth');

/** Appends everything to a list that checks read and that methods can change, such as the containers of a workload. */
type AppendParts = (parts: unknown[]) => void;

/**
 * Runs a check of a construct at synth, when all methods of cdk8s and cdk8s-plus that change the app have been called. cdk8s validates the whole app
 * once for each chart. The check runs again only if a construct or a part of the app (`partsAtSynth`) was added, removed or replaced.
 *
 * @internal
 */
export function checkAtSynth(construct: IConstruct, check: (problems: Problems) => void): void {
  messagesAtSynth(construct, () => {
    const problems = new Problems(construct);
    check(problems);
    return problems.messages;
  });
}

/** Like `checkAtSynth`, for a check that returns its messages. @internal */
export function messagesAtSynth(construct: IConstruct, check: () => readonly string[]): void {
  append(checksOf(construct).checks, construct, check);
}

/**
 * Registers the parts of a construct that methods can add, remove or replace, and that checks read.
 *
 * @param appendParts appends the parts to a list; they are compared by identity
 * @internal
 */
export function partsAtSynth(construct: IConstruct, appendParts: AppendParts): void {
  append(checksOf(construct).parts, construct, appendParts);
}

/** A number that increases when the app has changed between two validations, for results that several checks use. @internal */
export function revisionOf(construct: IConstruct): number {
  return checksOf(construct).revision;
}

function checksOf({ node: { root } }: IConstruct): ChecksAtSynth {
  return CHECKS.ofOrCreated(root, () => new ChecksAtSynth(root));
}

/** The checks of an app. cdk8s validates the root first, which runs them if the app has changed. The other constructs only return the messages. */
class ChecksAtSynth {
  public readonly checks = new Map<IConstruct, (() => readonly string[])[]>();
  public readonly parts = new Map<IConstruct, AppendParts[]>();
  public revision = 0;
  private seen: readonly unknown[] = [];
  /** The messages of each construct that has had a problem. */
  private readonly messages = new Map<IConstruct, readonly string[]>();

  constructor(root: IConstruct) {
    root.node.addValidation({
      validate: () => {
        this.refresh(root.node.findAll());
        return [];
      },
    });
  }

  private refresh(constructs: readonly IConstruct[]): void {
    const parts: unknown[] = [...constructs];
    constructs.forEach(construct => this.parts.get(construct)?.forEach(appendParts => appendParts(parts)));
    if (parts.length === this.seen.length && parts.every((part, index) => part === this.seen[index])) {
      return;
    }
    this.revision++;
    this.messages.forEach((_, construct) => this.messages.set(construct, []));
    for (const construct of constructs) {
      this.report(construct, this.checks.get(construct)?.flatMap(check => check()) ?? []);
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

function append<T>(lists: Map<IConstruct, T[]>, construct: IConstruct, value: T): void {
  lists.set(construct, [...lists.get(construct) ?? [], value]);
}
