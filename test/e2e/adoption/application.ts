import { Duration, type Chart } from 'cdk8s';
import { Controller, PodCount, Rollout, SecurityProfile, type SecurityOptions, type SecuritySettings, type WorkloadOptions } from '../../../lib';

/** Options of pods that differ between two declarations of the same application. */
export type PodOptions = Partial<WorkloadOptions>;

/** Requests that an application answers all the time. */
export interface Target {
  /** Where the requests come from: a pod of another namespace, a machine outside the cluster, or a pod with the labels of a caller. */
  readonly from: 'pod' | 'outside' | 'caller';
  readonly kind: 'new' | 'keepalive' | 'grpc';
  /** The URL. Through an Ingress, it contains the host, and not the address of the controller. */
  readonly url: string;
  readonly throughIngress?: boolean;
}

/** An application that runs, as engineers have written it in YAML, and its declaration with this library. */
export interface Application {
  /** The name of the YAML file, and the end of the name of the namespace. */
  readonly name: string;
  /** The workloads whose pods are replaced with the defaults of the library, as kind and name. */
  readonly workloads: readonly string[];
  readonly targets: readonly Target[];
  /** Labels of pods that network policies of the application admit. The pods of the application with these labels are replaced in a release. */
  readonly callers?: Readonly<Record<string, string>>;
  /** Options with which the pods stay as they are, where the library has other defaults than Kubernetes. */
  readonly asItRuns: PodOptions;
  /** Declares all objects of the YAML file. */
  declare(chart: Chart, pods: PodOptions): void;
}

/** Options with which pods stay as they are that have no security settings, wait five seconds when they end, and have the default grace period. */
export const AS_IT_RUNS: PodOptions = {
  workloadLabel: false,
  security: asTheImage(),
  automountFromServiceAccount: true,
  enableServiceLinks: true,
  terminationGracePeriod: Duration.seconds(30),
};

/** Security settings of pods that are not hardened. */
export function asTheImage(settings?: SecuritySettings): SecurityOptions {
  return { profile: SecurityProfile.ofImageAndCluster('the pods that run have these settings', settings) };
}

/** A Deployment with the rolling update of Kubernetes. */
export function kubernetesDeployment(): Controller {
  const quarter = PodCount.percent(25);
  return Controller.deployment({ rollout: Rollout.rollingUpdate({ maxSurge: quarter, maxUnavailable: quarter }) });
}

/** The namespace of an application. */
export function namespaceOf({ name }: Application): string {
  return `adopted-${name}`;
}
