import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import * as library from 'cdk8s-service-patterns';
import { record } from './record';

const recordedLibrary = record('cdk8s-service-patterns', library);
const recordedCdk8s = record('cdk8s', cdk8s);
const recordedPlus = record('cdk8s-plus-28', plus);

export const {
  AppArmor, Backend, ClusterProfile, ContainerRestart, Controller, DisruptionBudget, DownwardApiFile, EndpointsApi, EnvFromSource,
  EnvVarSource, ExposedPods, ExposedWorkload, Exposure, ExternalService, GrpcMethod, HealthCheck, IngressController,
  KedaTrigger, LifecycleHandler, Metrics, MetricTarget, NodeExpression, NodeTerm, PathMatch, PodCount, PodExpression, PodSelection, PodTerm,
  Port, ProjectedSource, RestartRule, Rollout, Route, RouteBackend, RouteParent, RouteTls, Scaling, ScalingMetric, ScalingPolicy, Seccomp,
  SecurityExemption, SecurityProfile, TargetPort, Toleration, TopologySpread, ValueMatch, VolumeSource, Worker, WorkloadDefaults,
} = recordedLibrary;
export type AppArmor = library.AppArmor;
export type Backend = library.Backend;
export type ClusterProfile = library.ClusterProfile;
export type ContainerRestart = library.ContainerRestart;
export type Controller = library.Controller;
export type DisruptionBudget = library.DisruptionBudget;
export type DownwardApiFile = library.DownwardApiFile;
export type EndpointsApi = library.EndpointsApi;
export type EnvFromSource = library.EnvFromSource;
export type EnvVarSource = library.EnvVarSource;
export type ExposedPods = library.ExposedPods;
export type ExposedWorkload = library.ExposedWorkload;
export type Exposure = library.Exposure;
export type ExternalService = library.ExternalService;
export type GrpcMethod = library.GrpcMethod;
export type HealthCheck = library.HealthCheck;
export type IngressController = library.IngressController;
export type KedaTrigger = library.KedaTrigger;
export type LifecycleHandler = library.LifecycleHandler;
export type Metrics = library.Metrics;
export type MetricTarget = library.MetricTarget;
export type NodeExpression = library.NodeExpression;
export type NodeTerm = library.NodeTerm;
export type PathMatch = library.PathMatch;
export type PodCount = library.PodCount;
export type PodExpression = library.PodExpression;
export type PodSelection = library.PodSelection;
export type PodTerm = library.PodTerm;
export type Port = library.Port;
export type ProjectedSource = library.ProjectedSource;
export type RestartRule = library.RestartRule;
export type Rollout = library.Rollout;
export type Route = library.Route;
export type RouteBackend = library.RouteBackend;
export type RouteParent = library.RouteParent;
export type RouteProtocol = library.RouteProtocol;
export type RouteTls = library.RouteTls;
export type Scaling = library.Scaling;
export type ScalingMetric = library.ScalingMetric;
export type ScalingPolicy = library.ScalingPolicy;
export type Seccomp = library.Seccomp;
export type SecurityExemption = library.SecurityExemption;
export type SecurityProfile = library.SecurityProfile;
export type TargetPort = library.TargetPort;
export type Toleration = library.Toleration;
export type TopologySpread = library.TopologySpread;
export type ValueMatch = library.ValueMatch;
export type VolumeSource = library.VolumeSource;
export type Worker = library.Worker;
export type WorkloadDefaults = library.WorkloadDefaults;

export const {
  ApiObject, Chart, Duration, Include, JsonPatch,
} = recordedCdk8s;
export type ApiObject = cdk8s.ApiObject;
export type Chart = cdk8s.Chart;
export type Duration = cdk8s.Duration;
export type Include = cdk8s.Include;
export type JsonPatch = cdk8s.JsonPatch;

export const {
  Secret, ServiceAccount,
} = recordedPlus;
export type Secret = plus.Secret;
export type ServiceAccount = plus.ServiceAccount;
