import type { IConstruct } from 'constructs';
import { isMerged, partsOf, pathOf, typeAt } from './option-path';
import { DEFAULTS } from './state';
import type { Origin, Origins } from '../rules/rule';
import { stringCode } from '../values/code';
import type { WorkloadOptions } from '../workload/workload-options';

/** The names by which messages mention the option `controller`. */
const CONTROLLERS = /\b(Deployment|StatefulSet|DaemonSet)\b/;

/** Options and the scope that sets them. */
interface Source {
  readonly options: WorkloadOptions;
  /** The scope; undefined for the options of the declaration itself. */
  readonly scope?: IConstruct;
}

/** A value and the sources of its parts, the innermost one first. */
interface Found {
  /** The path of the value, or of the list or instance that contains it. */
  readonly parts: readonly string[];
  readonly sources: readonly Source[];
}

/**
 * Where the options of a declaration come from. It is found out when a message needs it, so that declarations do not have to store it.
 *
 * @param own the options that the program has passed to the declaration
 * @internal
 */
export function originsOf(declaration: IConstruct, own: WorkloadOptions): Origins {
  return new OptionOrigins(declaration, own);
}

class OptionOrigins implements Origins {
  private readonly declared: Source;

  constructor(private readonly declaration: IConstruct, options: WorkloadOptions) {
    this.declared = { options };
  }

  public of(field: string, text: string): Origin {
    const parts = partsOf(field);
    const { parts: found, sources } = this.find(parts);
    const rest = this.find(parts.slice(0, 1)).sources.filter(source => !sources.some(({ scope }) => scope === source.scope));
    const others = this.mentioned(text).filter(name => name !== parts[0]).map(name => this.find([name]));
    const sentences = [
      ...rest.some(isDefault) ? [`Other parts of ${parts[0]} come from the ${originOf(rest)}.`] : [],
      ...others.filter(other => other.sources.some(isDefault)).map(other => `The ${originOf(other.sources)} sets ${pathOf(other.parts)}.`),
      ...sources.some(isDefault) ? [`To ignore the default, add ${stringCode(pathOf(found))} to ignoredDefaults.`] : [],
    ];
    return { note: sources.some(isDefault) ? originOf(sources) : undefined, fix: sentences.map(sentence => ` ${sentence}`).join('') };
  }

  /** The options with defaults that a message mentions. */
  private mentioned(text: string): string[] {
    const names = [...new Set(this.sources([]).flatMap(({ options }) => Object.keys(options)))];
    return names.filter(name => new RegExp(`\\b${name}\\b`).test(text) || (name === 'controller' && CONTROLLERS.test(text)));
  }

  private find(path: readonly string[]): Found {
    let values: { readonly source: Source; readonly value: unknown }[] = this.sources(path).map(source => ({ source, value: source.options }));
    for (let depth = 0; depth < path.length; depth++) {
      const parts = path.slice(0, depth + 1);
      const next = values.filter(({ value }) => Object.hasOwn(value as object, path[depth]))
        .map(({ source, value }) => ({ source, value: (value as Record<string, unknown>)[path[depth]] }));
      if (next.length === 0) {
        return { parts: path.slice(0, depth), sources: depth === 0 ? [] : values.map(({ source }) => source) };
      }
      if (!isMerged(typeAt(parts) ?? '')) {
        return { parts, sources: [next[0].source] };
      }
      values = next;
    }
    return { parts: path, sources: values.map(({ source }) => source) };
  }

  /** The sources of the value at a path, the innermost one first. A source that ignores the defaults at the path is the last one. */
  private sources(path: readonly string[]): Source[] {
    const scopes = this.declaration.node.scopes.filter(scope => DEFAULTS.of(scope)).reverse();
    const all: Source[] = [this.declared, ...scopes.map(scope => ({ options: DEFAULTS.of(scope)!, scope }))];
    const last = all.findIndex(({ options }) => options.ignoredDefaults?.some(ignored => isWithin(path, partsOf(ignored))));
    return last < 0 ? all : all.slice(0, last + 1);
  }
}

function isWithin(path: readonly string[], outer: readonly string[]): boolean {
  return outer.length > 0 && outer.every((part, index) => path[index] === part);
}

function isDefault({ scope }: Source): boolean {
  return scope !== undefined;
}

/** Names the scopes, such as `default of 'shop'`. */
function originOf(sources: readonly Source[]): string {
  const scopes = sources.filter(isDefault).map(({ scope }) => scope!.node.path === '' ? 'the app' : `'${scope!.node.path}'`);
  return `default${scopes.length > 1 ? 's' : ''} of ${scopes.join(' and ')}`;
}
