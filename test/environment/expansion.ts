/** A variable of a container whose value is a text. */
interface TextVariable {
  readonly name: string;
  readonly value: string;
}

/**
 * The environment that the kubelet creates from a list of variables. The kubelet reads the list once, and replaces references to variables that it
 * has already read. This implementation is independent of the library, so that tests can compare the two.
 *
 * @param fromSources variables of `envFrom`
 * @see makeEnvironment in pkg/kubelet/kubelet_pods.go and third_party/forked/golang/expansion/expand.go of Kubernetes
 */
export function environmentOf(variables: readonly TextVariable[], fromSources: Readonly<Record<string, string>>): Record<string, string> {
  return variables.reduce<Record<string, string>>((known, { name, value }) => ({ ...known, [name]: expand(value, known) }), { ...fromSources });
}

/** Replaces `$(NAME)` with the value of a known variable, and `$$` with `$`. Everything else stays. */
export function expand(text: string, known: Readonly<Record<string, string>>): string {
  const dollar = text.indexOf('$');
  if (dollar < 0) {
    return text;
  }
  const [before, rest] = [text.slice(0, dollar), text.slice(dollar + 1)];
  const end = rest.indexOf(')');
  if (rest.startsWith('$')) {
    return `${before}$${expand(rest.slice(1), known)}`;
  }
  if (!rest.startsWith('(') || end < 0) {
    return `${before}$${expand(rest, known)}`;
  }
  const name = rest.slice(1, end);
  return `${before}${Object.hasOwn(known, name) ? known[name] : `$(${name})`}${expand(rest.slice(end + 1), known)}`;
}
