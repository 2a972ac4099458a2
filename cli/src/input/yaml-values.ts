import { isAlias, isMap, isPair, isScalar, isSeq, type Alias, type Document as YamlDocument, type Node, type Scalar, type YAMLMap } from 'yaml';
import type { Document } from '../document';
import { checkedNumber, checkedText, MAX_LEVELS, TOO_DEEP } from './limits';
import { UnreadableDocument } from './problem';

/** What aliases of a file can still expand to, in characters. */
export interface Budget {
  left: number;
}

/** A value of a document, and the indexes in its text where the items of a list begin: of a list itself, and of its field `items`. */
export interface Value {
  readonly value: Document;
  readonly itemOffsets: readonly number[];
}

/**
 * The value of a YAML document, as kubectl reads it. All maps have own fields only, also for keys such as `__proto__`.
 *
 * @throws UnreadableDocument for what JSON or kubectl cannot represent, for a key that occurs twice, and beyond the limits
 */
export function valueOf(document: YamlDocument, text: string, budget: Budget): Value {
  const contents = document.contents as Node | null;
  const reader = new Reader(text, targetsOf(contents), budget);
  const list = isMap(contents) ? contents.get('items', true) as unknown : contents;
  return {
    value: contents === null ? null : reader.read(contents, []),
    itemOffsets: isSeq(list) ? list.items.map(item => offsetOf(item as Node)) : [],
  };
}

class Reader {
  private aliases = 0;

  constructor(private readonly text: string, private readonly targets: ReadonlyMap<Alias, Node>, private readonly budget: Budget) {}

  read(node: Node, ancestors: readonly Node[]): Document {
    if (ancestors.length > MAX_LEVELS) {
      throw new UnreadableDocument(TOO_DEEP, offsetOf(node));
    }
    if (isAlias(node)) {
      return this.readAlias(node, ancestors);
    }
    this.spend(node);
    if (isScalar(node)) {
      return this.readScalar(node);
    }
    if (isSeq(node)) {
      const below = [...ancestors, node];
      return node.items.map(item => this.read(item as Node, below));
    }
    return this.readMap(node as YAMLMap<Node, Node | null>, [...ancestors, node]);
  }

  private readScalar(node: Scalar): Document {
    const { value, type, range } = node;
    if (typeof value === 'number') {
      return checkedNumber(value, offsetOf(node));
    }
    // kubectl adds no line feed to a text in a block at the end of a file that has none.
    const isCut = type?.startsWith('BLOCK_') && range?.[1] === this.text.length && !this.text.endsWith('\n');
    return typeof value === 'string' ? checkedText(isCut ? value.replace(/\n$/, '') : value, offsetOf(node)) : value;
  }

  private readMap(map: YAMLMap<Node, Node | null>, ancestors: readonly Node[]): Document {
    const object = {};
    const set = new Set<string>();
    for (const { key, value } of map.items) {
      if (isScalar(key) && isMerge(key)) {
        this.merge(object, key, value, ancestors);
        continue;
      }
      const name = this.readKey(key, ancestors);
      if (set.has(name)) {
        throw new UnreadableDocument('a key occurs twice in a map. Remove one of the two', offsetOf(key));
      }
      set.add(name);
      define(object, name, value === null ? null : this.read(value, ancestors));
    }
    return object;
  }

  /** kubectl converts numbers and booleans that are keys to texts: convertToJSONableObject in yaml.go of sigs.k8s.io/yaml 1.6. */
  private readKey(key: Node, ancestors: readonly Node[]): string {
    const value = isMap(key) || isSeq(key) ? null : this.read(key, ancestors);
    if (value === null || typeof value === 'object') {
      throw new UnreadableDocument('a key of a map must be a text, not a map, a list or null. Write it in quotes', offsetOf(key));
    }
    return String(value);
  }

  /**
   * In kubectl, a merge key overwrites the keys above it: `mapping` in decode.go of go.yaml.in/yaml 2.4.2. In YAML 1.1, it does not:
   * https://yaml.org/type/merge.html. So both agree only if the key is not set above it.
   */
  private merge(object: object, key: Node, value: Node | null, ancestors: readonly Node[]): void {
    const merged = value === null ? null : this.read(value, ancestors);
    const sources: unknown[] = Array.isArray(merged) ? merged : [merged];
    for (const name of sources.flatMap(source => {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) {
        throw new UnreadableDocument('the value of the merge key << must be a map or a list of maps. Use an alias of a map', offsetOf(key));
      }
      return Object.keys(source);
    })) {
      if (Object.hasOwn(object, name)) {
        throw new UnreadableDocument(
          'the merge key << contains a key that is already set above it, which kubectl and YAML 1.1 read differently. Move << to the beginning of the map',
          offsetOf(key),
        );
      }
    }
    for (const source of sources.reverse()) {
      Object.entries(source as object).forEach(([name, entry]) => define(object, name, entry));
    }
  }

  private readAlias(alias: Alias, ancestors: readonly Node[]): Document {
    const target = this.targets.get(alias);
    if (target === undefined || ancestors.includes(target)) {
      throw new UnreadableDocument(
        target === undefined ? 'an alias has no anchor above it. Write the value instead' : 'an alias is part of its own anchor. Write the value instead',
        offsetOf(alias),
      );
    }
    this.aliases += 1;
    const value = this.read(target, ancestors);
    this.aliases -= 1;
    return value;
  }

  private spend(node: Node): void {
    if (this.aliases > 0) {
      this.budget.left -= 8 + (isScalar(node) && typeof node.value === 'string' ? node.value.length : 0);
      if (this.budget.left < 0) {
        throw new UnreadableDocument('the aliases of the file expand to more than 64 MiB. Use fewer aliases', offsetOf(node));
      }
    }
  }
}

/** The node that each alias means: the last one above it that has its anchor. */
function targetsOf(contents: Node | null): Map<Alias, Node> {
  const targets = new Map<Alias, Node>();
  const anchors = new Map<string, Node>();
  const visit = (node: unknown): void => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) {
        targets.set(node, target);
      }
    } else if (isPair(node)) {
      visit(node.key);
      visit(node.value);
    } else if (isScalar(node) || isMap(node) || isSeq(node)) {
      if (node.anchor !== undefined) {
        anchors.set(node.anchor, node);
      }
      if (!isScalar(node)) {
        node.items.forEach(visit);
      }
    }
  };
  visit(contents);
  return targets;
}

function isMerge({ value, type }: { value: unknown; type?: string }): boolean {
  return typeof value === 'symbol' || value === '<<' && type === 'PLAIN';
}

function define(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

function offsetOf(node: Node): number {
  return node.range![0];
}
