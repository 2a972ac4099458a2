import type { Fields } from './fields';
import { readMetadata, type Metadata } from './metadata';
import type { Document } from '../document';

/** A port of pods. */
export interface PolicyPort {
  /** The number, or the name that the port has in the containers. */
  readonly port: number | string;
  readonly protocol: string;
}

/** Traffic that a rule allows: from or to one peer, with one port. */
export interface AllowedTraffic {
  /** The peer as in the policy; undefined for all peers. */
  readonly peer?: Document;
  readonly port: PolicyPort;
}

/** A NetworkPolicy for both directions. */
export interface ReadPolicy {
  readonly name: string;
  readonly metadata?: Metadata;
  readonly ingress: readonly AllowedTraffic[];
  readonly egress: readonly AllowedTraffic[];
}

/** Reads a NetworkPolicy, apart from the pods that it selects. */
export function readPolicy(object: Fields): ReadPolicy {
  ['apiVersion', 'kind', 'status'].forEach(name => object.read(name));
  const { name, metadata } = object.readObject('metadata', fields => ({ name: fields.read<string>('name')!, metadata: readMetadata(fields) }))!;
  return object.readObject('spec', spec => {
    spec.read('podSelector');
    const types = spec.readTexts('policyTypes') ?? [];
    if (!['Ingress', 'Egress'].every(type => types.includes(type))) {
      spec.report('policyTypes', 'isolate limits both Ingress and Egress');
    }
    return { name, metadata, ingress: readRules(spec, 'ingress', 'from'), egress: readRules(spec, 'egress', 'to') };
  })!;
}

function readRules(spec: Fields, field: string, side: string): AllowedTraffic[] {
  const rules = spec.readList(field, rule => {
    const peers = (rule.readValues(side) ?? []) as (Document | undefined)[];
    const ports = rule.readList('ports', port => ({ port: port.read<number | string>('port')!, protocol: port.read<string>('protocol') ?? 'TCP' })) ?? [];
    if (ports.length === 0 || ports.some(({ port }) => port === undefined)) {
      rule.report('ports', 'a connection has ports, and the rule allows all');
    }
    return (peers.length > 0 ? peers : [undefined]).flatMap(peer => ports.map(port => ({ peer, port })));
  });
  return rules?.flat() ?? [];
}
