// The enforcer of network policies of the tests: turns NetworkPolicies into rules of the kernel's packet filter, on the one node that there is.
//
// It is written from the specification, the comments in k8s.io/api/networking/v1 and the page "Network Policies" of Kubernetes' documentation:
// what a pod sends has to be allowed by its own policies, what it receives by those of the receiver, and pods that no policy selects are free.
//
// Not done: a new pod is free until its address is in its status; a connection that was allowed goes on after its policy has changed.
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
		Short:             "Turn NetworkPolicies into rules of the kernel's packet filter",
		Args:              cobra.NoArgs,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		RunE:              func(command *cobra.Command, _ []string) error { return enforce(command.Context(), kubeconfig, inForce) },
	}
	command.Flags().StringVar(&kubeconfig, "kubeconfig", "", "`file` that says where the API server is")
	command.Flags().StringVar(&inForce, "in-force", "", "`file` to write what the rules are made of to: versions of objects by their UID, as JSON")
	if command.ExecuteContext(ctx) != nil {
		os.Exit(1)
	}
}

// retryAfter is how long the kernel is left alone that has refused rules.
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
		seen := watched.read()
		if script, err := apply(ctx, seen, last); err != nil {
			log.Print(err)
			time.AfterFunc(retryAfter, watched.changed)
		} else {
			last = script
			if err := seen.record(inForce); err != nil {
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

// apply gives the kernel rules, if they are other than the last, and returns them.
func apply(ctx context.Context, seen snapshot, last string) (string, error) {
	compiled, err := compile(seen)
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

// watched keeps what the API server has.
type watched struct {
	factory informers.SharedInformerFactory
	// changes has something in it when what was read is no longer all.
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
			return nil, fmt.Errorf("no %s could be read", kind)
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
