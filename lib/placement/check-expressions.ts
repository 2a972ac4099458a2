import type { NodeExpression, PodExpression } from './expressions';
import { isLabelValue, isQualifiedName } from '../rules/metadata';
import { isDnsSubdomain } from '../rules/names';
import { placementRules } from '../rules/placement';
import type { Problems } from '../rules/rule';
import { checkText } from '../rules/text';

/** Reports problems with conditions for nodes. @internal */
export function checkNodeExpressions(problems: Problems, field: string, expressions: readonly NodeExpression[] = []): void {
  expressions.forEach((expression, index) => {
    if (expression._isField) {
      const [name] = expression._values ?? [];
      if (typeof name === 'string' && !isDnsSubdomain(name)) {
        problems.report(placementRules.expression, `${field}[${index}].name`, name, "Use the name of a node, such as 'node-1'.");
      }
    } else {
      checkExpression(problems, `${field}[${index}]`, expression);
    }
  });
}

/** Reports problems with conditions for the labels of pods or namespaces. @internal */
export function checkPodExpressions(problems: Problems, field: string, expressions: readonly PodExpression[] = []): void {
  expressions.forEach((expression, index) => checkExpression(problems, `${field}[${index}]`, expression));
}

function checkExpression(problems: Problems, field: string, { _key, _operator, _values }: NodeExpression | PodExpression): void {
  if (typeof _key === 'string' && !isQualifiedName(_key)) {
    problems.report(placementRules.expression, `${field}.key`, _key, "Use a key such as 'kubernetes.io/arch'.");
  }
  if (_values?.length === 0) {
    problems.report(placementRules.expression, `${field}.values`, [], 'Add a value, or use labelExists or labelDoesNotExist.');
  }
  const isNumber = _operator === 'Gt' || _operator === 'Lt';
  _values?.forEach((value, index) => {
    const path = isNumber ? `${field}.value` : `${field}.values[${index}]`;
    checkText(problems, path, value);
    if (isNumber ? !/^\d+$/.test(value) : typeof value === 'string' && !isLabelValue(value)) {
      problems.report(placementRules.expression, path, value, isNumber ? 'Use an integer of at least 0.' : "Use the value of a label, such as 'ssd'.");
    }
  });
}
