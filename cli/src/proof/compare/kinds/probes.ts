import type { Document } from '../../../document';
import { assumed, by, positive, type Type } from '../tree/schema';

/**
 * What a probe or a hook does. Defaults: SetDefaults_HTTPGetAction and defaultHTTPGetProtocol in pkg/apis/core/v1/defaults.go of Kubernetes 1.37.
 */
const ACTION = {
  httpGet: {
    type: {
      isWhole: true,
      fields: {
        path: assumed('/', { convert: (path: Document) => path === '' ? undefined : path }),
        scheme: assumed('HTTP'),
        protocol: assumed('HTTP1'),
        httpHeaders: { list: by('name') },
      },
    },
  },
};

/** A hook of a container. */
const HOOK: Type = { isWhole: true, fields: ACTION };

/** The hooks of a container. */
export const LIFECYCLE: Type = { fields: { postStart: { type: HOOK }, preStop: { type: HOOK } } };

/** A probe. Defaults: SetDefaults_Probe in pkg/apis/core/v1/defaults.go of Kubernetes 1.37. */
export const PROBE: Type = {
  isWhole: true,
  fields: {
    ...ACTION,
    initialDelaySeconds: positive(0),
    timeoutSeconds: positive(1),
    periodSeconds: positive(10),
    successThreshold: positive(1),
    failureThreshold: positive(3),
  },
};
