import { execFileSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ok } from '../../../src/domain/result.ts';
import { changeWitnessList, moveWitness, readWitness, readWitnessList } from '../../../src/state/witness.ts';
import { freshInstallation } from '../../support/installation.ts';

it('a witness file moves one at a time, and a lock that a killed process left behind stops nobody', () => {
  const file = join(freshInstallation().folders.state, 'witness');
  writeFileSync(`${file}.lock`, '');
  const moved = moveWitness(file, 'a', () => {
    expect(moveWitness(file, 'b', () => ok('the second'))).toMatchObject({ ok: false, error: { reason: 'locked' } });
    return ok('the first');
  });
  expect(moved).toEqual(ok('the first'));
  expect(readWitness(file)).toEqual(ok('the first'));
  expect(moveWitness(file, 'c', (note) => ok(`${note}, and the third`))).toEqual(ok('the first, and the third'));
});

it('what is no small plain file is no witness, and is not waited for', () => {
  const { state } = freshInstallation().folders;
  const [pipe, large] = [join(state, 'pipe'), join(state, 'large')];
  execFileSync('mkfifo', [pipe]);
  writeFileSync(large, '');
  truncateSync(large, 2 ** 40);
  for (const path of [pipe, large, state]) expect(readWitness(path)).toMatchObject({ ok: false, error: { reason: 'unsafe' } });
});

it('the list of witness files is changed by one process at a time', () => {
  const { config } = freshInstallation().folders;
  const added = (path: string) => (paths: readonly string[]) => [...paths, path];
  const first = changeWitnessList(
    config,
    (paths) => {
      expect(changeWitnessList(config, added('/b'), 'b')).toMatchObject({ ok: false, error: { reason: 'locked' } });
      return added('/a')(paths);
    },
    'a',
  );
  expect(first).toEqual(ok(true));
  expect(changeWitnessList(config, added('/b'), 'b')).toEqual(ok(true));
  expect(readWitnessList(config)).toEqual(ok(['/a', '/b']));
});
