import { describe, expect, it } from 'vitest';
import { checkpointText, parseCheckpoint } from '../../../src/audit/checkpoint.ts';
import { ed25519PublicKey, ed25519Signer } from '../../../src/audit/ed25519.ts';
import { appendLeaf, EMPTY_FRONTIER, leafHash, rootOf } from '../../../src/audit/merkle.ts';
import { cosignNote, formatVerifierKey, isKeyName, openNote, parseNote, parseVerifierKey, signNote } from '../../../src/audit/note.ts';

// The key, text and signature in the documentation of Go's sumdb/note, which the format comes from.
const VERIFIER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const SEED = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const NOTE = `${TEXT}\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

const peter = parseVerifierKey(VERIFIER);
if (!peter.ok) throw new Error(peter.error);
const signer = ed25519Signer('PeterNeumann', SEED, ed25519PublicKey(SEED));
const other = ed25519Signer('other.example/log', Buffer.alloc(32, 9), ed25519PublicKey(Buffer.alloc(32, 9)));

describe('a signed note', () => {
  it('is signed byte for byte as the published one', () => {
    expect(signNote(TEXT, signer)).toBe(NOTE);
    expect(formatVerifierKey(signer)).toBe(VERIFIER);
  });

  it('opens for the key that signed it', () => {
    expect(openNote(NOTE, [peter.value])).toEqual({ ok: true, value: { text: TEXT, signed: [{ key: peter.value }] } });
  });

  it('opens beside signatures of keys that are not known', () => {
    const foreign = signNote(TEXT, other).slice(TEXT.length + 1);
    expect(openNote(NOTE + foreign, [peter.value]).ok).toBe(true);
    expect(openNote(`${TEXT}\n${foreign}${NOTE.slice(TEXT.length + 1)}`, [peter.value]).ok).toBe(true);
  });

  it.each([
    ['a changed text', NOTE.replace('answer', 'Answer'), /signature of PeterNeumann is wrong/],
    ['only another signature', signNote(TEXT, other), /not signed by PeterNeumann/],
    ['no signature', TEXT, /no signatures/],
    ['a malformed signature line', `${NOTE}- nobody AAAAAAAA\n`, /malformed/],
    ['a control character', NOTE.replace('answer', 'ans\twer'), /control character/],
    ['too many signatures', NOTE + NOTE.slice(TEXT.length + 1).repeat(40), /too many/],
    ['base64 with stray bits', NOTE.replace('JnAM=', 'JnAN='), /malformed/],
  ])('with %s is refused', (_, note, reason) => {
    const opened = openNote(note, [peter.value]);
    expect(opened.ok ? 'opened' : opened.error).toMatch(reason);
  });
});

describe('a verifier key', () => {
  it.each([
    ['a changed name', VERIFIER.replace('Peter', 'Petra'), /own key id/],
    ['a changed key', VERIFIER.replace('10TW', '10TX'), /own key id/],
    ['another signature type', 'x+00000000+AlpB', /signature type 2; known here are 1 \(Ed25519\), 4/],
    ['a short key', 'x+00000000+BFpB', /cosignature holds 32 bytes/],
    ['stray bits in its base64', VERIFIER.replace('10TW', '10T='), /not base64/],
    ['a word before it', `key ${VERIFIER}`, /NAME\+HEX\+BASE64/],
    ['a word behind it', `${VERIFIER} key`, /NAME\+HEX\+BASE64/],
    ['no parts', 'hookwarden', /NAME\+HEX\+BASE64/],
  ])('with %s is refused', (_, text, reason) => {
    const parsed = parseVerifierKey(text);
    expect(parsed.ok ? 'parsed' : parsed.error).toMatch(reason);
  });
});

it('reads a verifier key as a file holds it, with a line end', () => {
  expect(parseVerifierKey(` ${VERIFIER}\n`)).toEqual(peter);
});

describe('what is no note', () => {
  const lines = (count: number) => `${TEXT}\n${NOTE.slice(TEXT.length + 1).repeat(count)}`;
  it.each([
    ['as many signatures as there may be', lines(32), undefined],
    ['one more', lines(33), /too many/],
    ['a line that is no signature before it', NOTE.replace('\n\n\u2014', '\n\nx\u2014'), /malformed/],
    ['a signature with something behind it', NOTE.replace('JnAM=', 'JnAM= x'), /malformed/],
    ['a signature that is shorter than any', `${TEXT}\n\u2014 x AAAAAA==\n`, /malformed/],
    ['a signature as short as one may be', `${TEXT}\n\u2014 x AAAAAAA=\n`, undefined],
    ['no text', '\n\n\u2014 x AAAAAAA=\n', undefined],
    ['no line end', NOTE.slice(0, -1), /no signatures/],
    ['half of a letter', NOTE.replace('answer', '\ud800'), /not UTF-8/],
    ['more than any note', `${'x'.repeat(256 * 1024)}${NOTE}`, /too long/],
    ['a text of the greatest length', `${'x'.repeat(256 * 1024 - NOTE.length)}${NOTE}`, undefined],
  ])('%s', (_, note, reason) => {
    const parsed = parseNote(note);
    if (reason) expect(parsed).toEqual({ ok: false, error: expect.stringMatching(reason) });
    else expect(parsed.ok).toBe(true);
  });

  it('is told by bytes as by a text', () => {
    expect(parseNote(Buffer.from(NOTE)).ok).toBe(true);
    expect(openNote(new Uint8Array(Buffer.from(NOTE)), [peter.value]).ok).toBe(true);
    const bytes = Buffer.from(NOTE);
    bytes[0] = 0xff;
    expect(parseNote(bytes)).toEqual({ ok: false, error: 'The note is not UTF-8.' });
  });
});

describe('keys that a note is opened with', () => {
  it('are told by their names, whose id they also have, and named where none has signed', () => {
    const renamed = { ...peter.value, name: 'Petra' };
    const signature = NOTE.slice(TEXT.length + 1);
    const id = formatVerifierKey(renamed).split('+')[1] ?? '';
    const bytes = Buffer.concat([Buffer.from(id, 'hex'), Buffer.from(signature.split(' ')[2] ?? '', 'base64').subarray(4)]);
    const forged = `${TEXT}\n\u2014 PeterNeumann ${bytes.toString('base64')}\n`;
    expect(openNote(forged, [renamed, peter.value])).toEqual({
      ok: false,
      error: 'The note is not signed by Petra or PeterNeumann with the expected key.',
    });
  });

  it('spoil the note where their type of signature is not known', () => {
    const unknown = { ...signer, algorithm: 99 };
    expect(openNote(signNote(TEXT, unknown), [unknown])).toEqual({
      ok: false,
      error: 'The signature of PeterNeumann is of an unknown type.',
    });
  });

  it('cosign what is a note, and nothing else', () => {
    const both = cosignNote(NOTE, other);
    expect(both.ok && openNote(both.value, [peter.value, other])).toMatchObject({ ok: true, value: { signed: [{}, {}] } });
    expect(cosignNote(TEXT, other).ok).toBe(false);
  });
});

describe('a name of a key', () => {
  it.each([
    ['a.example/log', true],
    ['é', true],
    ['x'.repeat(255), true],
    ['x'.repeat(256), false],
    ['é'.repeat(128), false],
    ['', false],
    ['a b', false],
    [' a', false],
    ['a\n', false],
    ['a\u00a0', false],
    ['a+b', false],
    ['+', false],
  ])('%j: %s', (name, is) => {
    expect(isKeyName(name)).toBe(is);
  });
});

describe('a checkpoint', () => {
  const frontier = appendLeaf(EMPTY_FRONTIER, leafHash(Buffer.from('one')));
  it('says origin, size and root and nothing else', () => {
    const text = checkpointText('a.example/log', frontier);
    expect(text.split('\n')).toHaveLength(4);
    expect(parseCheckpoint(text)).toEqual({ ok: true, value: { origin: 'a.example/log', size: 1, root: Buffer.from(rootOf(frontier)) } });
  });

  const ROOT = `${'A'.repeat(43)}=`;
  it('may have lines more, which mean nothing here', () => {
    expect(parseCheckpoint(`a\n1\n${ROOT}\nextension\n`)).toMatchObject({ ok: true, value: { origin: 'a', size: 1 } });
    expect(parseCheckpoint(`a\n1\n${ROOT}\n${'x\n'.repeat(64)}`).ok).toBe(true);
    expect(parseCheckpoint(`a\n1\n${ROOT}\n${'x\n'.repeat(65)}`).ok).toBe(false);
  });

  it('has an origin of at most 255 bytes', () => {
    expect(parseCheckpoint(`${'x'.repeat(255)}\n1\n${ROOT}\n`).ok).toBe(true);
    for (const origin of ['x'.repeat(256), 'é'.repeat(128)]) expect(parseCheckpoint(`${origin}\n1\n${ROOT}\n`).ok).toBe(false);
  });

  it.each([
    `a\n01\n${ROOT}\n`,
    `a\n-1\n${ROOT}\n`,
    `a\n1e3\n${ROOT}\n`,
    `a\n99999999999999999\n${ROOT}\n`,
    `\n1\n${ROOT}\n`,
    `a\n1\n${ROOT}`,
    `a\n1\n${ROOT}\n\n`,
    `a\n1\nx${ROOT}\n`,
    `a\n1\n${ROOT}x\n`,
    `a\n1\n${ROOT} \n`,
    `a\n1\n${ROOT}\nextension`,
    `a\n1\n${'A'.repeat(42)}B=\n`,
    'a\n1\nAAAA\n',
    'a\n-1\n',
    '',
  ])('%j is none', (text) => {
    expect(parseCheckpoint(text).ok).toBe(false);
  });
});
