/**
 * The program of an application that declares an app with one side.
 *
 * usage: node application.js SIDE FILE   with an `AppShape` as JSON in the file
 */
import { readFileSync } from 'fs';
import { createRequire } from 'module';
import { App } from 'cdk8s';
import { appModel, type AppModel } from '../app-model';

const [side, shape] = process.argv.slice(2);
const { declare } = createRequire(__filename)(`../sides/${side}`) as { declare(app: App, model: AppModel): void };
const app = new App();
declare(app, appModel(JSON.parse(readFileSync(shape, 'utf-8'))));
app.synth();
