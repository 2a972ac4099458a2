import type { ApiObject } from 'kubernetes-dry-run';

/** The definition of a custom resource. */
export const definition: ApiObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' },
    scope: 'Namespaced',
    versions: [{
      name: 'v1',
      served: true,
      storage: true,
      schema: {
        openAPIV3Schema: {
          type: 'object',
          properties: {
            spec: {
              'type': 'object',
              'properties': {
                size: { type: 'integer', default: 3 },
                any: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true },
                ports: { 'type': 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['port'], 'items': { type: 'object', required: ['port'], properties: { port: { type: 'integer' } } } },
                tags: { 'type': 'array', 'x-kubernetes-list-type': 'set', 'items': { type: 'string' } },
              },
              'x-kubernetes-validations': [
                { rule: 'self.size < 10', message: 'too big' },
                { rule: 'self.size >= oldSelf.size', message: 'widgets never shrink' },
              ],
            },
            status: { type: 'object', default: { phase: 'New' }, properties: { phase: { type: 'string' } } },
          },
        },
      },
      subresources: { status: {} },
    }],
  },
};

/** An object of its kind. */
export const widget = (spec: object): ApiObject => ({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec });
