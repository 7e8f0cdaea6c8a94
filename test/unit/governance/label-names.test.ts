import { describe, expect, it } from 'vitest';
import type { Action } from '../../../src/domain/action.ts';
import type { Effect, EffectKind } from '../../../src/domain/effect.ts';
import { labelsOf } from '../../../src/governance/labels.ts';
import { analysis, effect, operand } from '../policy/fixtures.ts';

const labels = (effects: readonly Effect[], change: Partial<Action> = {}) =>
  labelsOf({ ...analysis([]), actions: [{ tool: 'Bash', effects, ...change }] }).map(({ name, about }) =>
    about === undefined ? name : `${name} ${about}`,
  );

describe('an effect leaves behind', () => {
  it.each<[string, Effect, readonly string[]]>([
    ['a secret that was read', effect('secret.read'), ['secret-read']],
    ['secrets that were shown', effect('secret.dump'), ['secret-read']],
    ['nothing of an environment', effect('secret.dump', undefined, ['environment']), []],
    ['a secret file', effect('file.read', operand('/p/.env', ['secret'])), ['secret-read']],
    ['nothing of a file that may be one', effect('file.read', operand('$X', ['secret'], 'unknown')), []],
    ['nothing of any other file', effect('file.read', operand('/p/a')), []],
    ['nothing of a file without a name', effect('file.read'), []],
    ['what came from the world', effect('net.request', operand('example.org', ['public'])), ['untrusted-content']],
    ['what came from wherever', effect('net.request', undefined, ['contents']), ['untrusted-content']],
    ['nothing of a request to this machine', effect('net.request', operand('localhost', ['loopback'])), []],
    ['nothing of an upload', effect('net.upload', operand('example.org', ['public'])), []],
    ['nothing where it is only written', effect('secret.read', undefined, ['content']), []],
    ['a script', effect('file.write', operand('/p/a.sh')), ['wrote-script /p/a.sh']],
    ['a script that was added to', effect('file.append', operand('/p/a.fish')), ['wrote-script /p/a.fish']],
    ['a script of another shell', effect('file.write', operand('/p/a.zsh')), ['wrote-script /p/a.zsh']],
    ['a command to click on', effect('file.write', operand('/p/a.command')), ['wrote-script /p/a.command']],
    ['a script of PowerShell', effect('file.write', operand('/p/a.ps1')), ['wrote-script /p/a.ps1']],
    ['nothing of a script that goes', effect('file.delete', operand('/p/a.sh')), []],
    ['nothing of a source', effect('file.write', operand('/p/a.sh.ts')), []],
    ['nothing of a name without a dot', effect('file.write', operand('/p/ash')), []],
    ['nothing of what has no name', effect('file.write', operand('$X', [], 'unknown')), []],
  ])('%s', (_, one, left) => expect(labels([one])).toEqual(left));

  it.each<[EffectKind, boolean]>([
    ['infra.change', true],
    ['infra.destroy', true],
    ['db.write', true],
    ['storage.delete', true],
    ['infra.read', false],
    ['db.read', false],
    ['file.write', false],
    ['git.push', false],
  ])('production that was touched by %s: %s', (kind, touched) => {
    expect(labels([effect(kind, undefined, ['production'])])).toEqual(touched ? ['production-touched'] : []);
    expect(labels([effect(kind)])).toEqual([]);
  });

  it.each(['WebFetch', 'WebSearch'])('what %s came back with, from wherever', (tool) =>
    expect(labels([effect('net.request')], { tool })).toEqual(['untrusted-content']),
  );
});

describe('an address that a repository is given', () => {
  const address = 'https://git.example.net/x.git';
  const added = (classes: Parameters<typeof operand>[1], argv: readonly string[], kind: EffectKind = 'git.local') =>
    labels([effect(kind, operand(address, classes))], { invocation: { program: 'git', argv, wrappers: [] } });
  const add = ['git', 'remote', 'add', 'b', address];
  it('is remembered by its name, unless many keep their code there', () => {
    expect(added(['public'], add)).toEqual(['remote-added b']);
    expect(added(['public', 'code-host'], add)).toEqual([]);
    expect(added(['private'], add)).toEqual([]);
    expect(added(['public'], ['git', 'fetch', address])).toEqual([]);
    expect(added(['public'], add, 'git.push')).toEqual([]);
    expect(labels([effect('git.local', operand(address, ['public']))])).toEqual([]);
    expect(labels([effect('git.local')], { invocation: { program: 'git', argv: add, wrappers: [] } })).toEqual([]);
  });
});

it('each thing is remembered once, what is about a session first, and no more than 64 of them', () => {
  const scripts = Array.from({ length: 70 }, (_, at) => effect('file.write', operand(`/p/${at}.sh`)));
  const left = labels([...scripts, ...scripts, effect('secret.read'), effect('secret.read')]);
  expect(left).toHaveLength(64);
  expect(left.slice(0, 3)).toEqual(['secret-read', 'wrote-script /p/0.sh', 'wrote-script /p/1.sh']);
  const made = [{ path: '/p/0.sh', label: 'downloaded-script' }] as const;
  const call = { ...analysis([scripts.slice(0, 2)]), made };
  expect(labelsOf(call)).toEqual([
    { name: 'downloaded-script', about: '/p/0.sh' },
    { name: 'wrote-script', about: '/p/1.sh' },
  ]);
});
