import { expect } from 'vitest';
import { toBeAcceptedBy } from './lib/matcher/to-be-accepted-by.js';

expect.extend({ toBeAcceptedBy });
