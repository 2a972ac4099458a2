/**
 * What makes the load balancers of a cluster. Each is told in its own way what a load balancer should be; some things it can't be told at all.
 */
export enum LoadBalancerProvider {
  /** Not known: nothing can be said of a load balancer but what is a field of the Service. The default. */
  GENERIC = 'generic',

  /**
   * The cloud controller manager of AWS, formerly part of Kubernetes. It makes Classic Load Balancers.
   *
   * @see https://cloud-provider-aws.sigs.k8s.io/service_controller/
   */
  AWS = 'aws',

  /**
   * The AWS Load Balancer Controller. It makes Network Load Balancers. It takes the Services of a class, so that every LoadBalancer Service
   * gets `loadBalancerClass: service.k8s.aws/nlb`, unless another class is given. A class is for good: a Service that has none is recreated.
   *
   * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/nlb/
   */
  AWS_LOAD_BALANCER_CONTROLLER = 'aws-load-balancer-controller',

  /**
   * Google Kubernetes Engine. It makes passthrough Network Load Balancers.
   *
   * @see https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer
   */
  GKE = 'gke',

  /**
   * Azure Kubernetes Service, and other clusters with the cloud provider of Azure. It makes Standard Load Balancers.
   *
   * @see https://kubernetes-sigs.github.io/cloud-provider-azure/topics/loadbalancer/
   */
  AKS = 'aks',

  /**
   * MetalLB, which gives addresses and announces them to the network. The nodes themselves balance.
   *
   * @see https://metallb.io/usage/
   */
  METALLB = 'metallb',
}
