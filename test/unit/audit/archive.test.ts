import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Archive, bodyAt, encodeArchive, openArchive } from '../../../src/audit/archive.ts';
import { checkpointText, originOf } from '../../../src/audit/checkpoint.ts';
import { ed25519PublicKey, ed25519Signer } from '../../../src/audit/ed25519.ts';
import { EMPTY_FRONTIER, growFrom, leafHash } from '../../../src/audit/merkle.ts';
import { signNote } from '../../../src/audit/note.ts';
import { consistencyProof } from '../../../src/audit/proofs.ts';
import { packArchive, unpackArchive } from '../../../src/state/archive-file.ts';

const install = '0123456789abcdef';
const signerWith = (seed: number) => ed25519Signer(originOf(install), Buffer.alloc(32, seed), ed25519PublicKey(Buffer.alloc(32, seed)));
const key = signerWith(1);
const body = (sequence: number, text = 'ls') =>
  Buffer.from(
    `{"schema":1,"install":"${install}","sequence":${sequence},"id":"r${sequence}-00000000","time":${sequence},"kind":"call","subject":"${text}"}`,
  );

/** Of a log of `size` records. */
function archive(first: number, until: number, size: number, signer = key): Archive {
  const tree = growFrom(EMPTY_FRONTIER);
  const nodes = new Map<string, Uint8Array>();
  let before = EMPTY_FRONTIER;
  for (let sequence = 0; sequence < size; sequence++) {
    if (sequence === first) before = tree.frontier();
    const leaf = leafHash(body(sequence));
    for (const [level, node] of [leaf, ...tree.append(leaf)].entries()) nodes.set(`${level} ${(sequence + 1) / 2 ** level - 1}`, node);
  }
  const proof = consistencyProof(until, size, (level, index) => nodes.get(`${level} ${index}`)) ?? [];
  const bodies = Array.from({ length: until - first }, (_, i) => body(first + i));
  return { install, first, until, before, proof, checkpoint: signNote(checkpointText(originOf(install), tree.frontier()), signer), bodies };
}

const lines = (change: (lines: string[]) => string[]) => {
  const text = Buffer.from(encodeArchive(archive(3, 9, 12))).toString();
  return Buffer.from(
    change(text.slice(0, -1).split('\n'))
      .map((line) => `${line}\n`)
      .join(''),
  );
};
const header = (change: (header: Record<string, unknown>) => object) =>
  lines(([head = '', ...rest]) => [JSON.stringify(change(JSON.parse(head))), ...rest]);
const problemsOf = (file: Uint8Array) => {
  const opened = openArchive(file, [key]);
  return opened.ok ? '' : opened.error.join(' ');
};

describe('an archive', () => {
  it('verifies with the public key alone, wherever in the log its records are', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.integer({ min: 1, max: 20 }), fc.nat(20), (first, count, after) => {
        const made = archive(first, first + count, first + count + after);
        const opened = openArchive(encodeArchive(made), [key]);
        expect(opened.ok && opened.value.bodies.map(String)).toEqual(made.bodies.map(String));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [
      'a byte of a record changed',
      lines((all) => all.map((line, i) => (i === 4 ? line.replace('ls', 'xs') : line))),
      /^Record 6 does not have its checksum/,
    ],
    ['a record taken out', lines((all) => all.filter((_, i) => i !== 4)), /Where record 6 is due stands record 7/],
    ['two records swapped', lines(([h = '', a = '', b = '', ...rest]) => [h, b, a, ...rest]), /Where record 3 is due stands record 4/],
    ['the last records cut off', lines((all) => all.slice(0, 5)), /Records 7 to 8 are missing at the end/],
    ['a line more', lines((all) => [...all, String(body(9))]), /1 lines follow the last record, 8/],
    ['a record that is no JSON', lines((all) => all.map((line, i) => (i === 1 ? '{' : line))), /Record 3 is not JSON/],
    ['another header', lines((all) => ['{}', ...all.slice(1)]), /The first line is no header/],
    ['another range', header((told) => ({ ...told, first: 4, until: 10 })), /header|due stands record/],
    ['another installation', header((told) => ({ ...told, install: 'f'.repeat(16) })), /comes from another installation/],
    [
      'another tree before it',
      header((told) => ({ ...told, before: Buffer.alloc(64).toString('base64') })),
      /do not lead to the head of 12 records/,
    ],
    ['no first record', header(({ first: _, ...told }) => told), /The first line is no header/],
    ['a first record that is a text', header((told) => ({ ...told, first: '3' })), /The first line is no header/],
    ['a first record below none', header((told) => ({ ...told, first: -1, before: '' })), /The first line is no header/],
    ['half a record', header((told) => ({ ...told, until: 8.5 })), /The first line is no header/],
    ['an end that is a list', header((told) => ({ ...told, until: [9] })), /The first line is no header/],
    ['an end before its beginning', header((told) => ({ ...told, until: 2 })), /The first line is no header/],
    ['an end at its beginning', header((told) => ({ ...told, until: 3 })), /The first line is no header/],
    ['no installation', header(({ install: _, ...told }) => told), /The first line is no header/],
    ['no head', header(({ checkpoint: _, ...told }) => told), /The first line is no header/],
    ['no tree before it', header(({ before: _, ...told }) => told), /The first line is no header/],
    ['a tree before it of another size', header((told) => ({ ...told, before: '' })), /The first line is no header/],
    ['no checksums', header(({ checks: _, ...told }) => told), /The first line is no header/],
    ['no proof', header(({ proof: _, ...told }) => told), /The first line is no header/],
    ['a proof that is one text', header((told) => ({ ...told, proof: 'x' })), /The first line is no header/],
    ['a proof with a number in it', header((told) => ({ ...told, proof: [7] })), /The first line is no header/],
    [
      'a short hash in its proof',
      header((told) => ({ ...told, proof: [Buffer.alloc(31).toString('base64')] })),
      /The first line is no header/,
    ],
    ['another format', header((told) => ({ ...told, format: 'hookwarden-archive@2' })), /no header of an archive \(hookwarden-archive@1\)/],
    [
      'the head of another log',
      encodeArchive({ ...archive(3, 9, 12), install: 'f'.repeat(16) }),
      /The records are of hookwarden\.local\/f{16}, and the head is of another log, hookwarden\.local\/0123456789abcdef\./,
    ],
    ['another proof', header((told) => ({ ...told, proof: [] })), /do not lead to the head of 12 records/],
    ['another head', header((told) => ({ ...told, checkpoint: String(told['checkpoint']).replace('\n12\n', '\n13\n') })), /signature/],
    ['a head of another key', encodeArchive(archive(3, 9, 12, signerWith(2))), /not signed by/],
    ['its end cut off', encodeArchive(archive(3, 9, 12)).subarray(0, -20), /The last line is not whole/],
    ['nothing of it left', Buffer.alloc(0), /The last line is not whole/],
  ])('with %s says so', (_, file, words) => {
    expect(problemsOf(file)).toMatch(words);
  });

  it('with a record and its checksum changed is told by the signed head', () => {
    const other = archive(3, 9, 12);
    const file = encodeArchive({ ...other, bodies: other.bodies.map((one, i) => (i === 2 ? body(5, 'rm') : one)) });
    expect(problemsOf(file)).toBe(
      'Records 3 to 8 do not lead to the head of 12 records that was signed: one of them, or the tree in the header, was changed.',
    );
  });

  it('with lines more is told of those and of no record behind the last', () => {
    const more = [body(9), Buffer.from('{'), Buffer.from('[]')].map(String);
    expect(problemsOf(lines((all) => [...all, ...more]))).toMatch(/^3 lines follow the last record, 8\. Records 3 to 8 do not lead/);
  });

  it.each([
    [5, 5, undefined],
    [6, 5, 'And 1 more record.'],
    [8, 5, 'And 3 more records.'],
  ])('with %i damaged records names %i of them', (damaged, named, rest) => {
    const made = archive(0, 10, 12);
    const checks = Buffer.concat(made.bodies.map((one, i) => Buffer.from(leafHash(i < damaged ? body(99) : one)).subarray(0, 8)));
    const [head = '', ...records] = Buffer.from(encodeArchive(made)).toString().split('\n');
    const file = [JSON.stringify({ ...JSON.parse(head), checks: checks.toString('base64') }), ...records].join('\n');
    const opened = openArchive(Buffer.from(file), [key]);
    const wrong = Array.from({ length: named }, (_, i) => `Record ${i} does not have its checksum: one of the two was changed.`);
    expect(opened).toEqual({ ok: false, error: rest === undefined ? wrong : [...wrong, rest] });
  });

  it('finds each of its records by its number, and no other', () => {
    const made = archive(3, 9, 12);
    expect([2, 3, 8, 9].map((sequence) => bodyAt(made, sequence)?.toString())).toEqual([
      undefined,
      String(body(3)),
      String(body(8)),
      undefined,
    ]);
  });

  it('with any bit flipped is refused', () => {
    const file = Buffer.from(encodeArchive(archive(3, 9, 12)));
    fc.assert(
      fc.property(fc.nat(file.length * 8 - 1), (bit) => {
        const changed = Buffer.from(file);
        changed.writeUInt8((changed[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
        expect(problemsOf(changed)).not.toBe('');
      }),
      { numRuns: 150 },
    );
  });
});

it('a file that does not unpack, or unpacks to more than any archive, is none', () => {
  const file = packArchive(archive(3, 9, 12));
  expect(unpackArchive(file, [key]).ok).toBe(true);
  for (const bytes of [file.subarray(0, -20), Buffer.from('nothing'), gzipSync(Buffer.alloc(130 * 1024 * 1024))])
    expect(unpackArchive(bytes, [key])).toMatchObject({ ok: false, error: [expect.stringContaining('does not unpack')] });
});
