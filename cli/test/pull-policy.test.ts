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
