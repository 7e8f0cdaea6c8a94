import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../../support/programs.ts';

describe('what is printed', () => {
  it.each([
    ['whoami', 'ada\n'],
    ['dirname /srv/a.txt /srv/b/c', undefined],
    ['dirname /srv/a.txt', '/srv\n'],
    ['basename /srv/a.txt', 'a.txt\n'],
    ['basename -z /srv/a.txt', undefined],
    ['basename /srv/a.txt .txt', undefined],
    ['realpath notes ../x', '/home/ada/code/shop/notes\n/home/ada/code/x\n'],
    ['realpath --relative-to=/srv notes', undefined],
    ['readlink -f notes', '/home/ada/code/shop/notes\n'],
    ['readlink notes', undefined],
    ['git rev-parse --show-toplevel', '/home/ada/code/shop\n'],
    ['git rev-parse HEAD', undefined],
    ['git -C /srv/other rev-parse --show-toplevel', undefined],
  ])('%s: %j', (text, expected) => expect(outcomeOf(text).stdout?.text).toBe(expected));
});
