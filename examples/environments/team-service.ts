import { ExposedWorkload, HealthCheck, Port, type ExposedWorkloadProps } from 'cdk8s-service-patterns';
import { Construct } from 'constructs';

/** All services of the team have the same port and the same path of their health check. A service can override both. */
export class TeamService extends ExposedWorkload {
  constructor(scope: Construct, id: string, props: Omit<ExposedWorkloadProps, 'ports'> & Partial<ExposedWorkloadProps>) {
    super(scope, id, { ports: [Port.http(8080, { servicePort: 80 })], readiness: HealthCheck.http('/healthz'), ...props });
  }
}
