import { readFileSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { writtenVersion } from '../test/against-server/gateway-api';

/** Records the default values of a release: `gateway-api-defaults.ts <version> <directory of its CustomResourceDefinitions>`. */
const RECORDED = join(__dirname, '..', 'test', 'against-server', 'recorded', 'gateway-api-defaults.json');

/** A schema, or the part of it that has default values. */
interface Schema {
  readonly type?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** The part of a schema that has default values; undefined if there are none. */
function withDefaults({ type, default: value, properties = {}, items }: Schema): Schema | undefined {
  const parts = Object.entries(properties).flatMap(([name, schema]) => {
    const part = withDefaults(schema);
    return part ? [[name, part]] : [];
  });
  const part = items && withDefaults(items);
  return value === undefined && parts.length === 0 && !part ? undefined
    : { type, default: value, properties: parts.length > 0 ? Object.fromEntries(parts) : undefined, items: part };
}

/** The schemas of `spec` of all kinds that a release serves in the version that the library writes, reduced to their default values. */
function defaultsIn(directory: string): Record<string, Schema> {
  const files = readdirSync(directory).filter(file => file.endsWith('.yaml')).sort();
  const definitions = files.flatMap(file => parseAllDocuments(readFileSync(join(directory, file), 'utf8')).map(document => document.toJS()))
    .filter(document => document?.kind === 'CustomResourceDefinition');
  return Object.fromEntries(definitions.flatMap(({ spec }) => spec.versions
    .filter(({ name, served }: { name: string; served: boolean }) => name === writtenVersion(spec.names.kind) && served)
    .map(({ schema }: { schema: { openAPIV3Schema: Schema } }) => [spec.names.kind, withDefaults(schema.openAPIV3Schema.properties!.spec) ?? { type: 'object' }])));
}

const [version, directory] = process.argv.slice(2);
const recorded: Record<string, Record<string, Schema>> = { ...JSON.parse(readFileSync(RECORDED, 'utf8')), [version]: defaultsIn(directory) };
const versions = Object.entries(recorded).map(([name, kinds]) => {
  return ` "${name}": {\n${Object.entries(kinds).map(([kind, schema]) => `  "${kind}": ${JSON.stringify(schema)}`).join(',\n')}\n }`;
});
writeFileSync(RECORDED, `{\n${versions.join(',\n')}\n}\n`);
