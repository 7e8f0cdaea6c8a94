import { describe, expect, it } from 'vitest';
import { checkpointText } from '../../../src/audit/checkpoint.ts';
import { splitTime } from '../../../src/audit/cosignature.ts';
import { ed25519PublicKey, ed25519Signer } from '../../../src/audit/ed25519.ts';
import { appendLeaf, EMPTY_FRONTIER, type Frontier, leafHash, type NodeAt, rootOf } from '../../../src/audit/merkle.ts';
import { parseNote, signNote } from '../../../src/audit/note.ts';
import { consistencyProof } from '../../../src/audit/proofs.ts';
import { formatConsistency } from '../../../src/audit/tlog-proof.ts';
import { checkSubmission, type Refused, readSubmission } from '../../../src/audit/witnessing.ts';
import type { Result } from '../../../src/domain/result.ts';
import { unwrap } from '../../support/installation.ts';

const signerOf = (name: string, byte: number) => ed25519Signer(name, Buffer.alloc(32, byte), ed25519PublicKey(Buffer.alloc(32, byte)));
const log = signerOf('a.example/log', 1);
const kept: (readonly Uint8Array[])[] = [];
const frontiers: Frontier[] = [EMPTY_FRONTIER];
for (let i = 0; i < 20; i++) {
  const leaf = leafHash(Buffer.from(`entry ${i}`));
  const grown = appendLeaf(frontiers.at(-1) ?? EMPTY_FRONTIER, leaf);
  kept.push([leaf, ...grown.completed]);
  frontiers.push(grown);
}
const nodeAt: NodeAt = (level, index) => kept[(index + 1) * 2 ** level - 1]?.[level];
const at = (size: number) => frontiers[size] ?? EMPTY_FRONTIER;
const checkpoint = (size: number, signer = log) => signNote(checkpointText(signer.name, at(size)), signer);
const proof = (older: number, size: number) => (older === 0 || older === size ? [] : (consistencyProof(older, size, nodeAt) ?? []));
const bodyOf = (older: number, size: number, hashes = proof(older, size)) =>
  formatConsistency({ older, hashes, checkpoint: checkpoint(size) });
const newest = (size: number) => ({ origin: log.name, size, root: rootOf(at(size)) });
const statusOf = (result: Result<unknown, Refused>) => (result.ok ? 200 : result.error.status);
const said = (body: string, known: number | undefined) => {
  const read = readSubmission(body, [log]);
  return read.ok ? checkSubmission(read.value, known === undefined ? undefined : newest(known)) : read;
};

// The request and the cosignature that stand as examples in c2sp.org/tlog-witness and c2sp.org/tlog-cosignature.
const PUBLISHED = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
\u2014 example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
`;

describe('the published request', () => {
  it('is read as far as it can be without the key of its log', () => {
    const sofa = signerOf('example.com/behind-the-sofa', 2);
    expect(statusOf(readSubmission(PUBLISHED, [log]))).toBe(404);
    expect(statusOf(readSubmission(PUBLISHED, [sofa]))).toBe(403);
    expect(statusOf(readSubmission(PUBLISHED.replace('old 20852014', 'old 020852014'), [sofa]))).toBe(400);
  });

  it('of a cosignature says when it was made', () => {
    const line = '\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZ';
    const whole = `${line}qhf5nNo0xUe+mbIUBkBIfZ+qnA==\n`;
    const [signature] = unwrap(parseNote(`text\n\n${whole}`)).signatures;
    expect(splitTime(signature?.bytes ?? Buffer.alloc(0))?.time).toBe(1_679_315_147);
  });
});

describe('what a witness cosigns', () => {
  it.each([
    ['the first checkpoint that it sees', bodyOf(0, 7), undefined],
    ['an empty log', bodyOf(0, 0), undefined],
    ['the same one again', bodyOf(7, 7), 7],
    ['what has grown out of the newest one', bodyOf(7, 20), 7],
  ])('%s', (_, body, known) => {
    expect(statusOf(said(body, known))).toBe(200);
  });

  it('is any step from one size to another, with its own proof and no other', () => {
    for (let older = 0; older <= 20; older++) {
      for (let size = older; size <= 20; size++) {
        expect(statusOf(said(bodyOf(older, size), older)), `${older} to ${size}`).toBe(200);
        const wrong = [...proof(older, size), Buffer.alloc(32)];
        expect(statusOf(said(bodyOf(older, size, wrong), older)), `${older} to ${size}`).toBe(422);
      }
    }
  });
});

describe('what a witness refuses', () => {
  const other = signNote(checkpointText(log.name, at(7)), signerOf(log.name, 9));
  const parted = signNote(`${log.name}\n7\n${Buffer.alloc(32).toString('base64')}\n`, log);
  const nothing = signNote(`${log.name}\n0\n${Buffer.alloc(32).toString('base64')}\n`, log);
  it.each([
    [400, 'no request', '', 7],
    [400, 'no checkpoint', 'old 7\n\nhello\n', 7],
    [400, 'a hash that is none', bodyOf(7, 20).replace('\n', '\nAAAA\n'), 7],
    [
      400,
      'more hashes than a proof can have',
      bodyOf(
        7,
        20,
        Array.from({ length: 64 }, () => Buffer.alloc(32)),
      ),
      7,
    ],
    [400, 'an old size beyond the new one', bodyOf(8, 7, []), 7],
    [403, 'a signature of another key', `old 7\n\n${other}`, 7],
    [404, 'a log that is not known', bodyOf(0, 7).replaceAll('a.example', 'b.example'), undefined],
    [409, 'an old size that is not the newest', bodyOf(6, 20), 7],
    [409, 'an old size where nothing was seen', bodyOf(6, 20), undefined],
    [409, 'the same size and another root', `old 7\n\n${parted}`, 7],
    [422, 'no proof', bodyOf(7, 20, []), 7],
    [422, 'a proof from an empty tree', bodyOf(0, 20, proof(7, 20)), undefined],
    [422, 'an empty tree with another root', `old 0\n\n${nothing}`, undefined],
  ])('with %i: %s', (status, _, body, known) => {
    expect(statusOf(said(body, known))).toBe(status);
  });

  it('says in a conflict which size it has seen, in the form that logs read', () => {
    expect(said(bodyOf(6, 20), 7)).toEqual({ ok: false, error: { status: 409, type: 'text/x.tlog.size', body: '7\n' } });
    expect(said(bodyOf(6, 20), undefined)).toMatchObject({ error: { body: '0\n' } });
  });
});
