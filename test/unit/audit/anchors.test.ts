import { describe, expect, it } from 'vitest';
import { isOnTheWay, parseSaidHead, readRoot, saidHeadProblem } from '../../../src/audit/anchors.ts';
import { checkpointText, originOf } from '../../../src/audit/checkpoint.ts';
import { ed25519PublicKey, ed25519Signer } from '../../../src/audit/ed25519.ts';
import { EMPTY_FRONTIER, growFrom, leafHash, rootOf } from '../../../src/audit/merkle.ts';
import { signNote } from '../../../src/audit/note.ts';

const SIZE = 11;
const nodes = new Map<string, Uint8Array>();
const roots = [rootOf(EMPTY_FRONTIER)];
const tree = growFrom(EMPTY_FRONTIER);
for (let at = 0; at < SIZE; at++) {
  const leaf = leafHash(Buffer.from(`entry ${at}`));
  for (const [level, node] of [leaf, ...tree.append(leaf)].entries()) nodes.set(`${level} ${(at + 1) / 2 ** level - 1}`, node);
  roots.push(rootOf(tree.frontier()));
}
const nodeAt = (level: number, index: number) => nodes.get(`${level} ${index}`);
const rootAt = (size: number): Uint8Array => roots[size] ?? Buffer.alloc(0);
const hexAt = (size: number): string => Buffer.from(rootAt(size)).toString('hex');
const later = { size: SIZE, root: rootAt(SIZE) };
const none = Buffer.alloc(32);

describe('a root that the log once had', () => {
  it.each(roots.map((_, size) => [size]))('is on the way to a later one at %i records, and another one is not', (size) => {
    expect(isOnTheWay({ size, root: rootAt(size) }, later, nodeAt)).toBe(true);
    expect(isOnTheWay({ size, root: none }, later, nodeAt)).toBe(false);
  });

  it('is not on the way where a node that would prove it is gone, or the log has become shorter', () => {
    expect(isOnTheWay({ size: 5, root: rootAt(5) }, later, () => undefined)).toBe(false);
    expect(isOnTheWay(later, { size: 5, root: rootAt(5) }, nodeAt)).toBe(false);
  });

  it('is read from a note of this log, and of no other', () => {
    const signer = ed25519Signer(originOf('a'.repeat(16)), Buffer.alloc(32, 1), ed25519PublicKey(Buffer.alloc(32, 1)));
    const note = signNote(checkpointText(originOf('a'.repeat(16)), tree.frontier()), signer);
    expect(readRoot(note, signer, 'a'.repeat(16))).toEqual({ size: SIZE, root: Buffer.from(later.root) });
    expect(readRoot(note, signer, 'b'.repeat(16))).toMatch(/^It is of another log, .*a{16}/);
    expect(readRoot('nothing', signer, 'a'.repeat(16))).toEqual(expect.any(String));
  });
});

describe('a head that was said aloud', () => {
  it.each(roots.map((_, size) => [size]))('of %i records is found again by its first digits', (size) => {
    const said = parseSaidHead(`${size}:${hexAt(size).slice(0, 16)}`);
    expect(said).toEqual({ ok: true, value: { size, digits: hexAt(size).slice(0, 16) } });
    expect(said.ok && saidHeadProblem(said.value, later, nodeAt)).toBeUndefined();
    expect(saidHeadProblem({ size, digits: hexAt((size + 1) % SIZE) }, later, nodeAt)).toMatch(/^The log has not grown out of the head/);
  });

  it('of more records than there are says that some were cut off', () => {
    expect(saidHeadProblem({ size: 12, digits: 'a'.repeat(16) }, later, nodeAt)).toBe(
      `The head 12:${'a'.repeat(16)} counts 12 records, the log has 11: records were cut off.`,
    );
  });

  it('is not there where the nodes of then are gone', () => {
    expect(saidHeadProblem({ size: 5, digits: hexAt(5) }, later, () => undefined)).toMatch(/not grown out of the head 5:/);
  });

  const digits = 'a'.repeat(16);
  it.each([
    '',
    digits,
    `01:${digits}`,
    `-1:${digits}`,
    `${'1'.repeat(16)}:${digits}`,
    `1:${'a'.repeat(15)}`,
    `1:${'a'.repeat(65)}`,
    `1:${'A'.repeat(16)}`,
    `x1:${digits}`,
    `1:${digits}x`,
  ])('is not %j', (text) => {
    expect(parseSaidHead(text)).toEqual({ ok: false, error: expect.stringMatching(/SIZE:ROOT.*16 digits/) });
  });
});
