import { createPrivateKey, hash, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cosignedTree, ed25519Cosigner, splitTime, withTime } from '../../../src/audit/cosignature.ts';
import { ed25519PublicKey, ed25519Signer } from '../../../src/audit/ed25519.ts';
import { knowsMlDsa, mlDsa44Signer } from '../../../src/audit/ml-dsa.ts';
import { cosignNote, formatVerifierKey, openNote, parseVerifierKey, signNote } from '../../../src/audit/note.ts';
import { unwrap } from '../../support/installation.ts';
import { PUBLISHED_KEY, PUBLISHED_NOTE } from './published-ml-dsa-44.ts';

const SEED = Buffer.alloc(32, 7);
const TEXT = 'a.example/log\n5\n+zoErtsZtGO6sfiSV/v4UJSIyowisE8hvjw0q5+bD38=\n';
const TIME = 1_679_315_147;
const log = ed25519Signer('a.example/log', Buffer.alloc(32, 1), ed25519PublicKey(Buffer.alloc(32, 1)));
const witness = ed25519Cosigner('witness.example/w1', SEED, ed25519PublicKey(SEED), TIME);
const signed = signNote(TEXT, log);

describe('an Ed25519 cosignature', () => {
  it('is made byte for byte as its specification says', () => {
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), SEED]);
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const made = sign(null, Buffer.from(`cosignature/v1\ntime ${TIME}\n${TEXT}`), key);
    const id = hash('sha256', Buffer.concat([Buffer.from('witness.example/w1\n\x04'), witness.publicKey]), 'buffer').subarray(0, 4);
    const blob = Buffer.concat([id, Buffer.from('00000000641850cb', 'hex'), made]);
    expect(unwrap(cosignNote(signed, witness))).toBe(`${signed}\u2014 witness.example/w1 ${blob.toString('base64')}\n`);
  });

  it('opens beside the signature of the log, and says when it was made', () => {
    const opened = unwrap(openNote(unwrap(cosignNote(signed, witness)), [log, witness]));
    expect(opened.text).toBe(TEXT);
    expect(opened.signed).toEqual([{ key: log }, { key: witness, time: TIME }]);
  });

  it('is not that of the same key for a log', () => {
    const asLog = ed25519Signer(witness.name, SEED, witness.publicKey);
    expect(openNote(unwrap(cosignNote(signed, witness)), [asLog]).ok).toBe(false);
    expect(openNote(signNote(TEXT, asLog), [witness]).ok).toBe(false);
  });

  it('with another time does not hold', () => {
    const note = unwrap(cosignNote(signed, witness));
    const [line = ''] = note.split('\n').slice(-2);
    const bytes = Buffer.from(line.split(' ')[2] ?? '', 'base64');
    bytes.writeUInt8((bytes[11] ?? 0) ^ 1, 11);
    const opened = openNote(note.replace(line, `\u2014 witness.example/w1 ${bytes.toString('base64')}`), [witness]);
    expect(opened).toEqual({ ok: false, error: 'The signature of witness.example/w1 is wrong.' });
  });

  it('made twice by one key counts once, and both must hold', () => {
    const later = ed25519Cosigner(witness.name, SEED, witness.publicKey, TIME + 60);
    const twice = unwrap(cosignNote(unwrap(cosignNote(signed, witness)), later));
    expect(unwrap(openNote(twice, [witness])).signed).toEqual([{ key: witness, time: TIME }]);
    const [line = ''] = twice.split('\n').slice(-2);
    const spoilt = Buffer.from(line.split(' ')[2] ?? '', 'base64');
    spoilt.writeUInt8((spoilt[40] ?? 0) ^ 1, 40);
    expect(openNote(twice.replace(line, `\u2014 witness.example/w1 ${spoilt.toString('base64')}`), [witness]).ok).toBe(false);
  });

  it('has a verifier key of its own type', () => {
    expect(unwrap(parseVerifierKey(formatVerifierKey(witness)))).toMatchObject({ name: witness.name, algorithm: 4 });
    const published = 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2';
    expect(formatVerifierKey(unwrap(parseVerifierKey(published)))).toBe(published);
  });
});

describe('the time before a signature', () => {
  const signature = Buffer.from('signature');
  it.each([0, TIME, Number.MAX_SAFE_INTEGER])('is read back: %i', (time) => {
    expect(splitTime(withTime(time, signature))).toEqual({ time, signature });
    expect(splitTime(withTime(time, Buffer.alloc(0)))).toMatchObject({ time });
  });

  it('is none where it is cut off, or beyond what is exact', () => {
    expect(splitTime(withTime(TIME, signature).subarray(0, 7))).toBeUndefined();
    expect(splitTime(Buffer.concat([Buffer.from('0020000000000000', 'hex'), signature]))).toBeUndefined();
  });
});

it('a name stands in what is cosigned of a tree behind its length, which is one byte', () => {
  const tree = { origin: 'o', size: 1, root: Buffer.alloc(32) };
  expect(
    Buffer.from(cosignedTree('x'.repeat(255), tree, 1)).includes(Buffer.concat([Uint8Array.of(255), Buffer.from('x'.repeat(255))])),
  ).toBe(true);
  for (const name of ['', 'x'.repeat(256)]) {
    expect(() => cosignedTree(name, tree, 1)).toThrow('1 to 255 bytes');
    expect(() => cosignedTree('w', { ...tree, origin: name }, 1)).toThrow('1 to 255 bytes');
  }
});

const published = unwrap(parseVerifierKey(PUBLISHED_KEY));

it('a key for ML-DSA-44 reads and writes as published', () => {
  expect(published).toMatchObject({ name: 'example.com/mldsa-log', algorithm: 6 });
  expect(formatVerifierKey(published)).toBe(PUBLISHED_KEY);
});

describe.skipIf(knowsMlDsa())('where Node does not know ML-DSA-44', () => {
  it('a note signed with it is refused, with the reason', () => {
    expect(openNote(PUBLISHED_NOTE, [published])).toMatchObject({ ok: false, error: expect.stringContaining('does not know ML-DSA-44') });
  });
});

describe.skipIf(!knowsMlDsa())('an ML-DSA-44 signature (skipped where Node does not know ML-DSA-44)', () => {
  const signer = mlDsa44Signer('pq.example/log', SEED, TIME) ?? log;

  it('published elsewhere opens', () => {
    const opened = unwrap(openNote(PUBLISHED_NOTE, [published]));
    expect(opened.text).toMatch(/^example\.com\/mldsa-log\n1\n/);
    expect(opened.signed).toEqual([{ key: published }]);
  });

  it.each([
    ['the size', PUBLISHED_NOTE.replace('\n1\n', '\n2\n')],
    ['the root', PUBLISHED_NOTE.replace('+zoE', '+zoF')],
    ['the origin', PUBLISHED_NOTE.replace('example.com/mldsa-log\n1', 'example.com/mldsa-lag\n1')],
    ['the signature', PUBLISHED_NOTE.replace('kjFvCxC6', 'kjFvCxC7')],
  ])('does not hold once %s was changed', (_, note) => {
    expect(openNote(note, [published])).toEqual({ ok: false, error: 'The signature of example.com/mldsa-log is wrong.' });
  });

  it('of ours opens, and says when it was made', () => {
    const opened = unwrap(openNote(unwrap(cosignNote(signed, signer)), [log, signer]));
    expect(opened.signed).toEqual([{ key: log }, { key: signer, time: TIME }]);
    expect(formatVerifierKey(unwrap(parseVerifierKey(formatVerifierKey(signer))))).toBe(formatVerifierKey(signer));
  });
});
