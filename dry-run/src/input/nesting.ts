/** The number of levels of maps and lists that a document can have: see server/nesting.go, which has the same limit. */
export const MAX_NESTING = 300;

/** The reason why a document with more levels is refused. */
export const TOO_DEEP = `the document has more than ${MAX_NESTING} levels of nested maps and lists, which is a limit of kubernetes-dry-run. `
  + 'Use fewer levels';
