import { KUBERNETES_VERSIONS, ServerDryRun, type ServerDryRunOptions } from 'kubernetes-dry-run';

const VERSIONS = "write one of '1.33', '1.34', '1.35', '1.36', '1.37'";
const RANGES = "write one range such as ['10.96.0.0/12'], or two of different IP families such as ['10.96.0.0/12', 'fd00:10:96::/108']";

function messageOf(options: unknown): string {
  try {
    new ServerDryRun(options as ServerDryRunOptions);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

test.each(KUBERNETES_VERSIONS)('Kubernetes %s is served', kubernetesVersion => {
  expect(messageOf({ kubernetesVersion })).toBe('');
});

test.each<[string, object]>([
  ['each level of Pod Security', { podSecurity: 'baseline' }],
  ['a range of one port', { nodePortRange: '80-80' }],
  ['IPv6 Services', { serviceCidrs: ['fd00::/108'] }],
  ['two IP families', { serviceCidrs: ['fd00::/108', '10.0.0.0/16'] }],
  ['a mode of field validation', { fieldValidation: 'Ignore' }],
  ['options that are undefined', { podSecurity: undefined, references: undefined }],
])('%s can be asked for', (_, options) => {
  expect(messageOf({ kubernetesVersion: '1.35', ...options })).toBe('');
});

test.each<[string, unknown, string]>([
  ['no options', undefined, "The options are an object such as { kubernetesVersion: '1.35' }, not undefined"],
  ['no version', {}, `kubernetesVersion undefined: ${VERSIONS}`],
  ['a version that is not in the package', { kubernetesVersion: '1.30' }, `kubernetesVersion "1.30": ${VERSIONS}`],
  ['a patch version', { kubernetesVersion: '1.35.2' }, `kubernetesVersion "1.35.2": ${VERSIONS}`],
  ['a version as a number', { kubernetesVersion: 1.35 }, `kubernetesVersion 1.35: ${VERSIONS}`],
  ['a level that does not exist', { kubernetesVersion: '1.35', podSecurity: 'Restricted' }, "podSecurity \"Restricted\": write one of 'privileged', 'baseline', 'restricted'"],
  ['a mode that does not exist', { kubernetesVersion: '1.35', fieldValidation: 'strict' }, "fieldValidation \"strict\": write one of 'Strict', 'Warn', 'Ignore'"],
  ['a range upside down', { kubernetesVersion: '1.35', nodePortRange: '9-8' }, "nodePortRange \"9-8\": write the first and the last port, from 1 to 65535, such as '30000-32767'"],
  ['ports beyond the last', { kubernetesVersion: '1.35', nodePortRange: '1-65536' }, "nodePortRange \"1-65536\": write the first and the last port, from 1 to 65535, such as '30000-32767'"],
  ['an address without a prefix', { kubernetesVersion: '1.35', serviceCidrs: ['10.0.0.0'] }, `serviceCidrs "10.0.0.0": not an address with the length of its prefix; ${RANGES}`],
  ['a prefix that is too long', { kubernetesVersion: '1.35', serviceCidrs: ['10.0.0.0/33'] }, `serviceCidrs "10.0.0.0/33": not an address with the length of its prefix; ${RANGES}`],
  ['no range', { kubernetesVersion: '1.35', serviceCidrs: [] }, `serviceCidrs []: ${RANGES}`],
  ['one family twice', { kubernetesVersion: '1.35', serviceCidrs: ['10.0.0.0/16', '10.1.0.0/16'] }, `serviceCidrs ["10.0.0.0/16","10.1.0.0/16"]: both are IPv4; ${RANGES}`],
  ['references that are no boolean', { kubernetesVersion: '1.35', references: 'no' }, 'references "no": write true or false'],
  ['an option that does not exist', { kubernetesVersion: '1.35', podSecurty: 'restricted' },
    'podSecurty: there is no such option, only kubernetesVersion, podSecurity, nodePortRange, serviceCidrs, fieldValidation, references'],
])('%s is refused with what to write instead', (_, options, message) => {
  expect(messageOf(options)).toBe(message);
});

test('all that is wrong is said at once', () => {
  expect(messageOf({ kubernetesVersion: '1.2', podSecurity: 'none' }).split('\n')).toHaveLength(2);
});
