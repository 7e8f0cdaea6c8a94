import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { EMPTY_FRONTIER, leafHash, rootOf } from '../../../src/audit/merkle.ts';
import { consistencyProof, frontierAt, inclusionProof, verifyConsistency, verifyInclusion } from '../../../src/audit/proofs.ts';
import { createStore } from '../../../src/state/create.ts';
import { signerOf } from '../../../src/state/installation.ts';
import { openReader } from '../../../src/state/reader.ts';
import { draft, type Fresh, freshInstallation, unwrap } from '../../support/installation.ts';

const COUNT = 37;

function log(): Fresh {
  const fresh = freshInstallation();
  const store = unwrap(fresh.open());
  for (let i = 1; i < COUNT; i++) unwrap(store.append(draft({ subject: { command: `echo ${i}` } }), { rate: false }));
  store.close();
  return fresh;
}

const nodesIn = (path: string): readonly unknown[] => {
  const db = new Database(path);
  const rows = db.prepare('SELECT nodes FROM records ORDER BY sequence').pluck().all();
  db.close();
  return rows;
};

it('every record and every older head is proven from the nodes that the appends have kept', () => {
  const fresh = log();
  const reader = unwrap(openReader(fresh.database, fresh.installation.id, 1000));
  const rootAt = (size: number) => rootOf(frontierAt(size, reader.nodeAt) ?? EMPTY_FRONTIER);
  for (let index = 0; index < COUNT; index++) {
    const leaf = leafHash(reader.find(index)?.body ?? Buffer.alloc(0));
    expect(verifyInclusion(index, COUNT, leaf, inclusionProof(index, COUNT, reader.nodeAt) ?? [], rootAt(COUNT))).toBe(true);
    const proof = consistencyProof(index + 1, COUNT, reader.nodeAt) ?? [];
    expect(verifyConsistency(index + 1, COUNT, proof, rootAt(index + 1), rootAt(COUNT))).toBe(true);
  }
  reader.close();
});

it('a log from before there were nodes gets the same ones', () => {
  const fresh = log();
  const kept = nodesIn(fresh.database);
  const db = new Database(fresh.database);
  db.exec(
    'ALTER TABLE records DROP COLUMN nodes; DROP TABLE sealed; DROP TABLE data_keys; DROP TABLE archives; DROP TABLE capabilities; DROP TABLE capability_revocations; DROP TABLE capability_uses; DROP TABLE capability_lists; DROP TABLE behaviour; PRAGMA user_version = 6; UPDATE meta SET schema_version = 6, min_writer = 6',
  );
  db.close();
  unwrap(createStore(fresh.database, fresh.installation.id, signerOf(fresh.installation), 2000)).close();
  expect(nodesIn(fresh.database)).toEqual(kept);
  expect(kept.filter((nodes) => nodes === null)).toHaveLength(Math.ceil(COUNT / 2));
});
