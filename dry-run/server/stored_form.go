package main

import (
	"encoding/json"
	"fmt"
	"net/http"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// storedForm writes objects to etcd and reads them again. What a server reads can differ from what it wrote: an empty list becomes null,
// and fields that a strategy removed get their defaults.
type storedForm interface {
	// write returns an object as it is read after it is written, and the number of bytes that are written.
	write(object runtime.Object) (runtime.Object, int, error)
	// read returns a copy of a stored object.
	read(stored runtime.Object) (runtime.Object, error)
}

// copied is the part of a form whose stored objects do not change when they are read.
type copied struct{}

func (copied) read(stored runtime.Object) (runtime.Object, error) {
	return stored.DeepCopyObject(), nil
}

// protobufForm stores most built-in kinds: the default of --storage-media-type is protobuf (DefaultStorageMediaType in
// k8s.io/kubernetes/pkg/controlplane/apiserver/options/options.go).
type protobufForm struct {
	copied
	codec runtime.Codec
}

// formOf returns how a built-in kind is stored.
func formOf(gvk schema.GroupVersionKind, scheme *runtime.Scheme) (storedForm, error) {
	if scheme != legacyscheme.Scheme {
		return &convertedForm{scheme: scheme, version: gvk.GroupVersion()}, nil
	}
	return newProtobufForm(gvk.GroupKind())
}

// newProtobufForm stores a kind at the first of its versions, as StorageEncodingFor in k8s.io/apiserver/pkg/server/storage does.
func newProtobufForm(kind schema.GroupKind) (*protobufForm, error) {
	protobuf, _ := runtime.SerializerInfoForMediaType(legacyscheme.Codecs.SupportedMediaTypes(), runtime.ContentTypeProtobuf)
	versions := legacyscheme.Scheme.VersionsForGroupKind(kind)
	if protobuf.Serializer == nil || len(versions) == 0 {
		return nil, fmt.Errorf("%v cannot be stored", kind)
	}
	internal := schema.GroupVersion{Group: kind.Group, Version: runtime.APIVersionInternal}
	return &protobufForm{codec: legacyscheme.Codecs.CodecForVersions(protobuf.Serializer, protobuf.Serializer, versions[0], internal)}, nil
}

func (f *protobufForm) write(object runtime.Object) (runtime.Object, int, error) {
	return written(f.codec, object)
}

func written(codec runtime.Codec, object runtime.Object) (runtime.Object, int, error) {
	data, err := runtime.Encode(codec, object)
	if err != nil {
		return nil, 0, err
	}
	stored, err := runtime.Decode(codec, data)
	return stored, len(data), err
}

// convertedForm stores kinds of other servers, such as CustomResourceDefinition. They are stored as JSON, which keeps empty lists, so it
// is sufficient to convert an object to the stored version and back, which takes less time than decoding a large definition.
type convertedForm struct {
	copied
	scheme  *runtime.Scheme
	version schema.GroupVersion
}

func (f *convertedForm) write(object runtime.Object) (runtime.Object, int, error) {
	versioned, err := f.scheme.ConvertToVersion(object, f.version)
	if err != nil {
		return nil, 0, err
	}
	text, err := json.Marshal(versioned)
	if err != nil {
		return nil, 0, err
	}
	f.scheme.Default(versioned)
	stored, err := f.scheme.UnsafeConvertToVersion(versioned, schema.GroupVersion{Group: f.version.Group, Version: runtime.APIVersionInternal})
	return stored, len(text), err
}

// customForm stores custom resources as JSON of their storage version. Reading prunes unknown fields and sets the defaults of the schema.
type customForm struct {
	codec runtime.Codec
	// unconverted is true if only a webhook could convert objects to the storage version. They are stored as they are.
	unconverted bool
}

func (f *customForm) write(object runtime.Object) (runtime.Object, int, error) {
	if !f.unconverted {
		return written(f.codec, object)
	}
	data, err := json.Marshal(object)
	if err != nil {
		return nil, 0, err
	}
	stored, err := runtime.Decode(f.codec, data)
	return stored, len(data), err
}

func (f *customForm) read(stored runtime.Object) (runtime.Object, error) {
	data, err := json.Marshal(stored)
	if err != nil {
		return nil, err
	}
	return runtime.Decode(f.codec, data)
}

// asPrinted stores an object that a server printed unchanged.
type asPrinted struct{ copied }

func (asPrinted) write(object runtime.Object) (runtime.Object, int, error) {
	return object.DeepCopyObject(), 0, nil
}

// maxStoredBytes is the default of etcd's --max-request-bytes (DefaultMaxRequestBytes in go.etcd.io/etcd/server/v3/embed/config.go).
const maxStoredBytes = 3 << 19

// tooLarge is the error of a server whose etcd refuses an object. The server returns etcd's message; the explanation is added here.
func tooLarge(bytes int) error {
	return &apierrors.StatusError{ErrStatus: metav1.Status{
		Status: metav1.StatusFailure, Code: http.StatusInternalServerError, Reason: metav1.StatusReasonInternalError,
		Message: fmt.Sprintf("etcdserver: request is too large: the object would have %d bytes in etcd, which accepts at most %d bytes by default. "+
			"Divide it into several objects.", bytes, maxStoredBytes),
	}}
}
