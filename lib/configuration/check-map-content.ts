import type { UsedMap } from './references';
import { MAX_MAP_SIZE, configurationRules, isBase64, isMapKey } from '../rules/configuration';
import type { Problems } from '../rules/rule';
import { shown } from '../rules/show';

/** The contents of a map, by the property that contains them. */
export interface MapContent {
  readonly data?: { [key: string]: string };
  readonly binaryData?: { [key: string]: string };
  readonly stringData?: { [key: string]: string };
}

/** Reports contents that the API server does not accept. @internal */
export function checkMapContent(problems: Problems, kind: UsedMap['kind'], { data = {}, binaryData = {}, stringData = {} }: MapContent): void {
  const encoded: Record<string, Record<string, string>> = kind === 'ConfigMap' ? { binaryData } : { data };
  for (const [property, values] of Object.entries({ data, binaryData, stringData })) {
    // `sanitizeValue` of cdk8s 2.70 takes the key constructor for the class of the object
    for (const key of Object.keys(values).filter(name => !isMapKey(name) || name === 'constructor')) {
      problems.report(configurationRules.key, property, key, "Use a key such as 'settings.json'.");
    }
  }
  for (const key of Object.keys(binaryData).filter(name => Object.hasOwn(data, name))) {
    problems.report(configurationRules.key, 'binaryData', key, 'It is also in data. Remove one of them.');
  }
  for (const [property, values] of Object.entries(encoded)) {
    for (const [key, value] of Object.entries(values).filter(([, text]) => !isBase64(text))) {
      problems.report(configurationRules.content, `${property}['${key}']`, value, `Encode the bytes in base64, or move text to ${kind === 'ConfigMap' ? 'data' : 'stringData'}.`);
    }
  }
  const size = sizeOf(kind, { data, binaryData, stringData });
  if (size > MAX_MAP_SIZE) {
    problems.report(configurationRules.content, kind === 'ConfigMap' ? 'data' : 'stringData', shown(`${size} bytes`), 'Divide the values among several maps, or put them into the image or a volume.');
  }
}

function sizeOf(kind: UsedMap['kind'], { data, binaryData, stringData }: MapContent): number {
  const values = kind === 'ConfigMap' ? [data, binaryData] : [{ ...data, ...stringData }];
  return values.flatMap(map => Object.entries(map ?? {}))
    .reduce((sum, [key, text]) => sum + Buffer.byteLength(text, isEncoded(kind, key, { data, binaryData, stringData }) ? 'base64' : 'utf8'), 0);
}

function isEncoded(kind: UsedMap['kind'], key: string, { binaryData, stringData }: MapContent): boolean {
  return kind === 'ConfigMap' ? binaryData?.[key] !== undefined : stringData?.[key] === undefined;
}
