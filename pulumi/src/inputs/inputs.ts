import * as pulumi from '@pulumi/pulumi';
import { FORMATS, type Format, type Placeholder, type Run, type Scalar } from './placeholder';

/**
 * Makes Outputs usable in constructs, which need plain values.
 *
 * Each method returns a plain value unchanged. For an Output or a promise, it returns a placeholder, which is replaced with the Output in the resources.
 * When the value is known, the callback runs again with it, so that all rules judge the value itself.
 *
 * The callback can compute other values from a placeholder, such as a URL or a hash. A text that contains the value is unknown in a preview as long as
 * the value is. A value must not decide which objects, fields and list entries there are, and it cannot be a key of a map.
 *
 * @example
 * new ExposedWorkload(chart, 'web', { image: inputs.string(image.ref), ports: [Port.http(8080)] });
 */
export interface Inputs {
  /** A text: an image, an environment variable, an argument, a label, an annotation, a name or a namespace. */
  string(value: pulumi.Input<string>): string;
  /** The name of a host, such as that of a database. */
  hostname(value: pulumi.Input<string>): string;
  /** An IPv4 address. */
  ipv4(value: pulumi.Input<string>): string;
  /** An IPv6 address. */
  ipv6(value: pulumi.Input<string>): string;
  /** A range of IPv4 addresses, such as `10.0.0.0/16`. */
  ipv4Cidr(value: pulumi.Input<string>): string;
  /** A range of IPv6 addresses, such as `2001:db8::/48`. */
  ipv6Cidr(value: pulumi.Input<string>): string;
  /** A whole number: replicas or a port. Its placeholders are between 30100 and 32699. Use `withExamples` for a field that does not accept them. */
  number(value: pulumi.Input<number>): number;
  /** A flag. It can be passed on to a field, but it cannot decide which objects and fields there are. */
  boolean(value: pulumi.Input<boolean>): boolean;
  /**
   * A value of any other form, such as a percentage or a time zone.
   *
   * @param value the value
   * @param first a valid value, which represents the Output as long as it is not known
   * @param second another valid value, which leads to the same objects and fields
   */
  withExamples<T extends Scalar>(value: pulumi.Input<T>, first: T, second: T): T;
}

/** What is known of an Output. */
export interface Settled {
  readonly isKnown: boolean;
  readonly isSecret: boolean;
  /** Undefined if it is not known. */
  readonly value: unknown;
}

/** A call of a method of `inputs` with an Output. */
export interface InputCall {
  readonly method: string;
  readonly placeholder: Placeholder;
}

/** The calls of one component, and what is known of their Outputs. */
export interface InputCalls {
  /** The calls of the first run. Those of the other runs must be the same. */
  readonly calls: InputCall[];
  /** What is known of each Output; undefined in the runs with placeholders. */
  readonly settled?: ReadonlyMap<Placeholder, Settled>;
  /** The placeholder for an Output or a promise, which is created if it does not exist. */
  placeholderFor(value: object, method: string, format: Format, isUnique: boolean): Placeholder;
}

/** The `inputs` of one run of the callback. */
export class RunInputs implements Inputs {
  private count = 0;

  constructor(private readonly run: Run, private readonly component: InputCalls) {}

  public string(value: pulumi.Input<string>): string {
    return this.of('string', value, FORMATS.string);
  }

  public hostname(value: pulumi.Input<string>): string {
    return this.of('hostname', value, FORMATS.hostname);
  }

  public ipv4(value: pulumi.Input<string>): string {
    return this.of('ipv4', value, FORMATS.ipv4);
  }

  public ipv6(value: pulumi.Input<string>): string {
    return this.of('ipv6', value, FORMATS.ipv6);
  }

  public ipv4Cidr(value: pulumi.Input<string>): string {
    return this.of('ipv4Cidr', value, FORMATS.ipv4Cidr);
  }

  public ipv6Cidr(value: pulumi.Input<string>): string {
    return this.of('ipv6Cidr', value, FORMATS.ipv6Cidr);
  }

  public number(value: pulumi.Input<number>): number {
    return this.of('number', value, FORMATS.number, false);
  }

  public boolean(value: pulumi.Input<boolean>): boolean {
    return this.of('boolean', value, FORMATS.boolean, false);
  }

  public withExamples<T extends Scalar>(value: pulumi.Input<T>, first: T, second: T): T {
    if (first === second || typeof first !== typeof second) {
      const call = `inputs.withExamples(…, ${JSON.stringify(first)}, ${JSON.stringify(second)})`;
      throw new Error(`${call}: the examples must be two different values of the same type.`);
    }
    return this.of('withExamples', value, () => [first, second], false);
  }

  /** Throws if this run has called fewer methods with Outputs than the first one. */
  public checkComplete(): void {
    if (this.count !== this.component.calls.length) {
      throw new Error(DIFFERENT_CALLS);
    }
  }

  private of<T extends Scalar>(method: string, value: pulumi.Input<T>, format: Format, isUnique = true): T {
    if (!pulumi.Output.isInstance(value) && !(value instanceof Promise)) {
      return value as T;
    }
    const { calls, settled } = this.component;
    if (this.run === 'first') {
      calls.push({ method, placeholder: this.component.placeholderFor(value, method, format, isUnique) });
    }
    const call = calls.at(this.count++);
    if (call?.method !== method) {
      throw new Error(DIFFERENT_CALLS);
    }
    const { placeholder } = call;
    return (this.run === 'known' ? knownValue(placeholder, settled!.get(placeholder)!) : placeholder[this.run]) as T;
  }
}

const DIFFERENT_CALLS = 'The callback calls the methods of inputs in another order or number for other values. '
  + 'Call each method in every case, so that no call depends on a value that is not known yet.';

/** The value of an Output, or its placeholder as long as it is not known. */
function knownValue({ name, first }: Placeholder, { isKnown, value }: Settled): Scalar {
  if (!isKnown) {
    return first;
  }
  if (typeof value !== typeof first) {
    throw new Error(`${name}: the value of the Output has the type ${value === null ? 'null' : typeof value}, and must be a ${typeof first}.`);
  }
  return value as Scalar;
}
