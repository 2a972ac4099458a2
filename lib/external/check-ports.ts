import type { Ports } from '../port/ports';
import { backendRules } from '../rules/backends';
import { isolationRules } from '../rules/isolation';
import type { Problems } from '../rules/rule';

/** Reports properties that ports outside of the app cannot have. @internal */
export function checkPortsOutside(problems: Problems, ports: Ports): void {
  ports.all.forEach((port, index) => {
    if (!port.exposed) {
      problems.report(backendRules.unexposed, `ports[${index}].exposed`, false, 'Remove exposed, or remove the port.');
    }
    if (port.scraped) {
      problems.report(isolationRules.scrapedOutside, `ports[${index}].scraped`, true, 'Remove scraped.');
    }
  });
}
