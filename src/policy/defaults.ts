import type { Policy } from '../domain/policy.ts';
import { ROLES } from './roles.ts';

const HOUR = 3_600_000_000;

/** Everything but the rules, where no layer says anything. */
export const DEFAULTS: Omit<Policy, 'rules' | 'hash'> = {
  mode: 'enforce',
  profile: 'standard',
  roles: ROLES,
  stances: {},
  context: { protectedBranches: [], sensitiveFiles: [], production: {}, hours: [] },
  exceptions: { proofs: ['prompt', 'pin'], longest: 8 * HOUR },
  sessionLifetime: 24 * HOUR,
};
