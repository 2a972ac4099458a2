import * as fc from 'fast-check';
import { OTHER_ENDS, PORTS, appSpec, declare, flow } from './generated-apps';
import { allows } from './policy-evaluation';
import { inputs, minutes } from '../random/inputs';

test('policies allow the declared traffic and nothing else', () => {
  fc.assert(fc.property(appSpec, spec => {
    const { policies, pods, isolated, allowed } = declare(spec);
    const all = [...OTHER_ENDS, ...pods];
    const wrong = all.flatMap(from => all.flatMap(to => PORTS.flatMap(port => {
      const expected = from === to || (!isolated.has(from) && !isolated.has(to)) || allowed.has(flow(from, to, port));
      return allows(policies, from, to, port) === expected ? [] : [`${flow(from, to, port)}: ${expected ? 'blocked' : 'allowed'}`];
    })));

    expect(wrong.slice(0, 5)).toEqual([]);
  }), inputs(100));
}, minutes(2));
