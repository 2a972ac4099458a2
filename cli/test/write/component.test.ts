import { construct, lines } from './scopes';
import { Names } from '../../src/code/identifiers';
import { componentOf, writeComponent } from '../../src/write/component';

const [web, admin, spare] = [construct('ExposedWorkload', 'order-web', { image: 'web:1' }), construct('ExposedPods', 'admin'), construct('ExposedPods', 'spare')];

test('a component that no other statement uses has no properties', () => {
  const component = componentOf([web], lines(1), new Names());

  expect(component).toMatchObject({ className: 'OrderWeb', id: 'order-web', variable: 'orderWeb', properties: new Map() });
  expect(writeComponent(component)).toBe(`import { ExposedWorkload } from 'cdk8s-service-patterns';
import { Construct } from 'constructs';

export class OrderWeb extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    new ExposedWorkload(this, 'order-web', { image: 'web:1' });
  }
}
`);
});

test('constructs that other statements use are properties, with the classes that they have', () => {
  const users = [...lines(1, web.variable), ...lines(1, admin.variable)];
  const component = componentOf([web, admin, spare, ...lines(1, spare.variable)], users, new Names());

  expect([...component.properties.values()]).toEqual(['workload', 'admin']);
  expect(writeComponent(component)).toBe(`import { ExposedPods, ExposedWorkload } from 'cdk8s-service-patterns';
import { Construct } from 'constructs';

export class OrderWeb extends Construct {
  public readonly workload: ExposedWorkload;
  public readonly admin: ExposedPods;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    this.workload = new ExposedWorkload(this, 'order-web', { image: 'web:1' });

    this.admin = new ExposedPods(this, 'admin');

    const spare = new ExposedPods(this, 'spare');
    spare.note(0);
  }
}
`);
});

test('the class has a name that no other component has', () => {
  const classes = new Names();

  expect([1, 2].map(() => componentOf([web], [], classes).className)).toEqual(['OrderWeb', 'OrderWeb2']);
});

test('a property has another name than the workload', () => {
  const other = construct('ExposedPods', 'workload');
  const component = componentOf([web, other], [...lines(1, web.variable), ...lines(1, other.variable)], new Names());

  expect([...component.properties.values()]).toEqual(['workload', 'workload2']);
});
