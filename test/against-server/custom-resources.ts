import { SCALED_OBJECT } from './keda';
import { MONITORS } from './prometheus-operator';

/** The definitions of the custom resources that the library generates and of which the server has no schema of its own. */
export const CUSTOM_RESOURCES = [...MONITORS, SCALED_OBJECT];
