import { describe, expect, it } from 'vitest';
import { resourcesBeyond } from '../../../src/authorization/resources.ts';
import type { Effect } from '../../../src/domain/effect.ts';
import type { Permission } from '../../../src/domain/principal.ts';
import { memoryFiles } from '../../support/setting.ts';
import { analysis, effect, operand } from '../policy/fixtures.ts';

const PLACE = { project: '/p', files: memoryFiles() };
const beyond = (lists: readonly (readonly Permission[])[], ...effects: readonly Effect[]) =>
  resourcesBeyond(lists, analysis([effects]), PLACE);
const reads = (...paths: readonly string[]): readonly Effect[] => paths.map((path) => effect('file.read', operand(path)));
const UNKNOWN = operand('$X', [], 'unknown');

describe('the paths and hosts that a role lacks', () => {
  it('are none where no list speaks of them', () => {
    expect(beyond([], ...reads('/etc/hosts'))).toEqual([]);
    expect(beyond([['tool:*', 'effect:*']], ...reads('/etc/hosts'))).toEqual([]);
  });

  it.each<[string, readonly (readonly Permission[])[], Effect, readonly string[]]>([
    ['a path', [['path:src/**']], effect('file.read', operand('/p/docs/a')), ['path:docs/a']],
    ['a host', [['host:*.internal']], effect('net.request', operand('example.org')), ['host:example.org']],
    ['a path that only the run can tell', [['path:src/**']], effect('file.read', UNKNOWN), ['path:(only the run can tell)']],
    ['a host that only the run can tell', [['host:*.internal']], effect('net.request', UNKNOWN), ['host:(only the run can tell)']],
    ['no host, where a list speaks of paths alone', [['path:src/**']], effect('net.request', UNKNOWN), []],
    ['no path, where a list speaks of hosts alone', [['host:*.internal']], effect('file.read', UNKNOWN), []],
    [
      'what is taken, by whoever gives all else',
      [['host:*', '!host:10.0.0.7']],
      effect('net.upload', operand('10.0.0.7')),
      ['host:10.0.0.7'],
    ],
  ])('are named as permissions: %s', (_, lists, one, missing) => expect(beyond(lists, one)).toEqual(missing));

  it('are what any one of several lists lacks, those aside that do not speak of such', () => {
    const lists: readonly (readonly Permission[])[] = [['path:src/**', 'path:docs/**'], ['tool:*'], ['path:src/**', 'path:lib/**']];
    expect(beyond(lists, ...reads('/p/src/a', '/p/docs/a', '/p/lib/a', '/p/bin/a'))).toEqual(['path:docs/a', 'path:lib/a', 'path:bin/a']);
  });

  it('are named once each, and no more than five of them', () => {
    const names = ['/p/a', '/p/b', '/p/a', '/p/c', '/p/d', '/p/e', '/p/f', '/p/g'];
    expect(beyond([['path:src/**']], ...reads(...names))).toEqual(['path:a', 'path:b', 'path:c', 'path:d', 'path:e']);
  });

  it('are what a wildcard or a whole folder may lead to, and no single file beside it', () => {
    const careful: readonly Permission[] = ['!path:src/secret/**'];
    expect(beyond([careful], effect('file.read', operand('/p/src/*/key')))).toEqual(['path:src/*/key']);
    expect(beyond([careful], effect('file.read', operand('/p/src'), ['recursive']))).toEqual(['path:src']);
    expect(beyond([careful], effect('file.read', operand('/p/src')))).toEqual([]);
    expect(beyond([['path:**', 'host:*', ...careful]], effect('net.upload', operand('**')))).toEqual([]);
    expect(beyond([['path:src/**', 'path:src']], effect('file.read', operand('/p/src'), ['recursive']))).toEqual([]);
  });
});
