package main

import (
	"context"
	"errors"
	"reflect"
	"sort"
	"strings"

	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/apiserver/pkg/registry/generic"
	"k8s.io/apiserver/pkg/storage"
	"k8s.io/apiserver/pkg/storage/storagebackend"
	"k8s.io/apiserver/pkg/storage/storagebackend/factory"
	"k8s.io/client-go/tools/cache"
)

// memory holds the objects that the registries store. It replaces etcd.
type memory struct {
	objects  map[string]runtime.Object
	revision uint64
	// watch is called with each object that is stored.
	watch func(runtime.Object) error
}

func newMemory() *memory {
	return &memory{objects: map[string]runtime.Object{}}
}

// memoryOf gives all registries the same memory. Each registry has the prefix of its resource.
type memoryOf struct {
	memory *memory
	codec  runtime.Codec
	// form returns how the objects of a resource are stored. The codec is the one that the registry uses.
	form func(resource schema.GroupResource, codec runtime.Codec) storedForm
}

func (m memoryOf) GetRESTOptions(resource schema.GroupResource, _ runtime.Object) (generic.RESTOptions, error) {
	return generic.RESTOptions{
		StorageConfig:  &storagebackend.ConfigForResource{Config: storagebackend.Config{Codec: m.codec}, GroupResource: resource},
		ResourcePrefix: resource.String(),
		Decorator: func(config *storagebackend.ConfigForResource, _ string, _ func(runtime.Object) (string, error), newObject func() runtime.Object,
			_ func() runtime.Object, _ storage.AttrFunc, _ storage.IndexerFuncs, _ *cache.Indexers) (storage.Interface, factory.DestroyFunc, error) {
			return &resourceMemory{memory: m.memory, storedForm: m.form(resource, config.Codec), newObject: newObject}, func() {}, nil
		},
	}, nil
}

// resourceMemory is the storage of one resource.
type resourceMemory struct {
	*memory
	storedForm
	newObject func() runtime.Object
	unused
}

func (*resourceMemory) Versioner() storage.Versioner { return storage.APIObjectVersioner{} }

func (s *resourceMemory) Create(_ context.Context, key string, obj, out runtime.Object, _ uint64) error {
	if _, exists := s.objects[key]; exists {
		return storage.NewKeyExistsError(key, 0)
	}
	if err := s.Versioner().PrepareObjectForStorage(obj); err != nil {
		return err
	}
	return s.put(key, obj, out)
}

func (s *resourceMemory) put(key string, obj, out runtime.Object) error {
	stored, bytes, err := s.write(obj)
	if err != nil {
		return err
	}
	if bytes > maxStoredBytes {
		return tooLarge(bytes)
	}
	s.revision++
	if err := s.Versioner().UpdateObject(stored, s.revision); err != nil {
		return err
	}
	s.objects[key] = stored
	if err := s.watch(stored); err != nil {
		return err
	}
	if out != nil {
		setTo(out, stored)
	}
	return nil
}

func (s *resourceMemory) Get(_ context.Context, key string, opts storage.GetOptions, out runtime.Object) error {
	current, exists, err := s.current(key)
	if err != nil {
		return err
	}
	if !exists && !opts.IgnoreNotFound {
		return storage.NewKeyNotFoundError(key, 0)
	}
	setTo(out, current)
	return nil
}

// current returns a copy of the stored object, or a new object if there is none.
func (s *resourceMemory) current(key string) (object runtime.Object, exists bool, err error) {
	stored, exists := s.objects[key]
	if !exists {
		return s.newObject(), false, nil
	}
	object, err = s.read(stored)
	return object, true, err
}

func (s *resourceMemory) GetList(_ context.Context, prefix string, opts storage.ListOptions, list runtime.Object) error {
	keys := []string{}
	for key := range s.objects {
		if strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	sort.Strings(keys)
	items := []runtime.Object{}
	for _, key := range keys {
		if matches, err := opts.Predicate.Matches(s.objects[key]); err != nil {
			return err
		} else if matches {
			items = append(items, s.objects[key].DeepCopyObject())
		}
	}
	return meta.SetList(list, items)
}

func (s *resourceMemory) GuaranteedUpdate(_ context.Context, key string, out runtime.Object, ignoreNotFound bool,
	preconditions *storage.Preconditions, tryUpdate storage.UpdateFunc, _ runtime.Object) error {
	current, exists, err := s.current(key)
	if err != nil {
		return err
	}
	if !exists && !ignoreNotFound {
		return storage.NewKeyNotFoundError(key, 0)
	}
	if err := preconditions.Check(key, current); err != nil {
		return err
	}
	version, err := s.Versioner().ObjectResourceVersion(current)
	if err != nil {
		return err
	}
	updated, _, err := tryUpdate(current.DeepCopyObject(), storage.ResponseMeta{ResourceVersion: version})
	if err != nil {
		return err
	}
	if exists && equality.Semantic.DeepEqual(current, updated) {
		setTo(out, current)
		return nil
	}
	return s.put(key, updated, out)
}

func (s *resourceMemory) Delete(_ context.Context, key string, out runtime.Object, _ *storage.Preconditions,
	_ storage.ValidateObjectFunc, _ runtime.Object, _ storage.DeleteOptions) error {
	stored, exists := s.objects[key]
	if !exists {
		return storage.NewKeyNotFoundError(key, 0)
	}
	delete(s.objects, key)
	setTo(out, stored)
	return nil
}

func setTo(out, stored runtime.Object) {
	reflect.ValueOf(out).Elem().Set(reflect.ValueOf(stored.DeepCopyObject()).Elem())
}

var errUnused = errors.New("the memory does not support this operation")

// unused implements the methods of the storage interface that neither a create nor an apply calls.
type unused struct{}

func (unused) Watch(context.Context, string, storage.ListOptions) (watch.Interface, error) {
	return nil, errUnused
}
func (unused) ReadinessCheck() error                                     { return nil }
func (unused) RequestWatchProgress(context.Context) error                { return errUnused }
func (unused) GetCurrentResourceVersion(context.Context) (uint64, error) { return 0, errUnused }
