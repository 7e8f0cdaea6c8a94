import { describe, expect, it } from 'vitest';
import { checkpointText, parseCheckpoint } from '../../../src/audit/checkpoint.ts';
import { ed25519PublicKey, ed25519Signer } from '../../../src/audit/ed25519.ts';
import { appendLeaf, EMPTY_FRONTIER, leafHash, rootOf } from '../../../src/audit/merkle.ts';
import { formatVerifierKey, openNote, parseVerifierKey, signNote } from '../../../src/audit/note.ts';

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
    ['no parts', 'hookwarden', /NAME\+HEX\+BASE64/],
  ])('with %s is refused', (_, text, reason) => {
    const parsed = parseVerifierKey(text);
    expect(parsed.ok ? 'parsed' : parsed.error).toMatch(reason);
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
  });

  it.each([
    `a\n01\n${ROOT}\n`,
    `a\n-1\n${ROOT}\n`,
    `a\n1e3\n${ROOT}\n`,
    `a\n99999999999999999\n${ROOT}\n`,
    `\n1\n${ROOT}\n`,
    `a\n1\n${ROOT}`,
    `a\n1\n${ROOT}\n\n`,
    `a\n1\n${ROOT}\nextension`,
    `a\n1\n${'A'.repeat(42)}B=\n`,
    'a\n1\nAAAA\n',
    'a\n-1\n',
    '',
  ])('%j is none', (text) => {
    expect(parseCheckpoint(text).ok).toBe(false);
  });
});
