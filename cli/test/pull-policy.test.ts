import { declareObjects, deployment, documentOf } from './application/declare';
import { pullPolicyOf } from '../src/pull-policy';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  ['web', 'Always'],
  ['web:latest', 'Always'],
  ['registry.example.com:5000/shop/web', 'Always'],
  ['Registry.example.com/shop/web', 'Always'],
  ['web:1.4.2', 'IfNotPresent'],
  ['registry.example.com:5000/shop/web:1.4.2', 'IfNotPresent'],
  [`web@${DIGEST}`, 'IfNotPresent'],
  [`web:latest@${DIGEST}`, 'Always'],
  ['0123456789abcdef'.repeat(4), 'IfNotPresent'],
  ['IMAGE', 'IfNotPresent'],
  ['registry.example.com/Shop/web', 'IfNotPresent'],
  ['${IMAGE}', 'IfNotPresent'],
  ['', 'IfNotPresent'],
])('the pull policy of the image "%s" is %s by default', (image, policy) => {
  expect(pullPolicyOf(image)).toBe(policy);
});

test.each([
  ['web', 'Always', false],
  ['web', 'IfNotPresent', true],
  ['web:1.4.2', 'IfNotPresent', false],
  ['WEB_IMAGE', 'IfNotPresent', true],
  ['WEB_IMAGE', 'Always', true],
])('a container with the image %s and the pull policy %s has the option: %p', (image, imagePullPolicy, isWritten) => {
  const object = deployment('web');
  Object.assign(object.spec.template.spec.containers[0], { image, imagePullPolicy });
  const { code, documents } = declareObjects([object], true);

  expect(code.includes('imagePullPolicy: ')).toBe(isWritten);
  expect(documentOf(documents, 'Deployment').spec.template.spec.containers[0].imagePullPolicy).toBe(isWritten ? imagePullPolicy : undefined);
});
