package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apiserver/pkg/audit"
	"k8s.io/apiserver/pkg/authentication/user"
	apirequest "k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/warning"
)

// fieldManager is the manager that applies, and that owns the fields of live objects.
const fieldManager = "kubectl"

// answer is the server's answer to one request: the object that it stored, or the reason why it stored none.
type answer struct {
	// custom is set if the object is a custom resource.
	custom   bool
	object   []byte
	status   metav1.Status
	warnings []string
	// definition is the custom resource definition that was created.
	definition *apiextensions.CustomResourceDefinition
}

func (a *answer) accepted() bool { return a.object != nil }

// AddWarning adds a warning. Equal warnings are added once, because clients print them once.
func (a *answer) AddWarning(_, text string) {
	if !slices.Contains(a.warnings, text) {
		a.warnings = append(a.warnings, text)
	}
}

// response collects the output of a handler.
type response struct {
	header http.Header
	body   bytes.Buffer
	code   int
}

func (r *response) Header() http.Header               { return r.header }
func (r *response) WriteHeader(code int)              { r.code = code }
func (r *response) Write(content []byte) (int, error) { return r.body.Write(content) }

// The parts of the stored object that a response contains.
const (
	wholeObject  = "application/json"
	onlyMetadata = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"
)

// ask sends a document to its handler, to create it or, with a patch, to apply it.
func (c *cluster) ask(d *document, verb string, query url.Values) *answer {
	if verb == "create" && d.GroupVersionKind() == customResourceDefinitions {
		return c.createDefinition(d, query)
	}
	return c.askFor(wholeObject, d, verb, query)
}

func (c *cluster) askFor(response string, d *document, verb string, query url.Values) *answer {
	if d.refused != nil {
		return &answer{status: metav1.Status{Reason: metav1.StatusReasonBadRequest, Message: d.refused.Message}}
	}
	if d.namespaced {
		c.names.assume(d.namespace())
	}
	info := &apirequest.RequestInfo{
		IsResourceRequest: true, Verb: verb, APIGroup: d.gvr.Group, APIVersion: d.gvr.Version, Resource: d.gvr.Resource,
		Namespace: d.namespace(), Path: "/",
	}
	method, contentType := http.MethodPost, "application/json"
	if verb == "patch" {
		method, contentType, info.Name = http.MethodPatch, string(types.ApplyYAMLPatchType), d.GetName()
	}
	query.Set("fieldManager", fieldManager)
	c.fixGeneratedName(d)
	answered := &answer{custom: d.builtIn == nil}
	ctx := audit.WithAuditContext(apirequest.WithRequestInfo(context.Background(), info))
	ctx = apirequest.WithUser(ctx, &user.DefaultInfo{Name: "kubernetes-admin", Groups: []string{user.SystemPrivilegedGroup}})
	ctx = warning.WithWarningRecorder(ctx, answered)
	asked := &http.Request{
		Method: method, URL: &url.URL{Path: "/", RawQuery: query.Encode()},
		Header: http.Header{"Content-Type": {contentType}, "Accept": {response}},
		Body:   io.NopCloser(bytes.NewReader(d.json)), ContentLength: int64(len(d.json)),
	}
	answered.receive(d.served, asked.WithContext(ctx))
	return answered
}

// receive calls a handler. A panic becomes an internal error, as in a real server.
func (a *answer) receive(handler http.HandlerFunc, asked *http.Request) {
	defer func() {
		if reason := recover(); reason != nil {
			a.object = nil
			a.status = metav1.Status{Reason: metav1.StatusReasonInternalError, Message: fmt.Sprint("the server panicked: ", reason)}
		}
	}()
	written := &response{header: http.Header{}, code: http.StatusOK}
	handler(written, asked)
	if written.code < http.StatusMultipleChoices {
		a.object = written.body.Bytes()
	} else if err := json.Unmarshal(written.body.Bytes(), &a.status); err != nil {
		a.status = metav1.Status{Reason: metav1.StatusReasonUnknown, Message: written.body.String()}
	}
}
