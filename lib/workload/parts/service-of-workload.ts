import { Exposure } from '../../exposure/exposure';
import type { Metrics } from '../../metrics/metrics';
import type { AdditionalService, OfferedServiceProps } from '../../service/offered-service';
import { serviceSpec } from '../../service/service-spec';
import type { Controller } from '../controller';
import { RESERVED_LABELS, SERVICE_LABEL } from '../pod/identity';

/** The parts of a workload that determine its Service. */
export interface ServiceParts {
  readonly name: string;
  readonly exposure: Exposure;
  readonly controller: Controller;
  readonly metrics?: Metrics;
}

/** The parts of the Service of a workload that differ from those of other Services. @internal */
export function serviceOfWorkload(parts: ServiceParts): Partial<OfferedServiceProps> {
  const { name, exposure, controller, metrics } = parts;
  const headless = () => serviceSpec(headlessExposure(exposure, controller));
  const generated = governingName(parts) !== undefined && controller._statefulSet.serviceName === undefined && exposure._type !== 'Headless';
  const governing: AdditionalService = { id: 'GoverningService', name: generatedName(name), field: 'name of the headless Service', spec: headless };
  return {
    reservedLabels: RESERVED_LABELS,
    ownLabels: metrics?._kind === 'ServiceMonitor' ? { [SERVICE_LABEL]: name } : undefined,
    spec: exposure._type === 'Headless' ? headless : undefined,
    additional: generated ? [governing] : [],
  };
}

/**
 * Name of the headless Service that gives each pod of a StatefulSet a DNS name. Undefined if there is none: for other controllers, and if the governing
 * Service is the workload's own Service, which is not headless.
 *
 * @internal
 */
export function governingName({ name, exposure, controller }: ServiceParts): string | undefined {
  const isHeadless = exposure._type === 'Headless';
  const { serviceName = isHeadless ? name : generatedName(name) } = controller._statefulSet;
  return controller._kind !== 'StatefulSet' || (serviceName === name && !isHeadless) ? undefined : serviceName;
}

function generatedName(name: string): string {
  return `${name}-headless`;
}

/** The exposure of the headless Service of a workload: of its only Service, or of the additional Service of a StatefulSet. */
function headlessExposure({ _type, _options }: Exposure, controller: Controller): Exposure {
  const { ipFamilies, ipFamilyPolicy, publishNotReadyAddresses } = _options;
  const published = _type === 'Headless' ? publishNotReadyAddresses : undefined;
  return Exposure.headless({ ipFamilies, ipFamilyPolicy, publishNotReadyAddresses: published ?? controller._statefulSet.publishNotReadyAddresses });
}
