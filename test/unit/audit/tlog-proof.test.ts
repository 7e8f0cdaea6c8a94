import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkpointText, parseCheckpoint } from '../../../src/audit/checkpoint.ts';
import { ed25519PublicKey, ed25519Signer } from '../../../src/audit/ed25519.ts';
import { appendLeaf, EMPTY_FRONTIER, type Frontier, leafHash, type NodeAt } from '../../../src/audit/merkle.ts';
import { signNote } from '../../../src/audit/note.ts';
import { consistencyProof, inclusionProof } from '../../../src/audit/proofs.ts';
import {
  formatConsistency,
  formatInclusion,
  parseConsistency,
  parseInclusion,
  verifyConsistencyFile,
  verifyInclusionFile,
} from '../../../src/audit/tlog-proof.ts';
import { unwrap } from '../../support/installation.ts';

const SEED = Buffer.alloc(32, 1);
const key = ed25519Signer('a.example/log', SEED, ed25519PublicKey(SEED));
const other = ed25519Signer('a.example/log', Buffer.alloc(32, 2), ed25519PublicKey(Buffer.alloc(32, 2)));

const kept: (readonly Uint8Array[])[] = [];
const frontiers: Frontier[] = [EMPTY_FRONTIER];
for (let i = 0; i < 20; i++) {
  const leaf = leafHash(Buffer.from(`entry ${i}`));
  const grown = appendLeaf(frontiers.at(-1) ?? EMPTY_FRONTIER, leaf);
  kept.push([leaf, ...grown.completed]);
  frontiers.push(grown);
}
const nodeAt: NodeAt = (level, index) => kept[(index + 1) * 2 ** level - 1]?.[level];
const text = (size: number) => checkpointText('a.example/log', frontiers[size] ?? EMPTY_FRONTIER);
const checkpoint = signNote(text(20), key);
const file = formatInclusion({ index: 5, hashes: inclusionProof(5, 20, nodeAt) ?? [], checkpoint });

describe('a proof of inclusion', () => {
  it('reads as its specification says', () => {
    const lines = file.split('\n');
    expect(lines.slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 5']);
    expect(lines.indexOf('')).toBe(2 + 5);
    expect(file.endsWith(`\n\n${checkpoint}`)).toBe(true);
    expect(formatInclusion({ index: 0, hashes: [], checkpoint: 'x', extra: Buffer.from('a b') })).toBe(
      'c2sp.org/tlog-proof@v1\nextra YSBi\nindex 0\n\nx',
    );
  });

  it('comes back as it was written', () => {
    const some = fc.record({
      index: fc.nat(),
      hashes: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 20 }),
      checkpoint: fc.constant(checkpoint),
      extra: fc.option(fc.uint8Array({ minLength: 1 }), { nil: null }),
    });
    fc.assert(
      fc.property(some, ({ extra, ...rest }) => {
        const written = formatInclusion({ ...rest, ...(extra && { extra }) });
        expect(formatInclusion(unwrap(parseInclusion(written)))).toBe(written);
      }),
    );
  });

  it('leads from the content to the signed root, and nowhere else', () => {
    const proof = unwrap(parseInclusion(file));
    const leaf = leafHash(Buffer.from('entry 5'));
    expect(verifyInclusionFile(proof, leaf, [key])).toMatchObject({ ok: true, value: { origin: 'a.example/log', size: 20 } });
    expect(verifyInclusionFile(proof, leafHash(Buffer.from('entry 6')), [key])).toMatchObject({
      error: expect.stringMatching(/does not lead/),
    });
    expect(verifyInclusionFile({ ...proof, index: 4 }, leaf, [key]).ok).toBe(false);
    expect(verifyInclusionFile({ ...proof, index: 20 }, leaf, [key])).toMatchObject({ error: expect.stringMatching(/counts 20 records/) });
    expect(verifyInclusionFile(proof, leaf, [other])).toMatchObject({ error: expect.stringMatching(/not signed by/) });
  });

  it.each([
    ['', /no proof/],
    [file.replace('v1', 'v2'), /no proof/],
    ['c2sp.org/tlog-proof@v1\nindex 0', /no checkpoint/],
    [file.replace('index 5', 'index 05'), /which record/],
    [file.replace('index 5', 'index -5'), /which record/],
    [file.replace('index 5', 'extra !!\nindex 5'), /extra data/],
    [file.replace('index 5\n', 'index 5\nAAAA\n'), /not the base64 of a hash/],
    [file.replace('index 5\n', `index 5\n${`${'A'.repeat(43)}=\n`.repeat(64)}`), /longer than any/],
  ])('%j is none', (broken, words) => {
    const parsed = parseInclusion(broken);
    expect(parsed.ok ? '' : parsed.error).toMatch(words);
  });
});

describe('a proof of consistency', () => {
  const older = unwrap(parseCheckpoint(text(7)));
  const proof = { older: 7, hashes: consistencyProof(7, 20, nodeAt) ?? [], checkpoint };

  it('comes back as it was written, in the form that witnesses are sent', () => {
    const written = formatConsistency(proof);
    expect(written.startsWith('old 7\n')).toBe(true);
    expect(formatConsistency(unwrap(parseConsistency(written)))).toBe(written);
    expect(parseConsistency(file).ok).toBe(false);
  });

  it('leads from the older head to the signed root, and from no other', () => {
    expect(verifyConsistencyFile(older, proof, [key]).ok).toBe(true);
    const error = (words: RegExp) => ({ error: expect.stringMatching(words) });
    expect(verifyConsistencyFile({ ...older, origin: 'b' }, proof, [key])).toMatchObject(error(/two logs/));
    expect(verifyConsistencyFile({ ...older, size: 8 }, proof, [key])).toMatchObject(error(/from 7 records/));
    expect(verifyConsistencyFile({ ...older, root: Buffer.alloc(32) }, proof, [key])).toMatchObject(error(/has not grown out/));
    expect(verifyConsistencyFile(older, proof, [other])).toMatchObject(error(/not signed/));
  });
});
