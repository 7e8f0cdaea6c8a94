import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ok } from '../../../src/domain/result.ts';
import { moveWitness, readWitness } from '../../../src/state/witness.ts';
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
