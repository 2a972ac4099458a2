import type { Json } from '../../manifest/manifest';
import { containerRules } from '../../rules/containers';
import type { Problems } from '../../rules/rule';
import type { DeclaredContainer } from '../pod/declared-containers';

/** Reports names in the order of the variables of a container that are not names of its variables in the finished document. @internal */
export function checkEnvOrder(problems: Problems, document: Json, declared: readonly DeclaredContainer[]): void {
  for (const { prefix, name, options: { envOrder } } of declared.filter(({ options }) => options.envOrder !== undefined)) {
    const { containers = [], initContainers = [] } = document.spec?.template?.spec ?? {};
    const rendered: Json | undefined = [...containers, ...initContainers].find((container: Json) => container.name === name);
    const known: unknown[] = (rendered?.env ?? []).map((variable: Json) => variable.name);
    envOrder!.forEach((variable, index) => {
      const fix = envOrder!.indexOf(variable) < index ? 'Remove the duplicate.' : 'Remove it, or set the variable in env or envValueFrom.';
      if (!known.includes(variable) || envOrder!.indexOf(variable) < index) {
        problems.report(containerRules.envOrder, `${prefix}envOrder[${index}]`, variable, fix);
      }
    });
  }
}
