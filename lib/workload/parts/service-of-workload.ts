import { Exposure } from '../../exposure/exposure';
import type { AdditionalService, OfferedServiceProps } from '../../service/offered-service';
import { serviceSpec } from '../../service/service-spec';
import type { Controller } from '../controller';
import { RESERVED_LABELS } from '../pod/identity';

/** The parts of a workload that determine its Service. */
export interface ServiceParts {
  readonly name: string;
  readonly exposure: Exposure;
  readonly controller: Controller;
}

/** The parts of the Service of a workload that differ from those of other Services. @internal */
export function serviceOfWorkload({ name, exposure, controller }: ServiceParts): Partial<OfferedServiceProps> {
  const headless = () => serviceSpec(headlessExposure(exposure, controller));
  const governing: AdditionalService = { id: 'GoverningService', name: `${name}-headless`, field: 'name of the headless Service', spec: headless };
  return {
    reservedLabels: RESERVED_LABELS,
    namedTargets: true,
    spec: exposure._type === 'Headless' ? headless : undefined,
    additional: controller._kind === 'StatefulSet' && exposure._type !== 'Headless' ? [governing] : [],
  };
}

/** The exposure of the headless Service of a workload: of its only Service, or of the additional Service of a StatefulSet. */
function headlessExposure({ _type, _options }: Exposure, controller: Controller): Exposure {
  const { ipFamilies, ipFamilyPolicy, publishNotReadyAddresses } = _options;
  const published = _type === 'Headless' ? publishNotReadyAddresses : undefined;
  return Exposure.headless({ ipFamilies, ipFamilyPolicy, publishNotReadyAddresses: published ?? controller._statefulSet.publishNotReadyAddresses });
}
