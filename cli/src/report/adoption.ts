import type { Report } from './report';
import type { InputDocument } from '../input/read-input';

/** Settings for the declaration of an application. */
export interface AdoptOptions {
  /** Whether the pod templates stay as they are, apart from fields that the library cannot write in the same way. Otherwise, its defaults are added. */
  readonly inPlace: boolean;
  /** The path of the main file. */
  readonly out: string;
  /** @default - the newest version that kubernetes-dry-run contains. */
  readonly kubernetesVersion?: string;
  /** Is called with a sentence before each step. */
  readonly onProgress?: (text: string) => void;
}

/** The program that declares an application, and what was found out about it. */
export interface Adoption {
  /** The files. Their paths are relative to the folder of `out`. */
  readonly files: readonly { readonly path: string; readonly content: string }[];
  readonly report: Report;
}

/** Declares the objects of an application. */
export type Adopt = (documents: readonly InputDocument[], options: AdoptOptions) => Adoption;
