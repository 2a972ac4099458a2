import * as pulumi from '@pulumi/pulumi';
import type { Declaration } from './declaration';
import { Problems } from './problems';
import { render, type RenderedObject } from './rendering';
import { ComputedValues } from '../inputs/computed-values';
import { compareKnown, type SettledValues } from '../inputs/known-values';
import { templateOf, type Report, type Template } from '../inputs/template';
import { optionsOf } from '../object-options';

/** The objects of a component, with the places at which Outputs are used. The key is the path of the construct. */
export type Templates = ReadonlyMap<string, Template>;

type Objects = ReadonlyMap<string, RenderedObject>;

const FIX = 'Values of Outputs can decide only what is in a text or a number. Use a plain value, such as one from the configuration of the stack, to decide which objects, '
  + 'fields and entries there are. If a value decides what a single text or number is, use inputs.withExamples(output, …) with a value for each case.';

const FIX_FOR_OTHERS = 'The callback of another component has changed these objects. Read the parts of this component in that callback, such as shop.parts.web, '
  + 'and not outside, so that it changes the objects in each run.';

/** Compares the objects with the first placeholders and with the second ones. Throws if more than single values differ. */
export function templatesOf(declaration: Declaration<any>, first: Objects, second: Objects, fix = FIX): Templates {
  const problems = new Problems();
  compareObjects(problems, first, second);
  // Examples of other components are too common to be recognized.
  const own = new Set(declaration.placeholders);
  const placeholders = declaration.program.placeholders.filter(placeholder => own.has(placeholder) || !['boolean', 'withExamples'].includes(placeholder.method));
  const templates = [...first].map(([path, object]) => {
    const other = second.get(path)?.document ?? object.document;
    return [path, templateOf(object.document, other, placeholders, reportOf(problems, path, object))] as const;
  });
  problems.throwIfAny(fix);
  return new Map(templates);
}

/** Compares the objects with placeholders and those with the values that are known. Throws if more differs than the places at which Outputs are used. */
export function computedValues(declaration: Declaration<any>, templates: Templates, settled: SettledValues): ReadonlyMap<string, ComputedValues> {
  const problems = new Problems();
  const [first, known] = (['first', 'known'] as const).map(run => declaration.in(run).objects);
  compareObjects(problems, first, known);
  const computed = [...templates].filter(([path]) => known.has(path)).map(([path, template]) => {
    const values = new ComputedValues();
    compareKnown(template, known.get(path)!.document, settled, values, reportOf(problems, path, known.get(path)!));
    return [path, values] as const;
  });
  problems.throwIfAny(FIX);
  return new Map(computed);
}

function reportOf(problems: Problems, path: string, { document }: RenderedObject): Report {
  return (field, message) => problems.report(path, document, field, message);
}

function compareObjects(problems: Problems, a: Objects, b: Objects): void {
  const onlyIn = (objects: Objects, others: Objects) => [...objects].filter(([path]) => !others.has(path));
  [...onlyIn(a, b), ...onlyIn(b, a)].forEach(([path, { document }]) => {
    problems.report(path, document, '', 'whether the object exists depends on the value of an Output');
  });
  a.forEach((object, path) => b.has(path) && compareOptions(problems, path, object, b.get(path)!));
}

/** Pulumi needs the options when it registers a resource, so they must be the same in each run. */
function compareOptions(problems: Problems, path: string, { construct, document }: RenderedObject, other: RenderedObject): void {
  const [options, others] = [construct, other.construct].map(optionsOf) as [Record<string, unknown>, Record<string, unknown>];
  const all = new Set([...Object.keys(options), ...Object.keys(others)]);
  [...all].filter(option => asText(options[option]) !== asText(others[option])).forEach(option => {
    problems.report(path, document, `objectOptions.${option}`, 'it depends on the value of an Output, and must be known');
  });
}

function asText(value: unknown): string {
  return JSON.stringify(value, (_, inner) => pulumi.Resource.isInstance(inner) ? '(resource)' : typeof inner === 'function' ? '(function)' : inner);
}

/** The objects of a component as they are now, with the changes by callbacks of other components. */
export function currentTemplates(declaration: Declaration<any>): { readonly objects: Objects; readonly templates: Templates } {
  const objects = render(declaration.in('first').chart);
  // A component without Outputs has no second run, unless the callback of another component has used its parts.
  const second = declaration.hasRun('second') ? render(declaration.in('second').chart) : objects;
  return { objects, templates: templatesOf(declaration, objects, second, FIX_FOR_OTHERS) };
}

/** Throws if the callback of another component has changed objects of a component that are already registered. */
export function checkUnchanged(declaration: Declaration<any>): void {
  const { registered, name } = declaration;
  const problems = new Problems();
  const current = registered ? render(declaration.in('first').chart) : new Map<string, RenderedObject>();
  current.forEach(({ document }, path) => {
    if (JSON.stringify(document) !== JSON.stringify(registered?.get(path)?.document)) {
      problems.report(path, document, '', `the callback changes it, and the component '${name}' is already registered`);
    }
  });
  problems.throwIfAny('Create both components before the first `await` of the program, or declare the constructs in one component.');
}
