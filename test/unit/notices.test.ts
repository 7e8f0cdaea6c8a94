import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { components, ownNeeds } from '../../scripts/components.ts';
import { notices } from '../../scripts/notices.ts';
import { ROOT } from '../support/installed.ts';

describe('what is said of the work of others', () => {
  it.each([...notices()])('%s is up to date, or `npm run notices` makes it so', (path, text) => {
    const file = join(ROOT, path);
    expect(existsSync(file) && readFileSync(file, 'utf8') === text).toBe(true);
  });

  const all = components();
  const purls = all.map(({ purl }) => purl);

  it('names each package once, with a licence and the text of it', () => {
    expect(new Set(purls).size).toBe(purls.length);
    expect(all.filter(({ licence, version, texts }) => licence === 'NOASSERTION' || version === '' || texts.length === 0)).toEqual([]);
  });

  it('names whatever the program asks for, bundled or beside it, and what those ask for', () => {
    const wanted = [...ownNeeds(), ...all.flatMap(({ needs }) => needs)];
    expect(wanted.filter((purl) => !purls.includes(purl))).toEqual([]);
    const reached = new Set(ownNeeds());
    for (const purl of reached) for (const need of all.find((one) => one.purl === purl)?.needs ?? []) reached.add(need);
    expect(all.filter(({ purl, bundled }) => !bundled && !reached.has(purl))).toEqual([]);
    expect(purls.some((purl) => purl.startsWith('pkg:generic/sqlite@3.'))).toBe(true);
  });

  it('may be passed on with the program under its licence', () => {
    const KNOWN = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'blessing'];
    expect(all.filter(({ licence }) => !KNOWN.includes(licence)).map(({ name, licence }) => `${name}: ${licence}`)).toEqual([]);
  });
});
