const yaml = [
  'yes', 'no', 'on', 'y', 'null', '~', 'true', '0o17', '0x1F', '1_000', '017', '1e3', '.inf', '1:30', '2020-01-01', '<<', '=', '- a', 'a: b', '#a', 'a #b', '!!str a', '*a',
  '&a', '%a', '@a', '`a`', '{a}', '[a]', '|', '>', '"a', "'a", '---', '...', '?', 'a:', ' a', 'a ', 'a\nb', 'a\tb',
];

const unusual = {
  'text with NUL': 'a\u0000b',
  'text with a control character': 'a\u0007b',
  'text with an escape sequence of terminals': '\u001b[31ma',
  'text with DEL': 'a\u007fb',
  'text with U+0085': 'a\u0085b',
  'text with U+2028': 'a\u2028b',
  'text with a bidirectional character': 'a\u202eb',
  'text with U+200B': 'a\u200bb',
  'text with a byte order mark': '\ufeffa',
  'text with U+FFFF': 'a\uffffb',
  'text with a carriage return': 'a\r\nb',
  'lone high surrogate': 'a\ud800',
  'lone low surrogate': '\udc00a',
  'text with an emoji': 'a😀',
  'text with a letter that is not ASCII': 'ä',
};

const unresolved = {
  'text of a Pulumi Output': 'Calling [toString] on an [Output<T>] is not supported.\n\nTo get the value of an Output<T> as an Output<string> consider either:\n1: o.apply(v => `prefix${v}suffix`)',
  'text of a Pulumi Output of Python': 'Calling __str__ on an Output[T] is not supported.\n\nTo get the value of an Output[T] as an Output[str] consider:\n1. o.apply(lambda v: f"prefix{v}suffix")',
  'token of the CDK': '${Token[TOKEN.123]}',
  'text with a token of the CDK': 'a-${Token[Bucket.Arn.42]}-b',
  'list token of the CDK': '#{Token[TOKEN.7]}',
  'text of an object': '[object Object]',
  'text of an undefined value': 'undefined',
};

/** Texts that are special in YAML, that contain unusual characters, or that stand for values that are not known yet. */
export const TEXTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(yaml.map(text => [JSON.stringify(text), text])),
  ...unusual,
  ...unresolved,
};
