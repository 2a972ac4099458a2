import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Random } from './random';

const {
  READ_WRITE_ONCE: ONCE, READ_WRITE_ONCE_POD: ONCE_POD, READ_WRITE_MANY: MANY, READ_ONLY_MANY: READ_ONLY,
} = kplus.PersistentVolumeAccessMode;
const ODD_ITEM_PATHS = ['../x', '/abs', '', '..data', './..', 'a/b/', 'a/b/c'];
const ODD_MOUNT_PATHS = ['', '/mnt/0', 'rel', '/a:b', '/tmp/', '/tmp', '/a/../b', '/data/0', ':', ' '];
const ODD_SUB_PATHS = ['../x', '/abs', 'a/../b', '..', '..a', 'a/..', 'a\\..\\b', '.', ''];

/** A volume, usually of a kind that Pod Security *restricted* admits. */
export function volume(random: Random, scope: Construct, index: number): kplus.Volume {
  const ordinary = [emptyDir, emptyDir, configMap, secret, claim, csi];
  const ofNode = [hostPath, nfs, awsDisk, azureDisk, gceDisk];
  const restricted = !random.chance(0.15);
  random.unrestricted ||= !restricted;
  const make = restricted ? random.pick(...ordinary) : random.pick(...ofNode);
  return make(random, scope, `volume-${scope.node.children.length}`, index);
}

/** References an existing object by its name. */
export function reference<T>(scope: Construct, name: string, make: (scope: Construct, id: string, name: string) => T): T {
  return make(scope, `reference-${scope.node.children.length}`, name);
}

function emptyDir(random: Random, scope: Construct, id: string, index: number): kplus.Volume {
  const name = random.mostly('volume name', () => `volume-${index}`, 'tmp', 'tmp-1', 'A', 'a.b', 'volume-0', 'data-0', 'v'.repeat(64), '1', '');
  return kplus.Volume.fromEmptyDir(scope, id, name, {
    medium: random.maybe(0.2, () => kplus.EmptyDirMedium.MEMORY),
    sizeLimit: random.maybe(0.3, () => random.mostly('sizeLimit', () => random.pick(Size.mebibytes(10), Size.gibibytes(1)), Size.mebibytes(0))),
  });
}

function configMap(random: Random, scope: Construct, id: string, index: number): kplus.Volume {
  const named = random.mostly('config map', () => `settings-${index}`, 'a.b', 'A', '', 'c'.repeat(60));
  return kplus.Volume.fromConfigMap(scope, id, reference(scope, named, kplus.ConfigMap.fromConfigMapName), {
    name: random.maybe(0.5, () => `config-${index}`),
    defaultMode: mode(random),
    items: items(random),
    optional: random.maybe(0.2, () => random.chance(0.5)),
  });
}

function secret(random: Random, scope: Construct, id: string, index: number): kplus.Volume {
  const named = random.mostly('secret', () => `secret-${index}`, 'a.b', 'A', '');
  return kplus.Volume.fromSecret(scope, id, reference(scope, named, kplus.Secret.fromSecretName), {
    name: random.maybe(0.5, () => `secrets-${index}`),
    defaultMode: mode(random),
    items: items(random),
  });
}

function claim(random: Random, scope: Construct, id: string, index: number): kplus.Volume {
  const named = random.mostly('claim reference', () => `claim-${index}`, '', 'A', 'a.b');
  const claimed = random.chance(0.3) ? claimOfApp(random, scope, id) : reference(scope, named, kplus.PersistentVolumeClaim.fromClaimName);
  return kplus.Volume.fromPersistentVolumeClaim(scope, id, claimed, {
    name: random.maybe(0.5, () => `claims-${index}`),
    readOnly: random.maybe(0.3, () => random.chance(0.5)),
  });
}

/** A claim whose name contains its access modes, because the access modes of a claim cannot be changed. */
function claimOfApp(random: Random, scope: Construct, id: string): kplus.PersistentVolumeClaim {
  const shared = [[MANY], [READ_ONLY], [ONCE, MANY], [ONCE, READ_ONLY]];
  const accessModes = random.mostly('modes of a claim', () => random.pick(...shared), [ONCE], [ONCE_POD]);
  const name = [id, ...accessModes].join('-').toLowerCase();
  return new kplus.PersistentVolumeClaim(scope, `claim-of-${id}`, { metadata: { name }, accessModes, storage: Size.gibibytes(1) });
}

function csi(random: Random, scope: Construct, id: string, index: number): kplus.Volume {
  return kplus.Volume.fromCsi(scope, id, random.mostly('csi driver', () => 'csi.example.com', '', 'a b', 'A', 'a'.repeat(64)), {
    name: `csi-${index}`,
    attributes: random.maybe(0.3, () => ({ a: 'b' })),
    fsType: random.maybe(0.2, () => 'ext4'),
  });
}

function hostPath(random: Random, scope: Construct, id: string, index: number): kplus.Volume {
  return kplus.Volume.fromHostPath(scope, id, `host-${index}`, {
    path: random.mostly('host path', () => '/var/log', '', '../x', '/a/../b', 'rel'),
    type: random.maybe(0.3, () => kplus.HostPathVolumeType.DIRECTORY),
  });
}

function nfs(random: Random, scope: Construct, id: string, index: number): kplus.Volume {
  return kplus.Volume.fromNfs(scope, id, `nfs-${index}`, {
    server: random.mostly('nfs server', () => 'nfs.example.com', ''),
    path: random.mostly('nfs path', () => '/x', 'x', ''),
  });
}

function awsDisk(random: Random, scope: Construct, id: string, index: number): kplus.Volume {
  const partition = random.maybe(0.5, () => random.mostly('aws partition', () => 1, -1, 255, 256, 1.5));
  return kplus.Volume.fromAwsElasticBlockStore(scope, id, random.mostly('aws', () => 'v1', '', 'a_b'), { name: `aws-${index}`, partition });
}

function gceDisk(random: Random, scope: Construct, id: string, index: number): kplus.Volume {
  const partition = random.maybe(0.5, () => random.mostly('gce partition', () => 1, -1, 255, 256));
  const readOnly = random.maybe(0.5, () => random.chance(0.8));
  return kplus.Volume.fromGcePersistentDisk(scope, id, random.mostly('gce', () => 'v1', ''), { name: `gce-${index}`, partition, readOnly });
}

function azureDisk(random: Random, scope: Construct, id: string, index: number): kplus.Volume {
  const managed = random.chance(0.3);
  const uri = managed ? '/subscriptions/x' : 'https://a/b';
  return kplus.Volume.fromAzureDisk(scope, id, random.mostly('azure', () => 'v1', ''), random.mostly('uri', () => uri, '', '/subscriptions/x', 'https://x', 'x'), {
    name: `azure-${index}`,
    kind: managed ? kplus.AzureDiskPersistentVolumeKind.MANAGED : undefined,
  });
}

function mode(random: Random): number | undefined {
  return random.maybe(0.3, () => random.mostly('defaultMode', () => random.pick(0o644, 0o400, 0), -1, 0o1000, 0o777, 420.5));
}

function items(random: Random): Record<string, kplus.PathMapping> | undefined {
  const path = (right: string) => random.mostly('item path', () => right, ...ODD_ITEM_PATHS);
  return random.maybe(0.3, () => ({
    [random.mostly('item key', () => 'key', 'a b', '', '..', '.a', 'k'.repeat(254))]: { path: path('a/b'), mode: random.maybe(0.2, () => random.mostly('item mode', () => 0o600, 0o1000, -1)) },
    ...random.chance(0.3) && { other: { path: path('c') } },
  }));
}

export function mount(random: Random, mounted: kplus.Volume, index: number): kplus.VolumeMount {
  const sub = random.pick('subPath', 'subPathExpr', 'none', 'none', 'none');
  return {
    volume: mounted,
    path: random.mostly('mount path', () => random.pick(`/mnt/${index}`, `/var/lib/${index}`), ...ODD_MOUNT_PATHS),
    subPath: sub === 'subPath' || random.odd('both sub paths') ? random.mostly('subPath', () => random.pick('a', 'a/b'), ...ODD_SUB_PATHS) : undefined,
    subPathExpr: sub === 'subPathExpr' ? random.mostly('subPathExpr', () => '$(KUBERNETES_SERVICE_HOST)', ...ODD_SUB_PATHS) : undefined,
    readOnly: random.maybe(0.2, () => random.chance(0.5)),
    propagation: random.maybe(0.2, () => random.mostly('propagation', () => random.pick(kplus.MountPropagation.NONE, kplus.MountPropagation.HOST_TO_CONTAINER), kplus.MountPropagation.BIDIRECTIONAL)),
  };
}
