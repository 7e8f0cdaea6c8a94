import { checkpointText, parseCheckpoint } from '../../../src/audit/checkpoint.ts';
import { ed25519PublicKey, ed25519Signer } from '../../../src/audit/ed25519.ts';
import { appendLeaf, EMPTY_FRONTIER, leafHash } from '../../../src/audit/merkle.ts';
import { formatVerifierKey, openNote, parseNote, parseVerifierKey, signNote } from '../../../src/audit/note.ts';
import { absorbLine, spoolLine } from '../../../src/audit/spool.ts';
import {
  formatConsistency,
  formatInclusion,
  openCheckpoint,
  parseConsistency,
  parseInclusion,
  verifyConsistencyFile,
  verifyInclusionFile,
} from '../../../src/audit/tlog-proof.ts';
import { draft, unwrap } from '../../support/installation.ts';
import { spoiledText } from '../spoiled.ts';
import { must, type Target } from '../target.ts';

const SEED = Buffer.alloc(32, 1);
const signer = ed25519Signer('a.example/log', SEED, ed25519PublicKey(SEED));
const key = unwrap(parseVerifierKey(formatVerifierKey(signer)));
const leaves = ['one', 'two', 'three'].map((text) => leafHash(Buffer.from(text)));
const frontier = leaves.reduce((grown, leaf) => appendLeaf(grown, leaf), EMPTY_FRONTIER);
const text = checkpointText('a.example/log', frontier);
const note = signNote(text, signer);
const OTHER = Buffer.alloc(32, 9);
const foreign = signNote(text, ed25519Signer('b.example/w', OTHER, ed25519PublicKey(OTHER))).slice(text.length + 1);
const pepper = Buffer.alloc(32, 7);
const line = spoolLine(draft({ decision: 'deny' }), pepper);

const files = [
  formatInclusion({ index: 1, hashes: [leaves[0] ?? SEED, leaves[2] ?? SEED], checkpoint: note }),
  formatConsistency({ older: 2, hashes: [leaves[0] ?? SEED], checkpoint: note }),
];

function check(input: string): void {
  const opened = openNote(input, [key]);
  must(!opened.ok || opened.value.text === text, 'a note that nobody signed');
  parseNote(Buffer.from(input, 'latin1'));
  parseCheckpoint(input);
  openCheckpoint(input, [key]);
  const named = parseVerifierKey(input);
  must(!named.ok || parseVerifierKey(formatVerifierKey(named.value)).ok, 'a key that does not read back');
  const inclusion = parseInclusion(input);
  if (inclusion.ok) verifyInclusionFile(inclusion.value, leaves[1] ?? SEED, [key]);
  const consistency = parseConsistency(input);
  if (consistency.ok) verifyConsistencyFile(unwrap(parseCheckpoint(text)), consistency.value, [key]);
  must(input.trim() === line.trim() || absorbLine(input, pepper) === undefined, 'a waiting denial that nobody wrote');
}

export const notes: Target = {
  name: 'notes',
  inputs: spoiledText([note, note + foreign, text, formatVerifierKey(signer), line, ...files]),
  check,
};
