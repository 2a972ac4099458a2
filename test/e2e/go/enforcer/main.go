// The enforcer of NetworkPolicies in test clusters. It converts NetworkPolicies to rules of the kernel's packet filter on the only node.
//
// It implements the specification, that is, the comments in k8s.io/api/networking/v1 and the page "Network Policies" of the Kubernetes
// documentation: a connection must be allowed by the egress policies of the source and by the ingress policies of the destination. Pods that no
// policy selects are not restricted.
//
// Limitations: a new pod is not restricted until its address is in its status, and an open connection continues after its policy has changed.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	var kubeconfig, inForce string
	command := &cobra.Command{
		Use:               "enforcer",
		Short:             "Convert NetworkPolicies to rules of the kernel's packet filter",
		Args:              cobra.NoArgs,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		RunE:              func(command *cobra.Command, _ []string) error { return enforce(command.Context(), kubeconfig, inForce) },
	}
	command.Flags().StringVar(&kubeconfig, "kubeconfig", "", "`file` with the address of the API server")
	command.Flags().StringVar(&inForce, "in-force", "", "`file` to write the versions of the objects that the rules are made from, by namespace and UID, as JSON")
	if command.ExecuteContext(ctx) != nil {
		os.Exit(1)
	}
}

// retryAfter is the delay after the kernel has refused rules.
const retryAfter = time.Second

func enforce(ctx context.Context, kubeconfig, inForce string) error {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	watched, err := watch(ctx, client)
	if err != nil {
		return err
	}
	last := ""
	for {
		current := watched.read()
		if script, err := apply(ctx, current, last); err != nil {
			log.Print(err)
			time.AfterFunc(retryAfter, watched.changed)
		} else {
			last = script
			if err := current.record(inForce); err != nil {
				return err
			}
		}
		select {
		case <-watched.changes:
		case <-ctx.Done():
			return nil
		}
	}
}

// apply loads rules into the kernel, unless they equal the last rules, and returns them.
func apply(ctx context.Context, current snapshot, last string) (string, error) {
	compiled, err := compile(current)
	if err != nil {
		return "", err
	}
	script := compiled.script()
	if script == last {
		return script, nil
	}
	nft := exec.CommandContext(ctx, "nft", "--file", "-")
	nft.Stdin = strings.NewReader(script)
	if output, err := nft.CombinedOutput(); err != nil {
		return "", fmt.Errorf("nft: %w: %s\n%s", err, output, script)
	}
	log.Print("the rules are\n", script)
	return script, nil
}

// watched holds the current objects of the API server.
type watched struct {
	factory informers.SharedInformerFactory
	// changes has an element if objects have changed since the last read.
	changes chan struct{}
}

func watch(ctx context.Context, client kubernetes.Interface) (*watched, error) {
	w := &watched{factory: informers.NewSharedInformerFactory(client, 0), changes: make(chan struct{}, 1)}
	handler := cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { w.changed() },
		UpdateFunc: func(any, any) { w.changed() },
		DeleteFunc: func(any) { w.changed() },
	}
	for _, informer := range []cache.SharedIndexInformer{
		w.factory.Networking().V1().NetworkPolicies().Informer(), w.factory.Core().V1().Pods().Informer(), w.factory.Core().V1().Namespaces().Informer(),
	} {
		if _, err := informer.AddEventHandler(handler); err != nil {
			return nil, err
		}
	}
	w.factory.Start(ctx.Done())
	for kind, synced := range w.factory.WaitForCacheSync(ctx.Done()) {
		if !synced {
			return nil, fmt.Errorf("objects of type %s could not be read", kind)
		}
	}
	return w, nil
}

func (w *watched) changed() {
	select {
	case w.changes <- struct{}{}:
	default:
	}
}

func (w *watched) read() snapshot {
	policies, _ := w.factory.Networking().V1().NetworkPolicies().Lister().List(labels.Everything())
	pods, _ := w.factory.Core().V1().Pods().Lister().List(labels.Everything())
	namespaces, _ := w.factory.Core().V1().Namespaces().Lister().List(labels.Everything())
	return snapshot{policies, pods, namespaces}
}
