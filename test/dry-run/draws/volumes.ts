import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Draw } from './draw';

const {
  READ_WRITE_ONCE: ONCE, READ_WRITE_ONCE_POD: ONCE_POD, READ_WRITE_MANY: MANY, READ_ONLY_MANY: READ_ONLY,
} = kplus.PersistentVolumeAccessMode;
const ODD_ITEM_PATHS = ['../x', '/abs', '', '..data', './..', 'a/b/', 'a/b/c'];
const ODD_MOUNT_PATHS = ['', '/mnt/0', 'rel', '/a:b', '/tmp/', '/tmp', '/a/../b', '/data/0', ':', ' '];
const ODD_SUB_PATHS = ['../x', '/abs', 'a/../b', '..', '..a', 'a/..', 'a\\..\\b', '.', ''];

/** A volume of a kind that Pod Security *restricted* admits, or rarely of another kind. */
export function volume(draw: Draw, scope: Construct, index: number): kplus.Volume {
  const ordinary = [emptyDir, emptyDir, configMap, secret, claim, csi];
  const ofNode = [hostPath, nfs, awsDisk, azureDisk, gceDisk];
  const restricted = !draw.chance(0.15);
  draw.unrestricted ||= !restricted;
  const make = restricted ? draw.pick(...ordinary) : draw.pick(...ofNode);
  return make(draw, scope, `volume-${scope.node.children.length}`, index);
}

/** References an existing object by its name. */
export function reference<T>(scope: Construct, name: string, make: (scope: Construct, id: string, name: string) => T): T {
  return make(scope, `reference-${scope.node.children.length}`, name);
}

function emptyDir(draw: Draw, scope: Construct, id: string, index: number): kplus.Volume {
  const name = draw.mostly('volume name', () => `volume-${index}`, 'tmp', 'tmp-1', 'A', 'a.b', 'volume-0', 'data-0', 'v'.repeat(64), '1', '');
  return kplus.Volume.fromEmptyDir(scope, id, name, {
    medium: draw.maybe(0.2, () => kplus.EmptyDirMedium.MEMORY),
    sizeLimit: draw.maybe(0.3, () => draw.mostly('sizeLimit', () => draw.pick(Size.mebibytes(10), Size.gibibytes(1)), Size.mebibytes(0))),
  });
}

function configMap(draw: Draw, scope: Construct, id: string, index: number): kplus.Volume {
  const named = draw.mostly('config map', () => `settings-${index}`, 'a.b', 'A', '', 'c'.repeat(60));
  return kplus.Volume.fromConfigMap(scope, id, reference(scope, named, kplus.ConfigMap.fromConfigMapName), {
    name: draw.maybe(0.5, () => `config-${index}`),
    defaultMode: mode(draw),
    items: items(draw),
    optional: draw.maybe(0.2, () => draw.chance(0.5)),
  });
}

function secret(draw: Draw, scope: Construct, id: string, index: number): kplus.Volume {
  const named = draw.mostly('secret', () => `secret-${index}`, 'a.b', 'A', '');
  return kplus.Volume.fromSecret(scope, id, reference(scope, named, kplus.Secret.fromSecretName), {
    name: draw.maybe(0.5, () => `secrets-${index}`),
    defaultMode: mode(draw),
    items: items(draw),
  });
}

function claim(draw: Draw, scope: Construct, id: string, index: number): kplus.Volume {
  const named = draw.mostly('claim reference', () => `claim-${index}`, '', 'A', 'a.b');
  const claimed = draw.chance(0.3) ? claimOfApp(draw, scope, id) : reference(scope, named, kplus.PersistentVolumeClaim.fromClaimName);
  return kplus.Volume.fromPersistentVolumeClaim(scope, id, claimed, {
    name: draw.maybe(0.5, () => `claims-${index}`),
    readOnly: draw.maybe(0.3, () => draw.chance(0.5)),
  });
}

/** A claim with its access modes in its name, because they cannot be changed. */
function claimOfApp(draw: Draw, scope: Construct, id: string): kplus.PersistentVolumeClaim {
  const shared = [[MANY], [READ_ONLY], [ONCE, MANY], [ONCE, READ_ONLY]];
  const accessModes = draw.mostly('modes of a claim', () => draw.pick(...shared), [ONCE], [ONCE_POD]);
  const name = [id, ...accessModes].join('-').toLowerCase();
  return new kplus.PersistentVolumeClaim(scope, `claim-of-${id}`, { metadata: { name }, accessModes, storage: Size.gibibytes(1) });
}

function csi(draw: Draw, scope: Construct, id: string, index: number): kplus.Volume {
  return kplus.Volume.fromCsi(scope, id, draw.mostly('csi driver', () => 'csi.example.com', '', 'a b', 'A', 'a'.repeat(64)), {
    name: `csi-${index}`,
    attributes: draw.maybe(0.3, () => ({ a: 'b' })),
    fsType: draw.maybe(0.2, () => 'ext4'),
  });
}

function hostPath(draw: Draw, scope: Construct, id: string, index: number): kplus.Volume {
  return kplus.Volume.fromHostPath(scope, id, `host-${index}`, {
    path: draw.mostly('host path', () => '/var/log', '', '../x', '/a/../b', 'rel'),
    type: draw.maybe(0.3, () => kplus.HostPathVolumeType.DIRECTORY),
  });
}

function nfs(draw: Draw, scope: Construct, id: string, index: number): kplus.Volume {
  return kplus.Volume.fromNfs(scope, id, `nfs-${index}`, {
    server: draw.mostly('nfs server', () => 'nfs.example.com', ''),
    path: draw.mostly('nfs path', () => '/x', 'x', ''),
  });
}

function awsDisk(draw: Draw, scope: Construct, id: string, index: number): kplus.Volume {
  const partition = draw.maybe(0.5, () => draw.mostly('aws partition', () => 1, -1, 255, 256, 1.5));
  return kplus.Volume.fromAwsElasticBlockStore(scope, id, draw.mostly('aws', () => 'v1', '', 'a_b'), { name: `aws-${index}`, partition });
}

function gceDisk(draw: Draw, scope: Construct, id: string, index: number): kplus.Volume {
  const partition = draw.maybe(0.5, () => draw.mostly('gce partition', () => 1, -1, 255, 256));
  const readOnly = draw.maybe(0.5, () => draw.chance(0.8));
  return kplus.Volume.fromGcePersistentDisk(scope, id, draw.mostly('gce', () => 'v1', ''), { name: `gce-${index}`, partition, readOnly });
}

function azureDisk(draw: Draw, scope: Construct, id: string, index: number): kplus.Volume {
  const managed = draw.chance(0.3);
  const uri = managed ? '/subscriptions/x' : 'https://a/b';
  return kplus.Volume.fromAzureDisk(scope, id, draw.mostly('azure', () => 'v1', ''), draw.mostly('uri', () => uri, '', '/subscriptions/x', 'https://x', 'x'), {
    name: `azure-${index}`,
    kind: managed ? kplus.AzureDiskPersistentVolumeKind.MANAGED : undefined,
  });
}

function mode(draw: Draw): number | undefined {
  return draw.maybe(0.3, () => draw.mostly('defaultMode', () => draw.pick(0o644, 0o400, 0), -1, 0o1000, 0o777, 420.5));
}

function items(draw: Draw): Record<string, kplus.PathMapping> | undefined {
  const path = (right: string) => draw.mostly('item path', () => right, ...ODD_ITEM_PATHS);
  return draw.maybe(0.3, () => ({
    [draw.mostly('item key', () => 'key', 'a b', '', '..', '.a', 'k'.repeat(254))]: { path: path('a/b'), mode: draw.maybe(0.2, () => draw.mostly('item mode', () => 0o600, 0o1000, -1)) },
    ...draw.chance(0.3) && { other: { path: path('c') } },
  }));
}

export function mount(draw: Draw, mounted: kplus.Volume, index: number): kplus.VolumeMount {
  const sub = draw.pick('subPath', 'subPathExpr', 'none', 'none', 'none');
  return {
    volume: mounted,
    path: draw.mostly('mount path', () => draw.pick(`/mnt/${index}`, `/var/lib/${index}`), ...ODD_MOUNT_PATHS),
    subPath: sub === 'subPath' || draw.odd('both sub paths') ? draw.mostly('subPath', () => draw.pick('a', 'a/b'), ...ODD_SUB_PATHS) : undefined,
    subPathExpr: sub === 'subPathExpr' ? draw.mostly('subPathExpr', () => '$(POD_NAME)', ...ODD_SUB_PATHS) : undefined,
    readOnly: draw.maybe(0.2, () => draw.chance(0.5)),
    propagation: draw.maybe(0.2, () => draw.mostly('propagation', () => draw.pick(kplus.MountPropagation.NONE, kplus.MountPropagation.HOST_TO_CONTAINER), kplus.MountPropagation.BIDIRECTIONAL)),
  };
}
