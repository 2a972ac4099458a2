import { ApiObject, type Chart } from 'cdk8s';
import { ExposedWorkload, Port, type ExposedWorkloadProps } from 'cdk8s-service-patterns';
import { Cdk8sComponent, type Declare } from 'cdk8s-service-patterns-pulumi';

/** An object whose construct has the same id as the object has as its name. */
export function object(chart: Chart, apiVersion: string, kind: string, name: string, { metadata, ...fields }: Record<string, any> = {}): ApiObject {
  return new ApiObject(chart, `${kind}-${name}`, { apiVersion, kind, metadata: { name, ...metadata }, ...fields });
}

/** A ConfigMap with one entry. */
export function configMap(chart: Chart, name: string, value: unknown = 'a'): ApiObject {
  return object(chart, 'v1', 'ConfigMap', name, { data: { value } });
}

/** The workload `web`. */
export function web(chart: Chart, props: Partial<ExposedWorkloadProps> = {}): ExposedWorkload {
  return new ExposedWorkload(chart, 'web', { image: 'registry.example.com/web:1', ports: [Port.http(8080)], ...props });
}

/** The component `shop` with its objects in the namespace `shop`. */
export function shop<T>(declare: Declare<T>, opts?: ConstructorParameters<typeof Cdk8sComponent>[3]): Cdk8sComponent<T> {
  return new Cdk8sComponent('shop', { namespace: 'shop' }, declare, opts);
}

/** The type of the resources of frequent kinds. */
export const TYPES = {
  configMap: 'kubernetes:core/v1:ConfigMap',
  deployment: 'kubernetes:apps/v1:Deployment',
  secret: 'kubernetes:core/v1:Secret',
  service: 'kubernetes:core/v1:Service',
};
