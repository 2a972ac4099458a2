/** A finding of a linter. */
export interface Finding {
  readonly linter: string;
  /** Id of the check, such as `CKV_K8S_8` or `container-resources`. */
  readonly check: string;
  /** Where the documents are from: the name of an example, or README.md. */
  readonly source: string;
  /** The object, such as `Deployment shop/web`. */
  readonly object: string;
}

/** The checks that docs/linters.md explains, by linter. */
export type Explained = ReadonlyMap<string, readonly string[]>;

/** Reads the tables of docs/linters.md: a heading for each linter, and rows that begin with the id of a check. */
export function explainedIn(page: string): Explained {
  const sections = page.split(/^## /m).slice(1).map(section => {
    const [heading, ...lines] = section.split('\n');
    return [heading.trim(), lines.flatMap(line => /^\| `([-\w]+)` \|/.exec(line)?.[1] ?? [])] as const;
  });
  return new Map(sections.filter(([, checks]) => checks.length > 0));
}

/** What is wrong with the page: findings without an explanation, and explanations of checks that find nothing. */
export function problemsOf(findings: readonly Finding[], explained: Explained): string[] {
  const isExplained = ({ linter, check }: Finding) => explained.get(linter)?.includes(check) ?? false;
  const isFound = (linter: string, check: string) => findings.some(finding => finding.linter === linter && finding.check === check);
  const obsolete = [...explained].flatMap(([linter, checks]) => checks.filter(check => !isFound(linter, check)).map(check => (
    `${linter} ${check}: nothing has this finding. Remove its row from docs/linters.md.`
  )));
  return [
    ...findings.filter(finding => !isExplained(finding)).map(({ linter, check, source, object }) => (
      `${linter} ${check}: ${object} of ${source} has this finding. Correct it, or add a row with the reason to docs/linters.md.`
    )),
    ...obsolete,
  ];
}
