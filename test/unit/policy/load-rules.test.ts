import { describe, expect, it } from 'vitest';
import { describeFault } from '../../../src/policy/fault.ts';
import { compileRules, loadOwnRules, loadRules } from '../../../src/policy/load-rules.ts';

const GOOD = `id: pack.name
version: 1
status: stable
severity: high
decision: ask
title: A rule
message: "{{operand}} is deleted."
tags: [attack.t1485]
when:
  effect: file.delete
  class: home
examples:
  match: [rm -r ~]
  pass: [{ command: ls, adversarial: true }]
`;
const load = (text: string, path = 'rules/pack/name.yaml') => loadRules([{ path, text }]);
const faults = (text: string, path?: string): readonly string[] => {
  const loaded = load(text, path);
  return loaded.ok ? [] : loaded.error.map(describeFault);
};

it('reads a rule, with one word for a list of one and a bare string for a command', () => {
  const loaded = load(GOOD);
  expect(loaded.ok && loaded.value[0]).toMatchObject({
    unknown: 'skip',
    when: { effect: ['file.delete'], class: ['home'] },
    examples: { match: [{ command: 'rm -r ~' }], pass: [{ command: 'ls', adversarial: true }] },
  });
});

it('spells wildcards out', () => {
  const loaded = load(GOOD.replace('file.delete', 'db.*').replace('  class: home\n', ''));
  expect(loaded.ok && loaded.value[0]?.when).toEqual({ effect: ['db.read', 'db.write', 'db.drop', 'db.truncate', 'db.admin'] });
});

it('reads what must have gone before, and calls that did', () => {
  const before = 'match: [{ command: ls, before: [pwd, { tool: WebFetch, input: { url: x }, response: hello }] }]';
  const loaded = load(GOOD.replace('when:', 'session: secret-read\nwhen:').replace('match: [rm -r ~]', before));
  expect(loaded.ok && loaded.value[0]).toMatchObject({
    session: ['secret-read'],
    examples: { match: [{ command: 'ls', before: [{ command: 'pwd' }, { tool: 'WebFetch', response: 'hello' }] }] },
  });
  expect(faults(GOOD.replace('when:', 'session: secret-raed\nwhen:'))).toEqual([
    expect.stringMatching(/^rules\/pack\/name.yaml:9:10: session.*"secret-raed" is not known; did you mean "secret-read"\?$/),
  ]);
});

it('leaves the examples out of what runs', () => {
  expect(compileRules([{ path: 'rules/pack/name.yaml', text: GOOD }])[0]).not.toHaveProperty('examples');
});

describe('a fault says where it is and what was likely meant', () => {
  it.each([
    [
      'an unknown key',
      GOOD.replace('severity:', 'severty:'),
      ['rules/pack/name.yaml:4:1: unknown key "severty"; did you mean "severity"?'],
    ],
    [
      'an unknown key further in',
      GOOD.replace('  class: home', '  clas: home'),
      ['rules/pack/name.yaml:11:3: unknown key "clas"; did you mean "class"?'],
    ],
    [
      'an unknown word',
      GOOD.replace('severity: high', 'severity: hihg'),
      ['rules/pack/name.yaml:4:11: severity: "hihg" is not known; did you mean "high"?'],
    ],
    [
      'an unknown effect',
      GOOD.replace('file.delete', 'file.delet'),
      ['rules/pack/name.yaml:10:11: when.effect: "file.delet" is not known; did you mean "file.delete"?'],
    ],
    [
      'an unknown class in a list',
      GOOD.replace('class: home', 'class: [home, tmep]'),
      ['rules/pack/name.yaml:11:17: when.class.1: "tmep" is not known; did you mean "temp"?'],
    ],
    [
      'a decision that no rule can have',
      GOOD.replace('decision: ask', 'decision: allow'),
      ['rules/pack/name.yaml:5:11: decision: "allow" is not known; one of ask, deny'],
    ],
    [
      'a tag that no list has',
      GOOD.replace('attack.t1485', 'attack.t9999'),
      ['rules/pack/name.yaml:8:8: tags.0: this tag is not in the list of known ids'],
    ],
    [
      'braces in a glob',
      GOOD.replace('class: home', 'value: "{a,b}"'),
      ['rules/pack/name.yaml:11:10: when.value: only *, ** and ? and […] are wildcards here'],
    ],
    [
      'a file of another name',
      GOOD.replace('pack.name', 'pack.other'),
      ['rules/pack/name.yaml:1:1: the id is "pack.other", the file\'s name says "pack.name"'],
    ],
    ['an alias', GOOD.replace('class: home', 'class: &c home'), ['rules/pack/name.yaml:11:13: anchors are not allowed']],
    ['a key given twice', `${GOOD}version: 2\n`, ['rules/pack/name.yaml:15:1: Map keys must be unique']],
  ])('%s', (_name, text, expected) => expect(faults(text)).toEqual(expected));

  it('a missing field', () => expect(faults(GOOD.replace('title: A rule\n', ''))[0]).toMatch(/^rules\/pack\/name.yaml:1:1: title: /));
  it('two rules of one id', () => {
    const twice = loadRules([
      { path: 'a/pack/name.yaml', text: GOOD },
      { path: 'b/pack/name.yaml', text: GOOD },
    ]);
    expect(!twice.ok && twice.error.map(describeFault)).toEqual(['b/pack/name.yaml:1:1: there is another rule "pack.name"']);
  });
  it('a file too large, too many values, too deep', () => {
    expect(faults('#'.repeat(300_000))[0]).toContain('larger than');
    expect(faults(`a: [${'1,'.repeat(21_000)}1]`)[0]).toContain('more than');
    expect(faults(`a: ${'['.repeat(80)}${']'.repeat(80)}`)[0]).toContain('deeper');
  });
});

describe('the rules of a layer', () => {
  const own = (...files: readonly (readonly [path: string, text: string])[]) => {
    const loaded = loadOwnRules(files.map(([path, text]) => ({ path, text })));
    return loaded.ok ? loaded.value.map(({ id }) => id) : loaded.error.map(describeFault);
  };
  const other = GOOD.replace('pack.name', 'pack.other');
  const listed = (text: string): string => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`;

  it('lie in files of any name, one or a list of them in each', () => {
    expect(own(['rules/any.yaml', listed(other) + listed(GOOD)])).toEqual(['pack.name', 'pack.other']);
    expect(own(['rules/pack/name.yaml', GOOD], ['rules/pack.other.yaml', other])).toEqual(['pack.name', 'pack.other']);
  });
  it('have names of their own', () => {
    expect(own(['rules/a.yaml', GOOD], ['rules/b.yaml', listed(other) + listed(GOOD)])).toEqual([
      'rules/b.yaml:15:7: there is another rule "pack.name"',
    ]);
  });
});
