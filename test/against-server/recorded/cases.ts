import { readFileSync } from 'fs';
import { join } from 'path';
import { KUBERNETES_VERSIONS } from '../../../lib/rules/versions';

/** Any JSON object. */
export type Json = Record<string, any>;

/** A document, and the verdicts of API servers of several versions on it. */
export interface Case {
  readonly id: string;
  readonly area: string;
  readonly case: string;
  readonly object: Json;
  /** An object that exists before the document is created. */
  readonly existing?: Json;
  /** If set, the verdict is on the update of `object` to this object. */
  readonly updateTo?: Json;
  readonly verdict: Record<string, 'accept' | 'reject'>;
  /** Whether the verdict depends on the configuration of the cluster. */
  readonly clusterFact?: boolean;
  /** Whether the document has a number such as `80.0`, which JavaScript cannot distinguish from `80`. */
  readonly floatLiteral: boolean;
}

const lines = readFileSync(join(__dirname, 'cases.json'), 'utf8').split('\n').filter(line => line.startsWith('{'));

/** All cases. The file has one case per line. */
export const CASES: readonly Case[] = lines.map(line => ({
  ...JSON.parse(line.replace(/,$/, '')),
  floatLiteral: /:\s*\d+\.0[,}\]]/.test(line),
}));

/** The supported versions whose verdicts are recorded, oldest first. */
export const RECORDED_VERSIONS = KUBERNETES_VERSIONS.filter(version => CASES.every(({ verdict }) => version in verdict));
