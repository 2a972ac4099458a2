import type { Report } from './report';
import { escapedJson } from '../escaped';

/** The report as JSON, for programs. */
export function jsonReport(report: Report, version: string): string {
  const { same, ...rest } = report;
  return `${escapedJson(JSON.stringify({ version, same, ...rest }, undefined, 2))}\n`;
}
