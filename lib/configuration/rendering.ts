import type { IConstruct } from 'constructs';

/** The declarations whose configuration is being read. */
const IN_PROGRESS = new Set<IConstruct>();

/** Reads the maps that a declaration uses, unless this is in progress: the contents of a map can contain the document of the workload itself. @internal */
export function unlessInProgress(declaration: IConstruct, read: () => void): void {
  if (IN_PROGRESS.has(declaration)) {
    return;
  }
  IN_PROGRESS.add(declaration);
  try {
    read();
  } finally {
    IN_PROGRESS.delete(declaration);
  }
}
