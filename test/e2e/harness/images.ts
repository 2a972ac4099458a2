import { createHash } from 'crypto';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import type { Programs } from './build';
import { run } from './shell';

/** The image of every pod's sandbox. */
export const PAUSE_IMAGE = 'registry.example.com/pause:1';

/** The image of the tests' pods. */
export const AGENT_IMAGE = 'registry.example.com/agent:1';

/** Images of the same program with another user: no user, which means root, and a user by name. */
export const ROOT_IMAGE = 'registry.example.com/as-root:1';
export const NAMED_USER_IMAGE = 'registry.example.com/as-app:1';

/** The image of a program with a file capability, as the official image `caddy` has it. It is imported only if a test needs it. */
export const CAPABLE_IMAGE: Image = { reference: 'registry.example.com/capable:1', program: 'agent', capability: 'cap_net_bind_service=+ep' };

/** The user in all other images. */
const USER = '65534:65534';

/** The image of the cluster's DNS server. */
export const DNS_IMAGE = 'registry.example.com/coredns:1';

/** The image of the controller for Ingresses and Gateways, which is imported only if a test needs it. */
export const TRAEFIK_IMAGE = 'docker.io/library/traefik:v3.7';

/** Programs that an image can contain. */
type Server = Exclude<keyof Programs, 'kubernetes' | 'enforcer' | 'policy-engine'>;

/** An image that contains only one program. */
interface Image {
  readonly reference: string;
  readonly program: Server;
  /** The path of the program in the image: its name in the root directory, unless a health check calls the program by another path. */
  readonly path?: string;
  /** Arguments of the program that precede those of the container. */
  readonly args?: readonly string[];
  readonly user?: string;
  /** The file capability of the program, in the format of setcap. */
  readonly capability?: string;
}

/** An image whose server is not available: the agent listens on its ports and ignores the container's arguments. */
function standIn(reference: string, ...listeners: string[]): Image {
  return { reference, program: 'agent', args: ['serve', ...listeners, '--ignore-rest', '--'] };
}

/** The images of the environments of the example `environments`, which differ by their tags. */
const ENVIRONMENT_IMAGES = ['2026.12.0-dev.7', '2026.12.0-rc.1', '2026.11.2'].flatMap(tag => [
  standIn(`registry.example.com/web:${tag}`, '--http=:8080'),
  standIn(`registry.example.com/catalog:${tag}`, '--http=:8080'),
  standIn(`registry.example.com/scheduler:${tag}`),
]);

/** The images of the tests and of the examples. */
export const IMAGES: readonly Image[] = [
  { reference: PAUSE_IMAGE, program: 'agent', args: ['pause'] },
  { reference: AGENT_IMAGE, program: 'agent' },
  { reference: ROOT_IMAGE, program: 'agent', user: '' },
  { reference: NAMED_USER_IMAGE, program: 'agent', user: 'app' },
  { reference: DNS_IMAGE, program: 'coredns' },
  { reference: 'docker.io/library/nats:2.12', program: 'nats-server' },
  { reference: 'docker.io/prom/statsd-exporter:v0.28.0', program: 'statsd-exporter' },
  standIn('docker.io/library/httpd:2.4', '--http=:80'),
  standIn('docker.io/library/redis:7.4', '--tcp=:6379'),
  standIn('registry.example.com/web:1.4.2', '--http=:8080'),
  standIn('registry.example.com/web:5.2.0', '--http=:8080'),
  standIn('registry.example.com/cart:2.0.3', '--http=:8080'),
  standIn('registry.example.com/catalog:3.1.0', '--grpc=:9090'),
  standIn('registry.example.com/orders:1.4.2', '--http=:8080', '--grpc=:9090'),
  { ...standIn('registry.example.com/mailer:2.0.3'), path: '/bin/mailer' },
  ...ENVIRONMENT_IMAGES,
];

/** Imports images into containerd, as an archive in the OCI image layout in which each program is one layer. */
export function importImages(socket: string, directory: string, programs: Readonly<Partial<Record<Server, string>>>, images: readonly Image[]): void {
  const archive = mkdtempSync(join(directory, 'images-'));
  const layout = join(archive, 'layout');
  const blobs = join(layout, 'blobs', 'sha256');
  mkdirSync(blobs, { recursive: true });
  const imageOfLayer = new Map(images.map(image => [layerOf(image), image]));
  const layers = new Map([...imageOfLayer].map(([name, image]) => [name, addLayer(blobs, archive, image, programs[image.program]!)]));
  const manifests = images.map(image => {
    const { reference, args = [], user = USER } = image;
    const layer = layers.get(layerOf(image))!;
    const config = addJson(blobs, {
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      config: { Entrypoint: [pathOf(image), ...args], User: user },
      rootfs: { type: 'layers', diff_ids: [layer.digest] },
    });
    const manifest = addJson(blobs, {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config },
      layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', ...layer }],
    });
    return { mediaType: 'application/vnd.oci.image.manifest.v1+json', ...manifest, annotations: { 'io.containerd.image.name': reference } };
  });
  writeFileSync(join(layout, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  writeFileSync(join(layout, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  run('tar', ['-C', layout, '-cf', join(archive, 'images.tar'), '.']);
  run('ctr', ['--address', socket, '--namespace', 'k8s.io', 'images', 'import', join(archive, 'images.tar')]);
  rmSync(archive, { recursive: true });
}

/** Images with the same program, path and capability have the same layer. */
function layerOf(image: Image): string {
  return `${image.program}${pathOf(image).replaceAll('/', '-')}${image.capability ?? ''}`;
}

function pathOf({ program, path = `/${program}` }: Image): string {
  return path;
}

interface Blob {
  readonly digest: string;
  readonly size: number;
}

function addJson(blobs: string, content: object): Blob {
  const text = JSON.stringify(content);
  const digest = createHash('sha256').update(text).digest('hex');
  writeFileSync(join(blobs, digest), text);
  return { digest: `sha256:${digest}`, size: text.length };
}

function addLayer(blobs: string, archive: string, image: Image, program: string): Blob {
  const root = join(archive, layerOf(image));
  const file = join(root, pathOf(image));
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(program, file);
  if (image.capability !== undefined) {
    run('setcap', [image.capability, file]);
  }
  const layer = `${root}.tar`;
  const attributes = ['--xattrs', '--xattrs-include=security.capability'];
  run('tar', ['-C', root, '--owner=0', '--group=0', '--mtime=@0', ...attributes, '-cf', layer, '.']);
  const [digest] = run('sha256sum', [layer]).split(' ');
  copyFileSync(layer, join(blobs, digest));
  return { digest: `sha256:${digest}`, size: statSync(layer).size };
}
