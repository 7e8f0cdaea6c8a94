import { expect, it } from 'vitest';
import { BUILTIN } from '../../../src/policy/builtin.ts';
import { valuesOf } from '../../../src/policy/values.ts';
import { faults, layer, met, type Source, trusted } from './layer-fixtures.ts';

const git = (...sources: readonly Source[]) => met(BUILTIN, ...sources).policy.git;
const LAX = `git:
  rules: { commit.conflict-marker: off, push.force: observe }
  tooLarge: pass
  exceptions: [{ paths: ["test/**"], rules: ["secrets.*"], reason: made up for tests }]
  anchor: notes
`;
const STRICT = `git:
  rules: { commit.protected-branch: deny }
  tooLarge: deny
  maxFileSize: 20MB
  messages: { subject: ["SHOP-*: *"], maxSubject: 60, signedOff: true }
`;

it('says nothing where no layer speaks of git', () => {
  expect(git(layer('user', 'mode: enforce\n'))).toBeUndefined();
});

it('lets an untrusted project tighten and nothing else', () => {
  expect(git(layer('project', LAX))).toEqual({
    rules: { 'commit.conflict-marker': 'deny', 'push.force': 'ask' },
    tooLarge: 'ask',
    maxFileSize: 10 * 1024 ** 2,
    messages: { subject: [], signedOff: false },
    exceptions: [],
    anchor: 'off',
  });
  expect(git(layer('project', STRICT))).toMatchObject({
    rules: { 'commit.protected-branch': 'deny' },
    tooLarge: 'deny',
    maxFileSize: 10 * 1024 ** 2,
    messages: { subject: [['SHOP-*: *']], maxSubject: 60, signedOff: true },
  });
});

it('lets the user, and a project that a person trusts, loosen what managed is silent on', () => {
  for (const source of [layer('user', LAX), trusted(layer('project', LAX))]) {
    expect(git(source)).toMatchObject({ rules: { 'commit.conflict-marker': 'off' }, tooLarge: 'pass', anchor: 'notes' });
    expect(git(source)?.exceptions).toHaveLength(1);
  }
  expect(git(layer('managed', STRICT), layer('user', LAX))).toMatchObject({ tooLarge: 'deny', maxFileSize: 20 * 1024 ** 2 });
});

it('says which exception was dropped, and why', () => {
  const { origins } = met(BUILTIN, layer('managed', LAX), layer('user', LAX));
  const dropped = origins.find(({ field }) => field === 'git.exceptions')?.dropped;
  expect(dropped).toMatchObject([{ layer: 'user', line: 5, value: 'secrets.* in test/**', why: 'the managed layer has settled it' }]);
});

it('shows every value under the name that a layer gives it', () => {
  const shown = valuesOf(met(BUILTIN, layer('user', STRICT)).policy).filter(({ field }) => field.startsWith('git.'));
  expect(shown).toContainEqual({ field: 'git.messages.subject', value: 'SHOP-*: *' });
  expect(shown).toContainEqual({ field: 'git.rules.push.force', value: 'ask' });
});

it.each([
  ['a rule that does not exist', 'git: { rules: { commit.typo: off } }\n', /unknown key "commit.typo"/],
  ['a size without a unit', 'git: { maxFileSize: "10" }\n', /10MB/],
  ['an exception without a reason', 'git: { exceptions: [{ paths: ["a"], rules: ["b"] }] }\n', /reason/],
])('refuses %s', (_, text, expected) => {
  expect(faults(BUILTIN, layer('user', text)).join('\n')).toMatch(expected);
});

it('shows sizes and lengths as a person writes them, and what was said in vain as well', () => {
  const shown = (policy: Parameters<typeof valuesOf>[0]) =>
    Object.fromEntries(
      valuesOf(policy)
        .filter(({ field }) => /^git\.(maxFileSize|messages\.maxSubject)$/.test(field))
        .map(({ field, value }) => [field, value]),
    );
  expect(shown(BUILTIN)).toEqual({ 'git.maxFileSize': '10MB', 'git.messages.maxSubject': 'any' });
  const { policy, origins } = met(BUILTIN, layer('user', 'git:\n  maxFileSize: 1500KB\n  messages: { maxSubject: 60 }\n'));
  expect(shown(policy)).toEqual({ 'git.maxFileSize': '1500KB', 'git.messages.maxSubject': '60' });
  expect(origins.filter(({ field }) => field === 'git.maxFileSize').map(({ value }) => value)).toEqual(['1500KB']);
});
