import type { Controller } from './controller';
import { Exposure } from '../exposure/exposure';
import type { AdditionalService } from '../service/offered-service';
import { serviceSpec } from '../service/service-spec';

/**
 * The exposure of the headless Service of a workload: of its only Service, or of the additional Service of a StatefulSet.
 *
 * @internal
 */
export function headlessExposure({ _type, _options }: Exposure, controller: Controller): Exposure {
  const { ipFamilies, ipFamilyPolicy, publishNotReadyAddresses } = _options;
  const published = _type === 'Headless' ? publishNotReadyAddresses : undefined;
  return Exposure.headless({ ipFamilies, ipFamilyPolicy, publishNotReadyAddresses: published ?? controller._statefulSet.publishNotReadyAddresses });
}

/**
 * The additional headless Service that gives each pod of a StatefulSet a DNS name. A StatefulSet whose Service is headless needs none.
 *
 * @param name name of the main Service
 * @internal
 */
export function additionalGoverningService(name: string, exposure: Exposure, controller: Controller): AdditionalService[] {
  return controller._kind !== 'StatefulSet' || exposure._type === 'Headless' ? [] : [{
    id: 'GoverningService',
    name: `${name}-headless`,
    field: 'name of the headless Service',
    spec: () => serviceSpec(headlessExposure(exposure, controller)),
  }];
}
