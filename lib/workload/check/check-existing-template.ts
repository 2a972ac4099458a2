import type { Problems } from '../../rules/rule';
import { checkText } from '../../rules/text';
import { workloadRules } from '../../rules/workloads';
import type { ExistingTemplate } from '../existing-template';

/** Reports problems with values of an existing pod template that have no effect. @internal */
export function checkExistingTemplate(problems: Problems, { name, specifiesServiceLinks }: ExistingTemplate, enableServiceLinks = false): void {
  if (name === '') {
    problems.report(workloadRules.existingTemplate, 'existingTemplate.name', name, 'Remove it.');
  }
  checkText(problems, 'existingTemplate.name', name);
  if (specifiesServiceLinks && !enableServiceLinks) {
    const fix = 'Also set enableServiceLinks: true, or remove specifiesServiceLinks.';
    problems.report(workloadRules.existingTemplate, 'existingTemplate.specifiesServiceLinks', true, fix);
  }
}
