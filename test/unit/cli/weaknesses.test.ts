import { expect, it } from 'vitest';
import type { Standing } from '../../../src/cli/standing.ts';
import { weaknessesOf } from '../../../src/cli/weaknesses.ts';
import { err, ok } from '../../../src/domain/result.ts';

const NOW = 1_750_000_000_000_000;
const DAY = 86_400_000_000;
const key = {
  key_id: 'Ab12Cd34',
  principal_id: 'ada',
  name: 'Ada',
  role: 'developer',
  status: 'active',
  created_at: 0,
  expires_at: null,
  revoked_at: null,
  per_minute: 1,
  burst: 1,
  last_used_at: null,
  hosts: null,
  projects: null,
};
const wired = {
  host: 'claude-code',
  path: '/s.json',
  events: ['PreToolUse', 'PermissionRequest', 'ConfigChange'],
  partly: [],
  commands: {},
} as const;
const policy = {
  mode: 'enforce',
  profile: 'standard',
  hash: 'h',
  layers: [],
  rules: { off: 0, observe: 0, ask: 1, deny: 1 },
  loosened: [],
} as const;
const pause = {
  id: 'g1',
  kind: 'pause',
  proof: 'pin',
  rules: [],
  grantedAt: 0,
  expiresAt: NOW + 1,
  grantedBy: 'ada',
  because: 'fire',
} as const;
const allowance = { ...pause, id: 'g2', kind: 'allowance', rules: ['git.force-push'] } as const;
const SOUND: Standing = {
  project: '/p',
  policy: ok(policy),
  presented: ok({ from: 'file', key }),
  launcher: { path: '/l', made: true, snapshot: true },
  wiring: [wired],
  exceptions: ok([]),
  sealing: ok(false),
  log: ok({ records: 1, last: NOW }),
};

it('nothing weakens what is set up and wired', () => {
  expect(weaknessesOf(SOUND, NOW)).toEqual([]);
  expect(weaknessesOf({ ...SOUND, exceptions: ok([allowance]) }, NOW)).toEqual([]);
  expect(weaknessesOf({ ...SOUND, presented: ok({ from: 'file', key: { ...key, expires_at: NOW + 8 * DAY } }) }, NOW)).toEqual([]);
});

it.each<[string, Partial<Standing>, RegExp]>([
  ['inputs that are to be sealed to no key', { policy: ok({ ...policy, seal: 'denied' }) }, /audit\.seal: denied.*keys create-sealing/],
  ['a damaged key to seal to', { policy: ok({ ...policy, seal: 'all' }), sealing: err('it is damaged') }, /denied: it is damaged/],
  ['a mode that only observes', { policy: ok({ ...policy, mode: 'observe' }) }, /mode is observe/],
  ['a pause', { exceptions: ok([pause]) }, /Paused until .*\(fire\).*exceptions revoke g1/],
  ['a broken layer', { policy: err('policy.yaml:2:1: unknown key') }, /policy is broken.*policy\.yaml:2:1/],
  ['a log that cannot be read', { log: err('locked') }, /log cannot be read/],
  ['a key that ends within a week', { presented: ok({ from: 'file', key: { ...key, expires_at: NOW + 6 * DAY } }) }, /key rotate Ab12Cd34/],
  ['a key whose overlap ends', { presented: ok({ from: 'file', key: { ...key, revoked_at: NOW + 1 } }) }, /The key ends/],
  ['no key', { presented: ok({ from: 'nowhere' }) }, /hookwarden unlock/],
  ['an unlock that has ended', { presented: ok({ from: 'unlocked', until: NOW - 1 }) }, /unlock ended/],
  ['a key that is good no more', { presented: ok({ from: 'environment' }) }, /does not work/],
  ['a key that others can read', { presented: err('chmod 600') }, /cannot be read.*chmod/],
  ['no launcher', { launcher: { path: '/l', made: false, snapshot: false } }, /hookwarden init/],
  ['a launcher that nothing runs', { wiring: [] }, /nothing is judged/],
  ['hooks that are switched off', { wiring: [wired, { ...wired, path: '/t.json', events: [], fault: 'off' }] }, /\/t\.json: off/],
  [
    'a tool that is left out',
    { wiring: [{ ...wired, events: wired.events.slice(1), partly: ['PreToolUse (Bash)'] }] },
    /PreToolUse \(Bash\)/,
  ],
  ['an event that is left out', { wiring: [{ ...wired, events: ['PreToolUse'] }] }, /PermissionRequest, ConfigChange/],
])('%s does, and is said with what mends it', (_, change, says) => {
  expect(weaknessesOf({ ...SOUND, ...change }, NOW).join('\n')).toMatch(says);
});
