import { existsSync, readFileSync, readdirSync } from 'fs';
import { join, posix } from 'path';

export const ROOT = join(__dirname, '..');

const REPOSITORY = 'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns';
const RAW = 'https://raw.githubusercontent.com/cdk8s-service-patterns/cdk8s-service-patterns';

/** The pages whose examples are parts of Pulumi programs. */
export const PULUMI_PAGES = ['docs/pulumi.md', 'pulumi/README.md'];

/** The code around an example in the README, in a page or in a doc comment. `jsii-rosetta` uses the same file. */
const FIXTURE = fixtureIn('rosetta/default.ts-fixture');
const PULUMI_FIXTURE = fixtureIn('test/pulumi.ts-fixture');

const EXAMPLE = /^```ts( nofixture)?\n(.*?)^```$/gms;
const FENCE = /^( *)```.*?^\1```$/gms;
const CODE_SPAN = /(`+)(?!`)(?:(?!\n\n).)*?[^`]\1(?!`)/gs;

/** A TypeScript example of a page. */
export interface Example {
  /** The page and the number of the example, as the name of a file next to the page: `docs/ports.md.1.line-20.ts`. */
  readonly file: string;
  /** The text of the example. */
  readonly code: string;
  /** The example as a program. */
  readonly program: string;
}

/** The text of a file of the repository. */
export function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** The files in a folder and its subfolders whose names have an ending, by their paths in the repository. The paths have slashes on all systems. */
export function filesIn(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith(ending))
    .map(file => posix.join(folder, file.replace(/\\/g, '/')))
    .sort();
}

/** The Markdown files in a folder and its subfolders, by their paths in the repository. */
export function pagesIn(folder: string): string[] {
  return filesIn(folder, '.md');
}

/** The absolute path of a file of the repository, as the TypeScript compiler passes it to its host: with slashes on all systems. */
export function compilerPath(file: string): string {
  return join(ROOT, file).replace(/\\/g, '/');
}

function fixtureIn(file: string): string[] {
  return read(file).split('/// here');
}

/** Puts an example of a page into the code that defines its names: a class, which also defines `this`, or a Pulumi program. */
export function inFixture(page: string, code: string): string {
  return (PULUMI_PAGES.includes(page) ? PULUMI_FIXTURE : FIXTURE).join(code);
}

/** The TypeScript examples of a page. */
export function examplesOf(page: string): Example[] {
  return Array.from(read(page).matchAll(EXAMPLE), ({ 1: nofixture, 2: code, index, input }, number) => {
    const line = input.slice(0, index).split('\n').length;
    return { file: `${page}.${number + 1}.line-${line}.ts`, code, program: nofixture ? code : inFixture(page, code) };
  });
}

/** The first fenced block of a language below a heading of a page. */
export function blockBelow(page: string, heading: string, language: string): string {
  const [, block] = new RegExp(`^${heading}$.*?^\`\`\`${language}\n(.*?)^\`\`\`$`, 'ms').exec(read(page)) ?? [];
  if (block === undefined) {
    throw new Error(`${page} has no block of ${language} below "${heading}"`);
  }
  return block;
}

/** The targets of all links of a text, including images. Links to this repository are also found in code, because error messages contain them. */
export function linksIn(markdown: string): string[] {
  const prose = markdown.replace(FENCE, '').replace(CODE_SPAN, 'code');
  const inline = Array.from(prose.matchAll(/\]\(\s*<?([^()\s<>]+)>?(?:\s+"[^"]*")?\s*\)/g), ([, target]) => target);
  const references = Array.from(prose.matchAll(/^ *\[[^\]]+\]: *<?([^\s>]+)>?/gm), ([, target]) => target);
  const html = Array.from(prose.matchAll(/<(?:a|img)\b[^>]*\b(?:href|src)="([^"]+)"/g), ([, target]) => target);
  const own = Array.from(markdown.matchAll(/https:\/\/(?:github|raw\.githubusercontent)\.com\/cdk8s-service-patterns\/[^\s<>()"'`\]]+/g),
    ([target]) => target.replace(/[.,;:]+$/, ''));
  return [...new Set([...inline, ...references, ...html, ...own])];
}

/** The anchors that GitHub generates for the headings of a text, and the anchors that are written as HTML. */
export function anchorsIn(markdown: string): Set<string> {
  const anchors = new Set(Array.from(markdown.matchAll(/<a [^>]*\b(?:name|id)="([^"]+)"/g), ([, name]) => name));
  for (const [, heading] of markdown.replace(FENCE, '').matchAll(/^#{1,6} +(.*?) *#*$/gm)) {
    const slug = slugOf(heading);
    let anchor = slug;
    for (let number = 1; anchors.has(anchor); number++) {
      anchor = `${slug}-${number}`;
    }
    anchors.add(anchor);
  }
  return anchors;
}

/** The anchor of a heading: its text in lower case without markup and punctuation, with hyphens for spaces. */
function slugOf(heading: string): string {
  const text = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<[^>]*>/g, '').replace(/(?<!\\)\*|\\(?=[_*])/g, '');
  return text.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replace(/ /g, '-');
}

/** The problems with the links of a text to files of this repository. Links to other sites are not checked. */
export function brokenLinks(page: string, markdown: string): string[] {
  const anchors = new Map<string, Set<string>>();
  return linksIn(markdown).flatMap(link => {
    const target = targetOf(page, link);
    if (target === undefined) {
      return [];
    }
    const [path, anchor] = target;
    if (path !== page && (path.startsWith('..') || !existsSync(join(ROOT, path)))) {
      return [`${page}: ${link}: there is no ${path}`];
    }
    if (anchor !== undefined && !anchors.has(path)) {
      anchors.set(path, anchorsIn(path === page ? markdown : read(path)));
    }
    return anchor === undefined || anchors.get(path)!.has(anchor) ? [] : [`${page}: ${link}: ${path} has no heading #${anchor}`];
  });
}

/** The file of this repository that a link leads to, and the anchor in it. */
function targetOf(page: string, link: string): [path: string, anchor?: string] | undefined {
  const [address, anchor] = link.split('#') as [string, string?];
  const own = [`${REPOSITORY}/blob/main/`, `${REPOSITORY}/tree/main/`, `${REPOSITORY}/raw/main/`, `${RAW}/main/`].find(start => address.startsWith(start));
  if (own !== undefined) {
    return [decodeURI(address.slice(own.length)), anchor];
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(link)) {
    return undefined;
  }
  return [address === '' ? page : posix.join(posix.dirname(page), decodeURI(address)).replace(/\/$/, ''), anchor];
}
