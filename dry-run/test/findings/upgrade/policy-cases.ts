import { listening, pod } from './live-objects';
import { clusterObject, deployment, object, type Part, type RuleCases } from '../objects';

const labels = (app: string, more: Part = {}): Part => ({ podSelector: { matchLabels: { app, ...more } } });
const from = (...peers: Part[]): Part => ({ ingress: [{ from: peers }] });
const policy = (spec: Part, name = 'db') => object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec: { ...labels('db'), ...spec } });
const marked = (name: string) => deployment(name, {}, { template: { metadata: { labels: { app: name, new: 'yes' } }, spec: {} } });
const NEW = { new: 'yes' };
const running = [pod('db'), pod('web')];

export const policyCases: readonly RuleCases[] = [
  {
    rule: 'running-pods-unprotected',
    field: 'spec.podSelector',
    message: 'The podSelector changes from app=db to app=db,new=yes, so the policy no longer applies to running pods of Deployment "db", and no other policy isolates them',
    found: { live: [policy({}), ...running], documents: [policy(labels('db', NEW)), marked('db')] },
    nearMisses: {
      'the running pods have the label': { live: [policy({}), pod('db', listening(), NEW)], documents: [policy(labels('db', NEW))] },
      'another policy isolates them': { live: [policy({}), ...running], documents: [policy(labels('db', NEW)), policy({ podSelector: {} }, 'all')] },
      'only its rules change': { live: [policy({}), ...running], documents: [policy(from({ podSelector: {} }))] },
      'no pods are known': { live: [policy({})], documents: [policy(labels('db', NEW))] },
    },
  },
  { rule: 'running-pods-unprotected', message: 'from all pods to', found: { live: [policy({ podSelector: {}, policyTypes: ['Egress'] }), ...running], documents: [policy({ ...labels('web'), policyTypes: ['Egress'] })] }, nearMisses: {} },
  {
    rule: 'running-callers-blocked',
    field: 'spec.ingress',
    message: 'The policy allows the new pods of Deployment "web" by labels that the running pods lack, so running pods of Deployment "web" can no longer connect to Deployment "db" until a rollout replaces them.',
    found: { live: [policy(from(labels('web'))), ...running], documents: [policy(from(labels('web', NEW))), marked('web')] },
    nearMisses: {
      'the present labels are allowed too': { live: [policy(from(labels('web'))), ...running], documents: [policy(from(labels('web'), labels('web', NEW))), marked('web')] },
      'another policy allows them': { live: [policy(from(labels('web'))), ...running], documents: [policy(from(labels('web', NEW))), policy({ ingress: [{}] }, 'all'), marked('web')] },
      'the running pods have the label': { live: [policy(from(labels('web'))), pod('db'), pod('web', listening(), NEW)], documents: [policy(from(labels('web', NEW))), marked('web')] },
      'the policy does not change': { live: [policy(from(labels('web', NEW))), ...running], documents: [policy(from(labels('web', NEW))), marked('web')] },
      'they were blocked before': { live: [policy({}), ...running], documents: [policy(from(labels('web', NEW))), marked('web')] },
      'a range of addresses, which may include them': { live: [policy(from(labels('web'))), ...running], documents: [policy(from({ ipBlock: { cidr: '10.0.0.0/8' } }, labels('web', NEW))), marked('web')] },
      'a policy for other pods': { live: running, documents: [policy({ ...labels('cache'), ...from(labels('web', NEW)) }), marked('web')] },
    },
  },
  {
    rule: 'running-callers-blocked',
    message: 'The policy allows the new pods of Deployment "web"',
    found: { live: running, documents: [policy(from(labels('web', NEW))), marked('web')] },
    nearMisses: { 'a new policy that does not name the new pods': { live: running, documents: [policy(from(labels('other'))), marked('web')] } },
  },
  {
    rule: 'running-callers-blocked',
    field: 'spec.egress',
    message: 'so running pods of Deployment "db" can no longer connect to Deployment "web"',
    found: { live: running, documents: [policy({ policyTypes: ['Egress'], egress: [{ to: [labels('web', NEW)] }] }), marked('web')] },
    nearMisses: { 'a policy for ingress only': { live: running, documents: [policy({ policyTypes: ['Ingress'], egress: [{ to: [labels('web', NEW)] }], ingress: [{}] }), marked('web')] } },
  },
  {
    rule: 'running-callers-removed',
    field: 'spec.ingress',
    message: 'The live policy allows this traffic and the manifest does not, so running pods of Deployment "web" can no longer connect to Deployment "db".',
    found: { live: [policy(from(labels('web'), labels('other'))), ...running], documents: [policy(from(labels('other')))] },
    nearMisses: {
      'a new policy, of which nobody knows who needs the traffic': { live: running, documents: [policy(from(labels('other')))] },
      'a selector of namespaces includes them': {
        live: [policy(from(labels('web'))), clusterObject('v1', 'Namespace', 'shop', {}, { labels: { team: 'a' } }), ...running],
        documents: [policy(from({ namespaceSelector: { matchLabels: { 'team': 'a', 'kubernetes.io/metadata.name': 'shop' } } }))],
      },
    },
  },
];
