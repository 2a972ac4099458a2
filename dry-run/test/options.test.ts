import { KUBERNETES_VERSIONS, ServerDryRun, type ServerDryRunOptions } from 'kubernetes-dry-run';
import { UNSUPPORTED } from './support';

const RANGES = "Use one range such as ['10.96.0.0/12'], or two ranges of different IP families such as ['10.96.0.0/12', 'fd00:10:96::/108'].";

function messageOf(options: unknown): string {
  try {
    new ServerDryRun(options as ServerDryRunOptions);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

test.each(KUBERNETES_VERSIONS)('Kubernetes %s is supported', kubernetesVersion => {
  expect(messageOf({ kubernetesVersion })).toBe('');
});

test.each<[string, object]>([
  ['a level of Pod Security', { podSecurity: 'baseline' }],
  ['a range of one port', { nodePortRange: '80-80' }],
  ['IPv6 Services', { serviceCidrs: ['fd00::/108'] }],
  ['two IP families', { serviceCidrs: ['fd00::/108', '10.0.0.0/16'] }],
  ['a mode of field validation', { fieldValidation: 'Ignore' }],
  ['a mode for unknown kinds', { unknownKinds: 'refuse' }],
  ['paths and objects with definitions', { crds: ['crds/', { kind: 'CustomResourceDefinition' }] }],
  ['a timeout of half a second', { timeout: 0.5 }],
  ['an undefined option', { podSecurity: undefined, references: undefined }],
])('%s is accepted', (_, options) => {
  expect(messageOf({ kubernetesVersion: '1.35', ...options })).toBe('');
});

test.each<[string, unknown, string]>([
  ['no options', undefined, "The options must be an object, not undefined. Use an object such as { kubernetesVersion: '1.35' }."],
  ['no version', {}, `kubernetesVersion undefined: ${UNSUPPORTED}`],
  ['an unsupported version', { kubernetesVersion: '1.30' }, `kubernetesVersion "1.30": ${UNSUPPORTED}`],
  ['a patch version', { kubernetesVersion: '1.35.2' }, `kubernetesVersion "1.35.2": ${UNSUPPORTED}`],
  ['a version as a number', { kubernetesVersion: 1.35 }, `kubernetesVersion 1.35: ${UNSUPPORTED}`],
  ['a level that does not exist', { kubernetesVersion: '1.35', podSecurity: 'Restricted' }, "podSecurity \"Restricted\": the value is not supported. Use one of 'privileged', 'baseline', 'restricted'."],
  ['a mode that does not exist', { kubernetesVersion: '1.35', fieldValidation: 'strict' }, "fieldValidation \"strict\": the value is not supported. Use one of 'Strict', 'Warn', 'Ignore'."],
  ['a range whose first port is higher than its last', { kubernetesVersion: '1.35', nodePortRange: '9-8' }, "nodePortRange \"9-8\": the range must have a first and a last port from 1 to 65535. Use a value such as '30000-32767'."],
  ['a port higher than 65535', { kubernetesVersion: '1.35', nodePortRange: '1-65536' }, "nodePortRange \"1-65536\": the range must have a first and a last port from 1 to 65535. Use a value such as '30000-32767'."],
  ['a timeout that is not a number', { kubernetesVersion: '1.35', timeout: NaN }, 'timeout NaN: the value must be a positive number of seconds. Use a value such as 60.'],
  ['a timeout of no time', { kubernetesVersion: '1.35', timeout: 0 }, 'timeout 0: the value must be a positive number of seconds. Use a value such as 60.'],
  ['an address without a prefix', { kubernetesVersion: '1.35', serviceCidrs: ['10.0.0.0'] }, `serviceCidrs "10.0.0.0": a range must be an address with a prefix length. ${RANGES}`],
  ['a prefix that is too long', { kubernetesVersion: '1.35', serviceCidrs: ['10.0.0.0/33'] }, `serviceCidrs "10.0.0.0/33": a range must be an address with a prefix length. ${RANGES}`],
  ['no range', { kubernetesVersion: '1.35', serviceCidrs: [] }, `serviceCidrs []: the list must have one or two ranges. ${RANGES}`],
  ['two ranges of one IP family', { kubernetesVersion: '1.35', serviceCidrs: ['10.0.0.0/16', '10.1.0.0/16'] }, `serviceCidrs ["10.0.0.0/16","10.1.0.0/16"]: two ranges must have different IP families, but both are IPv4. ${RANGES}`],
  ['a value of references that is not a boolean', { kubernetesVersion: '1.35', references: 'no' }, 'references "no": the value must be true or false. Use one of them.'],
  ['a mode for unknown kinds that does not exist', { kubernetesVersion: '1.35', unknownKinds: 'skip' }, "unknownKinds \"skip\": the value is not supported. Use one of 'refuse', 'warn', 'ignore'."],
  ['definitions that are not a list', { kubernetesVersion: '1.35', crds: 'crds/' }, "crds \"crds/\": the value must be a list. Use a list of paths and objects, such as ['crds/']."],
  ['a definition that is a number', { kubernetesVersion: '1.35', crds: ['crds/', 5] }, "crds 5: an item must be a path or a CustomResourceDefinition. Use a list of paths and objects, such as ['crds/']."],
  ['a definition that JSON cannot represent', { kubernetesVersion: '1.35', crds: [5n] }, "crds a bigint: an item must be a path or a CustomResourceDefinition. Use a list of paths and objects, such as ['crds/']."],
  ['a range of an object', { kubernetesVersion: '1.35', nodePortRange: Object.create(null) }, "nodePortRange {}: the range must have a first and a last port from 1 to 65535. Use a value such as '30000-32767'."],
  ['a value with control characters', { kubernetesVersion: '1.35', podSecurity: 'a\x9b##[error]' }, "podSecurity \"a\\u009b#\\u0023[error]\": the value is not supported. Use one of 'privileged', 'baseline', 'restricted'."],
  // eslint-disable-next-line no-sparse-arrays
  ['a list with a hole', { kubernetesVersion: '1.35', serviceCidrs: [,] }, `serviceCidrs undefined: a range must be an address with a prefix length. ${RANGES}`],
  ['a name with control characters', { 'kubernetesVersion': '1.35', 'a\n::error::\x1b[31m': 1 },
    'a\\n::error::\\u001b[31m: this option does not exist. The options are kubernetesVersion, podSecurity, nodePortRange, serviceCidrs, fieldValidation, references, unknownKinds, crds, timeout.'],
  ['an option that does not exist', { kubernetesVersion: '1.35', podSecurty: 'restricted' },
    'podSecurty: this option does not exist. The options are kubernetesVersion, podSecurity, nodePortRange, serviceCidrs, fieldValidation, references, unknownKinds, crds, timeout.'],
])('%s is refused, and the error says how to fix it', (_, options, message) => {
  expect(messageOf(options)).toBe(message);
});

test('one error reports all invalid options', () => {
  expect(messageOf({ kubernetesVersion: '1.2', podSecurity: 'none' }).split('\n')).toHaveLength(2);
});
