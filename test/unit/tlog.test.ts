import { hash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as tlog from '../../src/tlog.ts';

const { verifyConsistency, verifyInclusion } = tlog;

// RFC 6962 §2.1 to §2.1.2 once more: lists of entries in, nothing remembered, nothing shared with the program.
const sha = (...parts: readonly Uint8Array[]) => hash('sha256', Buffer.concat(parts), 'buffer');
const largestPower = (n: number) => 2 ** (Math.ceil(Math.log2(n)) - 1);
const mth = (d: readonly Buffer[]): Buffer => {
  const [only] = d;
  if (only === undefined) return sha();
  if (d.length === 1) return sha(Buffer.from([0]), only);
  const k = largestPower(d.length);
  return sha(Buffer.from([1]), mth(d.slice(0, k)), mth(d.slice(k)));
};
const path = (m: number, d: readonly Buffer[]): readonly Buffer[] => {
  if (d.length === 1) return [];
  const k = largestPower(d.length);
  return m < k ? [...path(m, d.slice(0, k)), mth(d.slice(k))] : [...path(m - k, d.slice(k)), mth(d.slice(0, k))];
};
const subproof = (m: number, d: readonly Buffer[], whole: boolean): readonly Buffer[] => {
  if (m === d.length) return whole ? [] : [mth(d)];
  const k = largestPower(d.length);
  if (m <= k) return [...subproof(m, d.slice(0, k), whole), mth(d.slice(k))];
  return [...subproof(m - k, d.slice(k), false), mth(d.slice(0, k))];
};

const entries = fc.array(
  fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
  { minLength: 1, maxLength: 40 },
);
/** Every way of spoiling a proof that keeps it an array of hashes. */
const spoilt = (proof: readonly Buffer[]): readonly (readonly Buffer[])[] => [
  proof.slice(1),
  proof.slice(0, -1),
  [...proof, Buffer.alloc(32)],
  [Buffer.alloc(32), ...proof],
  [...proof, ...proof.slice(-1)],
  proof.toReversed(),
  proof.map((one, i) => (i === 0 ? Buffer.from(one.map((byte) => byte ^ 1)) : one)),
  proof.map((one) => one.subarray(1)),
];
const differs = (left: readonly Buffer[], right: readonly Buffer[]) => !Buffer.concat(left).equals(Buffer.concat(right));

describe('against the definitions of RFC 6962', () => {
  it('each leaf is included by its own proof, whatever form the hashes have, and by no spoilt one', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (d, some) => {
        const m = some % d.length;
        const [leaf, proof, root] = [mth([d[m] ?? Buffer.alloc(0)]), path(m, d), mth(d)];
        expect(verifyInclusion(m, d.length, leaf, proof, root)).toBe(true);
        const hex = (bytes: Buffer) => bytes.toString('hex');
        const base64 = (bytes: Buffer) => bytes.toString('base64');
        expect(verifyInclusion(BigInt(m), BigInt(d.length), hex(leaf), proof.map(base64), hex(root).toUpperCase())).toBe(true);
        for (const wrong of spoilt(proof).filter((one) => differs(one, proof)))
          expect(verifyInclusion(m, d.length, leaf, wrong, root)).toBe(false);
        for (const index of [d.length, d.length + m, -1]) expect(verifyInclusion(index, d.length, leaf, proof, root)).toBe(false);
        expect(verifyInclusion(m, 0, leaf, proof, root)).toBe(false);
      }),
    );
  });

  it('each tree has grown out of each of its beginnings, and proves it by no spoilt proof', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (d, some) => {
        const m = 1 + (some % d.length);
        const [proof, root1, root2] = [subproof(m, d, true), mth(d.slice(0, m)), mth(d)];
        expect(verifyConsistency(m, d.length, proof, root1, root2)).toBe(true);
        expect(
          verifyConsistency(
            m,
            d.length,
            proof.map((one) => one.toString('base64')),
            root1.toString('hex'),
            root2,
          ),
        ).toBe(true);
        for (const wrong of spoilt(proof).filter((one) => differs(one, proof)))
          expect(verifyConsistency(m, d.length, wrong, root1, root2)).toBe(false);
        if (m < d.length) expect(verifyConsistency(d.length, m, proof, root2, root1)).toBe(false);
        expect(verifyConsistency(0, d.length, proof, root1, root2)).toBe(false);
        expect(verifyConsistency(0, d.length, [], mth([]), root2)).toBe(false);
      }),
    );
  });
});

describe('trees of any size that can be counted', () => {
  const most = Number.MAX_SAFE_INTEGER;
  const one = sha(Buffer.from('one'));
  it('take a proof as long as they are deep', () => {
    let root = one;
    const proof = Array.from({ length: 53 }, (_, i) => sha(Buffer.from([i])));
    for (const sibling of proof) root = sha(Buffer.from([1]), root, sibling);
    expect(verifyInclusion(0, most, one, proof, root)).toBe(true);
    expect(verifyInclusion(0n, BigInt(most), one, proof, root)).toBe(true);
    expect(verifyInclusion(0, most, one, proof.slice(1), root)).toBe(false);
    expect(verifyInclusion(0, 2 ** 53, one, proof, root)).toBe(false);
    expect(verifyInclusion(0n, 2n ** 60n, one, proof, root)).toBe(false);
    expect(verifyConsistency(most, most, [], root, root)).toBe(true);
  });
});

describe('whatever is handed in', () => {
  // As a caller without types has them.
  const any = fc.oneof(
    fc.anything(),
    fc.constantFrom(null, undefined, Number.NaN, -1, '', 'x'.repeat(32), [], [null], {}, Buffer.alloc(32)),
  );
  const loose: Readonly<Record<string, unknown>> = tlog;
  const called = (name: string, given: readonly unknown[]): unknown => {
    const called = loose[name];
    return typeof called === 'function' ? called(...given) : expect.fail(`${name} is not exported`);
  };

  it.each([
    ['verifyInclusion', 5],
    ['verifyConsistency', 5],
  ])('%s is false', (name, count) => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: count }), (given) => {
        expect(called(name, given)).toBe(false);
      }),
    );
  });

  it.each([
    'parseNote',
    'openNote',
    'parseVerifierKey',
    'parseCheckpoint',
    'openCheckpoint',
    'parseInclusion',
    'parseConsistency',
    'verifyInclusionFile',
    'verifyConsistencyFile',
  ])('%s is not ok, and says so in words', (name) => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 3 }), (given) => {
        expect(called(name, given)).toMatchObject({ ok: false, error: expect.stringMatching(/\w/) });
      }),
    );
  });

  it('a hash that is none does not verify, not even against itself', () => {
    for (const none of ['', '00', 'a'.repeat(63), `${'A'.repeat(42)}B=`, `${'A'.repeat(43)}_`, Buffer.alloc(31), Buffer.alloc(33)]) {
      expect(verifyInclusion(0, 1, none, [], none)).toBe(false);
      expect(verifyConsistency(1, 1, [], none, none)).toBe(false);
    }
  });
});

describe('notes as other implementations write them', () => {
  // The documentation of Go's checksum database client: https://pkg.go.dev/golang.org/x/mod/sumdb/note
  const key = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const note = `${text}\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;
  it('open as text and as bytes', () => {
    const parsed = tlog.parseVerifierKey(key);
    if (!parsed.ok) expect.fail(parsed.error);
    for (const given of [note, Buffer.from(note)])
      expect(tlog.openNote(given, [parsed.value])).toMatchObject({ ok: true, value: { text } });
    expect(tlog.parseNote(Buffer.concat([Buffer.from(note), Buffer.from([0xff])])).ok).toBe(false);
  });

  // The example of c2sp.org/signed-note, whose text holds an empty line.
  it('are parted at their last empty line', () => {
    const quasimodo = `Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

\u2014 quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
`;
    const parsed = tlog.parseNote(quasimodo);
    expect(parsed).toMatchObject({ ok: true, value: { signatures: [{ name: 'quasimodo.example/salvatore' }] } });
    expect(parsed.ok && parsed.value.text.split('\n')).toHaveLength(5);
  });
});
