import { Duration } from 'cdk8s';
import { LoadBalancerProvider, type CustomLoadBalancerProviderProps } from '../../lib';

/** A provider with annotations for every setting. */
export const EVERY_SETTING: CustomLoadBalancerProviderProps = {
  name: 'Example Cloud',
  enforcesSourceRanges: true,
  healthCheckInterval: Duration.seconds(20),
  unhealthyThreshold: 4,
  annotations: {
    internal: { 'lb.example.com/scheme': 'internal' },
    external: { 'lb.example.com/scheme': 'external' },
    addresses: { 'lb.example.com/ipv4': '{ipv4}', 'lb.example.com/ipv6': '{ipv6}' },
    addressNames: { 'lb.example.com/address-1': '{value1}', 'lb.example.com/address-2': '{value2}' },
    addressPool: { 'lb.example.com/pool': 'pools/{value}' },
    subnets: { 'lb.example.com/subnets': '{value}' },
    tls: { 'lb.example.com/certificates': '{value}', 'lb.example.com/tls-ports': '{ports}' },
    tlsToPods: { 'lb.example.com/port-{port}-backend': 'tls' },
    tlsPolicy: { 'lb.example.com/tls-config': '{"policy":"{value}"}' },
    proxyProtocol: { 'lb.example.com/proxy-protocol': 'v2' },
    proxyProtocolDisabled: {},
    idleTimeout: { 'lb.example.com/port-{port}-idle': '{milliseconds}ms' },
    crossZone: { 'lb.example.com/cross-zone': 'true' },
    crossZoneDisabled: { 'lb.example.com/cross-zone': 'false' },
    healthCheckProtocol: { 'lb.example.com/check': '{lowercase}' },
    healthCheckPath: { 'lb.example.com/check-path': '{value}', 'lb.example.com/override-check': 'true' },
    healthCheckPort: { 'lb.example.com/check-port': '{name}:{servicePort}:{containerPort}:{nodePort}', 'lb.example.com/override-check': 'true' },
    healthCheckInterval: { 'lb.example.com/check-interval': '{seconds}s' },
    healthyThreshold: { 'lb.example.com/check-healthy': '{value}' },
    unhealthyThreshold: { 'lb.example.com/check-unhealthy': '{value}' },
  },
};

/** The constants by their names. */
export const CONSTANTS: Readonly<Record<string, LoadBalancerProvider>> = { ...LoadBalancerProvider };

/** The constants, and a custom provider. */
export const PROVIDERS: readonly LoadBalancerProvider[] = [...Object.values(CONSTANTS), LoadBalancerProvider.custom(EVERY_SETTING)];
