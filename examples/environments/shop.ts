import { Chart } from 'cdk8s';
import { ExposedWorkload, Exposure, Worker, WorkloadDefaults, type ResourceRequirements } from 'cdk8s-service-patterns';
import { Construct } from 'constructs';
import { TeamService } from './team-service';

/** The sizes of the containers. */
const SIZES: Record<'small' | 'large', ResourceRequirements> = {
  small: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
  large: { requests: { cpu: '500m', memory: '512Mi' }, limits: { memory: '1Gi' } },
};

/** What differs between the environments. */
export interface Environment {
  readonly tag: string;
  readonly size: keyof typeof SIZES;
  readonly replicas?: number;
  /** How the shop is exposed. All other services are internal in each environment. */
  readonly exposure: Exposure;
  readonly logLevel: string;
}

/** The shop in one environment, which has its own namespace. */
export class Shop extends Chart {
  public readonly web: ExposedWorkload;

  constructor(scope: Construct, environment: string, { tag, size, replicas, exposure, logLevel }: Environment) {
    super(scope, environment, { namespace: `shop-${environment}`, labels: { 'app.kubernetes.io/part-of': 'shop' } });
    WorkloadDefaults.set(this, { replicas, resources: SIZES[size], labels: { environment }, env: { LOG_LEVEL: logLevel } });

    const catalog = new TeamService(this, 'catalog', { image: `registry.example.com/catalog:${tag}` });
    this.web = new TeamService(this, 'web', { image: `registry.example.com/web:${tag}`, exposure });
    this.web.connectTo(catalog, { envPrefix: 'CATALOG' });

    // Only one scheduler can run, so the number of the environment does not apply. It needs more memory than the others.
    const scheduler = new Worker(this, 'scheduler', {
      image: `registry.example.com/scheduler:${tag}`,
      ignoredDefaults: ['replicas'],
      resources: { limits: { memory: '2Gi' } },
    });
    scheduler.connectTo(catalog, { envPrefix: 'CATALOG' });
  }
}
