import { readFileSync } from 'fs';
import { join } from 'path';

/** Any JSON object. */
export type Json = Record<string, any>;

/** A document, and what API servers of several versions said to it. */
export interface Case {
  readonly id: string;
  readonly area: string;
  readonly case: string;
  readonly object: Json;
  /** Created before it. */
  readonly existing?: Json;
  /** Where present, the verdict is on the update from `object` to this. */
  readonly updateTo?: Json;
  readonly verdict: Record<string, 'accept' | 'reject'>;
  /** Whether the verdict depends on how that cluster was set up. */
  readonly clusterFact?: boolean;
  /** Whether the document has a number like `80.0`, which JavaScript can't tell from `80`. */
  readonly floatLiteral: boolean;
}

const lines = readFileSync(join(__dirname, 'cases.json'), 'utf8').split('\n').filter(line => line.startsWith('{'));

/** All cases, one a line in the file. */
export const CASES: readonly Case[] = lines.map(line => ({
  ...JSON.parse(line.replace(/,$/, '')),
  floatLiteral: /:\s*\d+\.0[,}\]]/.test(line),
}));
