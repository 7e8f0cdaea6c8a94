import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FileChange, lostBy } from '../../../../src/actions/agents/changes.ts';
import { entriesOf } from '../../../../src/actions/agents/entries.ts';
import type { Operand } from '../../../../src/domain/operand.ts';

const at = (path: string): Operand => ({ text: path, value: `/p/${path}`, certainty: 'literal', classes: ['agent-hooks'] });
const whole = (before: unknown, after: unknown): FileChange => ({
  kind: 'whole',
  before: before === undefined ? undefined : JSON.stringify(before),
  after: JSON.stringify(after),
});
const flags = (change: FileChange, path = '.claude/settings.json') => lostBy(change, at(path)).flatMap((effect) => effect.flags ?? []);
const hook = (command: string) => ({ hooks: { PreToolUse: [{ matcher: '*', hooks: [{ type: 'command', command }] }] } });

describe('what a change of settings takes away', () => {
  it.each<[string, unknown, unknown, readonly string[]]>([
    ['a theme', { theme: 'dark' }, { theme: 'light' }, []],
    ['one more refusal', { permissions: { deny: ['a'] } }, { permissions: { deny: ['a', 'b'] } }, []],
    ['one refusal less', { permissions: { deny: ['a', 'b'] } }, { permissions: { deny: ['a'] } }, ['broad']],
    ['one command allowed', {}, { permissions: { allow: ['Bash(npm test)'] } }, []],
    ['every command allowed', {}, { permissions: { allow: ['Bash'] } }, ['broad']],
    ['a first hook', undefined, hook('fmt'), []],
    ['a hook that says yes for the person', undefined, hook(`echo '{"decision":"approve"}'`), ['disable']],
    ['another hook beside it', hook('a b c'), { hooks: { ...hook('a b c').hooks, Stop: [{ hooks: [] }] } }, []],
    ['a hook gone', hook('a b c'), { model: 'x' }, ['disable']],
    ['a hook behind a wrapper', hook('track session start'), hook('sh wrap.sh track session start'), []],
    ['a hook behind nothing', hook('track session start'), hook('true track session start'), ['disable']],
    ['this guard moved', hook('/s/launcher block now'), hook('/t/other block now'), ['disable']],
    ['a variable of no matter', {}, { env: { CI: '1' } }, []],
    ['a variable that loads code', {}, { env: { NODE_OPTIONS: '-r x' } }, ['environment']],
    ['nothing left', { model: 'x' }, {}, ['disable']],
  ])('%s', (_, before, after, expected) => {
    expect(flags(whole(before, after))).toEqual(expected);
  });

  it('a change that nobody saw counts as the worst', () => {
    expect(flags({ kind: 'unknown' })).toEqual(['disable']);
  });

  it('settings as they were lose nothing, whatever they say', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1 }), (settings) =>
        flags(whole(settings, settings)).every((flag) => flag === 'disable' && Object.keys(settings).length === 0),
      ),
    );
  });
});

describe('what files of settings say', () => {
  it.each([
    ['a.json', '{ // c\n "a": {"B": [1, "x",]}, /* d */ }', ['a.b=1', 'a.b=x']],
    ['a.toml', '[a]\nb = "x" # c\n[[c.d]]\ne = [\n  1,\n]\n', ['a.b=x', 'c.d.e=[ 1, ]']],
    ['a.toml', 'features = { hooks = false }\n', ['features={ hooks = false }', 'features.hooks=false']],
    ['a.yaml', 'a:\n  b: x\n  c:\n    - d\n    - e\nf: g\n', ['a.b=x', 'a.c=d', 'a.c=e', 'f=g']],
  ])('%s %j', (path, text, expected) => {
    expect(entriesOf(text, path)?.map(({ key, value }) => `${key}=${value}`)).toEqual(expected);
  });

  it('a file that is no JSON says nothing, and an empty one nothing either', () => {
    expect(entriesOf('{', 'a.json')).toBeUndefined();
    expect(entriesOf(' ', 'a.json')).toEqual([]);
  });

  it('no text takes long', () => {
    for (const piece of ['{"a":', '//', '/*', '"\\', ', ', '[a]\n', '  - x: ']) {
      const start = performance.now();
      for (const path of ['a.json', 'a.toml', 'a.yaml']) entriesOf(piece.repeat(20_000), path);
      expect(performance.now() - start).toBeLessThan(2_000);
    }
  });
});
