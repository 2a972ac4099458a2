import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Connections } from '../../lib';

/** The message of the error that a step throws; undefined if it throws none. */
export function errorOf(step: () => unknown): string | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The document of an object, or the error of the checks of finished documents. */
function documentOf(object: ApiObject): unknown {
  try {
    return object.toJson();
  } catch (error) {
    return (error as Error).message;
  }
}

/** Everything that an app contains when it is synthesized. */
export function contentsOf(app: IConstruct) {
  const constructs = app.node.findAll();
  return {
    paths: constructs.map(({ node }) => node.path),
    problems: constructs.flatMap(({ node }) => node.validate().map(problem => `${node.path}: ${problem}`)),
    documents: constructs.filter(ApiObject.isApiObject).map(documentOf),
    connections: Connections.of(app).all.map(connection => connection.toJson()),
  };
}
