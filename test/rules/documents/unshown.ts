/** Rules that no document can show, and why. */
export const UNSHOWN: Readonly<Record<string, string>> = {
  'node-port-name': 'A document has a node port beside its port, not by the name of one.',
  'url-scheme': 'Only the URLs that an address gives have a scheme.',
  'insist-reason': 'The reason stays in the code.',
  'exemption-reason': 'The reason stays in the code.',
  'exemption-capabilities': 'Exemptions are words of this library; a list of no capabilities is left out.',
  'external-port-exposed': 'That a port is not exposed is said nowhere but in the code: it is left out.',
  'address-namespace': 'Names are asked of a declaration in the code.',
  'address-port': 'Ports are asked of a declaration in the code.',
  'address-srv': 'Names are asked of a declaration in the code.',
  'node-port-range-syntax': 'A fact of the cluster, given to the profile.',
  'cluster-domain': 'A fact of the cluster, given to the profile.',
  'cluster-name': 'A fact of the cluster, given to the profile.',
  'kubernetes-version': 'A fact of the cluster, given to the profile.',
  'cluster-profile-set': 'Profiles are set on constructs.',
  'cluster-profile-read': 'Profiles are set on constructs.',
  'yaml-text': 'It is about how a text is written, before there is a document.',
};

/** Hazards that no document can show, of rules of which the rest is shown, and why. */
export const UNSHOWN_HAZARDS: Readonly<Record<string, string>> = {
  'port-name-duplicate': 'The name of a port that is not exposed stands in no Service; the container port is called by kind and number.',
  'app-protocol': 'Of a port that is not exposed there is no Service port, and a container port has no such field.',
};
