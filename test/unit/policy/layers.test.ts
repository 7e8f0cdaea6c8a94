import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STANCES } from '../../../src/domain/rule.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { describeFault } from '../../../src/policy/fault.ts';
import { LAYERS, type LayerName } from '../../../src/policy/layer.ts';
import { valuesOf } from '../../../src/policy/values.ts';
import { pattern, policy, rule } from './fixtures.ts';
import { layer } from './layer-fixtures.ts';

const builtin = policy([
  rule(pattern('git.push'), { id: 'git.push', decision: 'ask' }),
  rule(pattern('file.delete'), { id: 'filesystem.delete', absolute: true }),
  rule(pattern('exec'), { id: 'test.trial', status: 'experimental' }),
  rule(pattern('exec'), { id: 'git.old-push', status: 'deprecated', replacedBy: 'git.push' }),
]);
const compile = (...layers: readonly ReturnType<typeof layer>[]) => compilePolicy(layers, builtin);
const compiled = (...layers: readonly ReturnType<typeof layer>[]) => {
  const result = compile(...layers);
  if (!result.ok) throw new Error(result.error.map(describeFault).join('\n'));
  return result.value;
};
/** What is left of a rule: its decision, `observe`, or nothing. */
const stance = (id: string, ...layers: readonly ReturnType<typeof layer>[]): string => {
  return valuesOf(compiled(...layers)).find(({ field }) => field === `rules.${id}`)?.value ?? 'off';
};
const says = (name: LayerName, id: string, what: string) => layer(name, `rules:\n  ${id}: ${what}\n`);

describe('a rule', () => {
  it.each<[string, string, readonly ReturnType<typeof layer>[]]>([
    ['the user may switch off', 'off', [says('user', 'git.push', 'off')]],
    ['the user may only watch', 'observe', [says('user', 'git.push', 'observe')]],
    ['the user may sharpen', 'deny', [says('user', 'git.push', 'deny')]],
    ['the project may sharpen', 'deny', [says('project', 'git.push', 'deny')]],
    ['the project cannot switch off', 'ask', [says('project', 'git.push', 'off')]],
    ['the managed layer may switch off', 'off', [says('managed', 'git.push', 'off')]],
    ['the user cannot lower below the managed floor', 'ask', [says('managed', 'git.push', 'ask'), says('user', 'git.push', 'off')]],
    ['the user may raise above the managed floor', 'deny', [says('managed', 'git.push', 'observe'), says('user', 'git.push', 'deny')]],
    ['the project raises what the user switched off', 'ask', [says('user', 'git.push', 'off'), says('project', 'git.push', 'ask')]],
    ['goes by its former id, too', 'deny', [says('user', 'git.old-push', 'deny')]],
  ])('%s', (_name, expected, layers) => expect(stance('git.push', ...layers)).toBe(expected));

  it('that is absolute is loosened by nobody', () => {
    for (const name of LAYERS)
      for (const what of STANCES) expect(stance('filesystem.delete', says(name, 'filesystem.delete', what))).toBe('deny');
  });
  it('on trial may be made to count', () => expect(stance('test.trial', says('user', 'test.trial', 'ask'))).toBe('ask'));
});

describe('mode and profile', () => {
  it('follow the same order', () => {
    const met = compiled(layer('user', 'mode: observe\nprofile: strict'), layer('project', 'profile: standard'));
    expect([met.mode, met.profile]).toEqual(['observe', 'strict']);
    expect(compiled(layer('managed', 'mode: enforce'), layer('user', 'mode: observe')).mode).toBe('enforce');
    expect(compiled(layer('user', 'mode: observe'), layer('project', 'mode: enforce')).mode).toBe('enforce');
    expect(compiled(layer('project', 'mode: observe')).mode).toBe('enforce');
  });
});

describe('what is withheld', () => {
  const wants = (name: LayerName, kind: string) =>
    layer(name, `redact:\n  - { name: ${kind}, pattern: '${kind}-[0-9]{4}' }\n  - { personal: email-address }\n`);
  it('adds up over the layers, and a project that nobody trusts hides nothing', () => {
    const met = compiled(wants('managed', 'aa'), wants('user', 'bb'), wants('project', 'cc'));
    expect(met.withheld?.patterns.map(({ name }) => name)).toEqual(['aa', 'bb']);
    expect(compiled(layer('user', 'mode: enforce')).withheld).toBeUndefined();
    const trusted = { ...wants('project', 'cc'), trusted: true };
    expect(compiled(trusted).withheld?.patterns).toEqual([{ name: 'cc', class: 'secret', pattern: 'cc-[0-9]{4}' }]);
  });
  it('is refused with its line where a pattern could run away', () => {
    const refused = compile(layer('user', "redact:\n  - { name: x, pattern: 'a+b' }\n"));
    expect(refused.ok ? '' : refused.error.map(describeFault).join()).toMatch(/:\d+:\d+: redact.0.pattern: .*only letters/);
  });
});

describe('audit.echo', () => {
  it('is said unless a layer that may loosen says otherwise', () => {
    const met = (...layers: readonly ReturnType<typeof layer>[]) => compiled(...layers).echo;
    const off = "audit: { echo: 'off' }";
    expect(met()).toBe('session-start');
    expect(met(layer('user', off))).toBe('off');
    expect(met(layer('project', off))).toBe('session-start');
    expect(met(layer('managed', 'audit: { echo: session-start }'), layer('user', off))).toBe('session-start');
  });
});

describe('audit.seal', () => {
  const met = (...layers: readonly ReturnType<typeof layer>[]) => compiled(...layers).seal;
  const all = 'audit: { seal: all }';
  const denied = 'audit: { seal: denied }';
  const off = "audit: { seal: 'off' }";
  it('is off, unless the managed layer or the user says otherwise', () => {
    expect(met()).toBe('off');
    expect(met(layer('user', denied))).toBe('denied');
    expect(met(layer('managed', all))).toBe('all');
  });
  it('is the narrower where both speak', () => {
    expect(met(layer('managed', all), layer('user', denied))).toBe('denied');
    expect(met(layer('managed', denied), layer('user', all))).toBe('denied');
    expect(met(layer('managed', all), layer('user', off))).toBe('off');
    expect(met(layer('managed', off), layer('user', all))).toBe('off');
  });
  it('is none of a project’s business, trusted or not', () => {
    expect(met(layer('project', all))).toBe('off');
    expect(met(layer('user', all), layer('project', off))).toBe('all');
    expect(met(layer('user', all), { ...layer('project', off), trusted: true })).toBe('all');
    expect(met({ ...layer('project', all), trusted: true })).toBe('off');
  });
});

describe('autoApprove', () => {
  const met = (...layers: readonly ReturnType<typeof layer>[]) => compiled(...layers).autoApprove;
  const on = 'autoApprove: read-only';
  const off = "autoApprove: 'off'";
  it('is off, unless the managed layer or the user turns it on', () => {
    expect(met()).toBe('off');
    expect(met(layer('user', on))).toBe('read-only');
    expect(met(layer('managed', on))).toBe('read-only');
  });
  it('is never turned on by a project, and off by any layer', () => {
    expect(met(layer('project', on))).toBe('off');
    expect(met(layer('user', on), layer('project', off))).toBe('off');
    expect(met(layer('managed', off), layer('user', on))).toBe('off');
    expect(met(layer('managed', on), layer('user', off))).toBe('off');
  });
});

it('a project layer never makes anything laxer (property)', () => {
  const any = (name: LayerName) => fc.constantFrom(...STANCES).map((what) => says(name, 'git.push', what));
  const order: readonly string[] = STANCES;
  fc.assert(
    fc.property(fc.option(any('managed')), fc.option(any('user')), any('project'), (managed, user, project) => {
      const others = [managed, user].filter((one) => one !== null);
      expect(order.indexOf(stance('git.push', ...others, project))).toBeGreaterThanOrEqual(order.indexOf(stance('git.push', ...others)));
    }),
  );
});

it('the order in which layers are handed over says nothing', () => {
  const layers = [says('managed', 'git.push', 'ask'), says('user', 'git.push', 'off'), says('project', 'git.push', 'deny')];
  expect(compiled(...layers)).toEqual({ ...compiled(...[...layers].reverse()), hash: expect.any(String) });
});

describe('a fault', () => {
  const faults = (one: ReturnType<typeof layer>): readonly string[] => {
    const result = compile(one);
    return result.ok ? [] : result.error.map(describeFault);
  };
  it.each([
    [
      'a misspelt rule',
      says('user', 'git.psuh', 'off'),
      ['/user/policy.yaml:3:3: rules: there is no rule "git.psuh"; did you mean "git.push"?'],
    ],
    ['a misspelt field', layer('user', 'mod: observe'), ['/user/policy.yaml:2:1: unknown key "mod"; did you mean "mode"?']],
    [
      'a stance that there is not',
      says('user', 'git.push', 'allow'),
      ['/user/policy.yaml:3:13: rules.git.push: "allow" is not known; one of off, observe, ask, deny'],
    ],
    [
      'another version',
      { ...layer('user', ''), bytes: new TextEncoder().encode('version: 2\n') },
      ['/user/policy.yaml:1:10: version: 2 is not known; one of 1'],
    ],
    [
      'a variable without what it has to be',
      layer('user', 'production: { variable: [STAGE, "!TIER=live"] }'),
      ['/user/policy.yaml:2:26: production.variable.0: a variable is `NAME=glob`'],
    ],
    ['what is not UTF-8', { ...layer('user', ''), bytes: new Uint8Array([0x61, 0xff]) }, ['/user/policy.yaml:1:1: the file is not UTF-8']],
    [
      'an empty file',
      { ...layer('user', ''), bytes: new Uint8Array() },
      ['/user/policy.yaml:1:1: the file: it is empty, where names with their values (`name: value`) belong'],
    ],
    [
      'a list in the place of the whole',
      { ...layer('user', ''), bytes: new TextEncoder().encode('[]') },
      ['/user/policy.yaml:1:1: the file: a list stands where names with their values (`name: value`) belong'],
    ],
    [
      'a colon that is missing',
      layer('user', 'rules:\n  git.force-push deny'),
      ['/user/policy.yaml:3:3: rules: the text "git.force-push deny" stands where names with their values (`name: value`) belong'],
    ],
    [
      'one value in the place of a list',
      layer('user', 'protectedBranches: 7'),
      ['/user/policy.yaml:2:20: protectedBranches: 7 stands where a list (`[one, other]`) belongs'],
    ],
    [
      'a name without its value',
      layer('user', 'rules:'),
      ['/user/policy.yaml:2:7: rules: missing: names with their values (`name: value`)'],
    ],
  ])('%s', (_name, one, expected) => expect(faults(one)).toEqual(expected));
});
