import type { DocumentOptions, ParseOptions, ScalarTag, SchemaOptions, Tags } from 'yaml';

/**
 * Tags of YAML 1.1 that kubectl does not read: times, dates, numbers with colons such as 12:30, and the types that JSON does not have. kubectl
 * reads such plain texts as texts. Numbers have tags of their own below.
 */
const NOT_READ = /:(?:timestamp|binary|omap|pairs|set|int|float)$/;

/**
 * Numbers as kubectl 1.35 reads them: resolve.go of go.yaml.in/yaml 2.4.2, with `strconv.ParseInt` of base 0 and `yamlStyleFloat`. The package
 * yaml does not read 0o17 as a number, but e0, which is the beginning of many hashes. A number that is too large for a float is a text.
 */
const NUMBERS: readonly ScalarTag[] = [
  integer(/^[-+]?0[oO]?[0-7_]+$/, 8),
  integer(/^[-+]?0[bB][01_]+$/, 2),
  integer(/^[-+]?0[xX][0-9a-fA-F_]+$/, 16),
  integer(/^[-+]?[0-9][0-9_]*$/, 10),
  {
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:\.[0-9][0-9_]*|[0-9][0-9_]*\.?[0-9_]*)(?:[eE][-+]?[0-9]+)?$/,
    resolve: text => {
      const number = Number(text.replace(/_/g, ''));
      return Number.isFinite(number) ? number : text;
    },
  },
  { default: true, tag: 'tag:yaml.org,2002:float', test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/, resolve: () => NaN },
];

/** Options of the package yaml with which scalars have the same values as in kubectl. */
export const AS_KUBECTL: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  customTags: (tags: Tags) => [...tags.filter(tag => typeof tag === 'string' || !NOT_READ.test(tag.tag)), ...NUMBERS],
  prettyErrors: false,
  // The check takes quadratic time. See valueOf, which has its own.
  uniqueKeys: false,
};

function integer(test: RegExp, radix: number): ScalarTag {
  return {
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test,
    resolve: text => {
      const [, sign, digits] = /^([-+]?)(?:0[a-zA-Z])?(.*)$/.exec(text.replace(/_/g, ''))!;
      return (sign === '-' ? -1 : 1) * parseInt(digits, radix);
    },
  };
}
