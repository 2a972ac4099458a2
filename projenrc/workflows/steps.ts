import { pinned, type Action } from '../actions';
import type { Step } from './workflow';

/** The version of Node.js for jobs that need no particular one. Its npm supports trusted publishing, which needs npm 11.5.1 or newer. */
export const NODE_VERSION = 24;

/** A step that runs an action. */
export function use(action: Action, inputs: Readonly<Record<string, unknown>> = {}): Step {
  return { uses: pinned(action), with: inputs };
}

/** Checks out the repository. The token is not stored, because no later step pushes. */
export function checkout(): Step {
  return use('actions/checkout', { 'persist-credentials': false });
}

/** Installs Node.js, by default with the packages of earlier runs in the cache of npm. */
export function setupNode(version: string | number = NODE_VERSION, inputs: Readonly<Record<string, string>> = { cache: 'npm' }): Step {
  return use('actions/setup-node', { 'node-version': version, ...inputs });
}

/** Installs Go, which compiles the server of kubernetes-dry-run. */
export function setupGo(): Step {
  return use('actions/setup-go', { 'go-version': 'stable', 'cache': false });
}

/** Runs a command. */
export function run(command: string, options: Step = {}): Step {
  return { ...options, run: command };
}

/** Uploads files, which other jobs and users can download. */
export function upload(name: string, path: string, options: Step = {}): Step {
  return { ...options, ...use('actions/upload-artifact', { name, path, 'if-no-files-found': 'error' }) };
}

/** Downloads files that a job of the same run has uploaded. */
export function download(name: string, path: string): Step {
  return use('actions/download-artifact', { name, path });
}
