import type Database from 'better-sqlite3';
import { checkpointText } from '../../src/audit/checkpoint.ts';
import { ed25519PublicKey, ed25519Signer } from '../../src/audit/ed25519.ts';
import { appendLeaf, EMPTY_FRONTIER, encodeFrontier, type Frontier, leafHash } from '../../src/audit/merkle.ts';
import { signNote } from '../../src/audit/note.ts';
import type { Signer } from '../../src/domain/ports.ts';

type Db = Database.Database;

/** What there is to break, and where. Each number is taken modulo what it is to name. */
export interface Place {
  readonly at: number;
  readonly other: number;
  readonly bit: number;
  readonly size: number;
  readonly origin: string;
}

interface Mutation {
  readonly name: string;
  /** Undone where it changes nothing. */
  readonly apply: (db: Db, place: Place) => void;
}

interface Row {
  readonly leaf: Buffer;
  readonly body: Buffer;
  readonly nodes: Buffer | null;
}

const rowAt = (db: Db, sequence: number): Row => {
  const row = db.prepare<[number], Row>('SELECT leaf, body, nodes FROM records WHERE sequence = ?').get(sequence);
  if (!row) throw new Error(`no record ${sequence}`);
  return row;
};

function flipped(bytes: Uint8Array, bit: number): Buffer {
  const changed = Buffer.from(bytes);
  const at = Math.floor(bit / 8) % changed.length;
  changed.writeUInt8((changed[at] ?? 0) ^ (1 << (bit % 8)), at);
  return changed;
}

const setColumn = (db: Db, column: string, sequence: number, value: Uint8Array | null): void =>
  void db.prepare(`UPDATE records SET ${column} = ? WHERE sequence = ?`).run(value, sequence);

const shift = (db: Db, from: number, by: 1 | -1): void =>
  void db.exec(
    `UPDATE records SET sequence = -sequence - 1 WHERE sequence >= ${from}; UPDATE records SET sequence = -sequence - 1 + ${by} WHERE sequence < 0`,
  );

const frontierOf = (db: Db): Frontier =>
  db
    .prepare<[], Buffer>('SELECT leaf FROM records ORDER BY sequence')
    .pluck()
    .all()
    .reduce<Frontier>((frontier, leaf) => appendLeaf(frontier, leaf), EMPTY_FRONTIER);

/** Makes leaves, nodes, frontier and head follow from whatever stands there: all that can be done without the key. */
function rebuild(db: Db, origin: string): void {
  let frontier = EMPTY_FRONTIER;
  for (const { sequence, body } of db
    .prepare<[], { sequence: number; body: Buffer }>('SELECT sequence, body FROM records ORDER BY sequence')
    .all()) {
    const grown = appendLeaf(frontier, leafHash(body));
    setColumn(db, 'leaf', sequence, leafHash(body));
    setColumn(db, 'nodes', sequence, grown.completed.length === 0 ? null : Buffer.concat(grown.completed));
    frontier = grown;
  }
  const seed = Buffer.alloc(32, 5);
  const note = signNote(checkpointText(origin, frontier), ed25519Signer(origin, seed, ed25519PublicKey(seed)));
  db.prepare('UPDATE head SET size = ?, frontier = ?, note = ?').run(frontier.size, encodeFrontier(frontier), note);
}

/** The sequence of a record that has a sealed input, and whose next has none. */
function sealedAt(db: Db, at: number): number {
  const sequences = db.prepare<[], number>('SELECT sequence FROM sealed ORDER BY sequence').pluck().all();
  return sequences[at % sequences.length] ?? 0;
}

function edit(db: Db, { at, size, bit }: Place): number {
  const sequence = at % size;
  setColumn(db, 'body', sequence, flipped(rowAt(db, sequence).body, bit));
  return sequence;
}

/** Everything that somebody can do to the log who writes the database but does not have the key. */
export const MUTATIONS: readonly Mutation[] = [
  { name: 'a body edited', apply: edit },
  {
    name: 'a body and its leaf edited',
    apply: (db, place) => {
      const sequence = edit(db, place);
      setColumn(db, 'leaf', sequence, leafHash(rowAt(db, sequence).body));
    },
  },
  {
    name: 'a body edited and everything built anew upon it',
    apply: (db, place) => {
      edit(db, place);
      rebuild(db, place.origin);
    },
  },
  { name: 'a leaf edited', apply: (db, { at, size, bit }) => setColumn(db, 'leaf', at % size, flipped(rowAt(db, at % size).leaf, bit)) },
  {
    name: 'a node edited',
    apply: (db, { at, size, bit }) => {
      const sequence = (at % size) | 1;
      const { nodes } = rowAt(db, Math.min(sequence, size - 1 - (size % 2)));
      if (nodes) setColumn(db, 'nodes', Math.min(sequence, size - 1 - (size % 2)), flipped(nodes, bit));
    },
  },
  { name: 'a body emptied', apply: (db, { at, size }) => setColumn(db, 'body', at % size, null) },
  { name: 'a record deleted', apply: (db, { at, size }) => db.exec(`DELETE FROM records WHERE sequence = ${at % size}`) },
  {
    name: 'a record deleted and the rest moved up',
    apply: (db, { at, size }) => {
      db.exec(`DELETE FROM records WHERE sequence = ${at % size}`);
      shift(db, (at % size) + 1, -1);
    },
  },
  {
    name: 'a record deleted, the rest moved up and everything built anew',
    apply: (db, { at, size, origin }) => {
      db.exec(`DELETE FROM records WHERE sequence = ${at % size}`);
      shift(db, (at % size) + 1, -1);
      rebuild(db, origin);
    },
  },
  {
    name: 'a record put in',
    apply: (db, { at, other, size }) => {
      const { leaf, body } = rowAt(db, other % size);
      shift(db, at % size, 1);
      db.prepare('INSERT INTO records (sequence, leaf, body) VALUES (?, ?, ?)').run(at % size, leaf, body);
    },
  },
  {
    name: 'two records swapped',
    apply: (db, { at, other, size }) => {
      const [one, two] = [at % size, (at + 1 + (other % (size - 1))) % size];
      db.exec(`UPDATE records SET sequence = -1 WHERE sequence = ${one};
        UPDATE records SET sequence = ${one} WHERE sequence = ${two}; UPDATE records SET sequence = ${two} WHERE sequence = -1`);
    },
  },
  {
    name: 'a record doubled in the place of another',
    apply: (db, { at, other, size }) => {
      const { leaf, body } = rowAt(db, (at + 1 + (other % (size - 1))) % size);
      setColumn(db, 'body', at % size, body);
      setColumn(db, 'leaf', at % size, leaf);
    },
  },
  { name: 'the end cut off', apply: (db, { at, size }) => db.exec(`DELETE FROM records WHERE sequence >= ${at % size}`) },
  {
    name: 'the end cut off and the head built anew',
    apply: (db, { at, size, origin }) => {
      db.exec(`DELETE FROM records WHERE sequence >= ${at % size}`);
      rebuild(db, origin);
    },
  },
  {
    name: 'the end cut off to an older head that the key has signed',
    apply: (db, { at }) => {
      const notes = db.prepare<[], { size: number; note: string }>('SELECT size, note FROM notes ORDER BY size').all();
      const older = notes.slice(0, -1)[at % (notes.length - 1)];
      if (!older) throw new Error('too few notes');
      db.exec(`DELETE FROM records WHERE sequence >= ${older.size}`);
      db.prepare('UPDATE head SET size = ?, frontier = ?, note = ?').run(older.size, encodeFrontier(frontierOf(db)), older.note);
    },
  },
  {
    name: 'the head’s note edited',
    apply: (db, { bit }) => {
      const note = db.prepare<[], string>('SELECT note FROM head').pluck().get() ?? '';
      db.prepare('UPDATE head SET note = ?').run(spoilt(note, bit));
    },
  },
  {
    name: 'a kept note edited',
    apply: (db, { at, bit }) => {
      const notes = db.prepare<[], { size: number; note: string }>('SELECT size, note FROM notes ORDER BY size').all();
      const { size, note } = notes[at % notes.length] ?? { size: 0, note: '' };
      db.prepare('UPDATE notes SET note = ? WHERE size = ?').run(spoilt(note, bit), size);
    },
  },
  { name: 'a kept note moved', apply: (db) => db.exec('UPDATE notes SET size = size + 1 WHERE size = (SELECT max(size) FROM notes)') },
  {
    name: 'the head’s size edited',
    apply: (db, { at }) => void db.prepare('UPDATE head SET size = size + ?').run((at % 9) - 4 || 5),
  },
  {
    name: 'the frontier edited',
    apply: (db, { bit }) => {
      const frontier = db.prepare<[], Buffer>('SELECT frontier FROM head').pluck().get() ?? Buffer.alloc(1);
      db.prepare('UPDATE head SET frontier = ?').run(flipped(frontier, bit));
    },
  },
  { name: 'the head taken away', apply: (db) => db.exec('DELETE FROM head') },
  {
    name: 'everything emptied',
    apply: (db) => db.exec("DELETE FROM records; DELETE FROM notes; UPDATE head SET size = 0, frontier = x''"),
  },
  {
    name: 'a table taken away',
    apply: (db, { at }) => db.exec(`DROP TABLE ${['records', 'head', 'notes', 'keys', 'principals', 'sealed', 'data_keys'][at % 7]}`),
  },
  {
    name: 'a sealed input edited',
    apply: (db, { at, bit }) => {
      const sequence = sealedAt(db, at);
      const box = db.prepare<[number], Buffer>('SELECT box FROM sealed WHERE sequence = ?').pluck().get(sequence);
      db.prepare('UPDATE sealed SET box = ? WHERE sequence = ?').run(flipped(box ?? Buffer.alloc(1), bit), sequence);
    },
  },
  {
    name: 'a sealed input’s data key edited',
    apply: (db, { at }) => void db.prepare("UPDATE sealed SET key_id = key_id || '0' WHERE sequence = ?").run(sealedAt(db, at)),
  },
  { name: 'a sealed input deleted', apply: (db, { at }) => db.exec(`DELETE FROM sealed WHERE sequence = ${sealedAt(db, at)}`) },
  { name: 'all that is sealed deleted', apply: (db) => db.exec('DELETE FROM sealed; DELETE FROM data_keys') },
  {
    name: 'two sealed inputs swapped',
    apply: (db, { at }) => {
      const [one, two] = [sealedAt(db, at), sealedAt(db, at + 1)];
      db.exec(`UPDATE sealed SET sequence = -1 WHERE sequence = ${one};
        UPDATE sealed SET sequence = ${one} WHERE sequence = ${two}; UPDATE sealed SET sequence = ${two} WHERE sequence = -1`);
    },
  },
  {
    name: 'a sealed input put in where none was',
    apply: (db, { at }) => db.exec(`INSERT INTO sealed SELECT sequence + 1, key_id, box FROM sealed WHERE sequence = ${sealedAt(db, at)}`),
  },
];

/** One letter changed into another of its kind, so that it is still a note; the mark of a signature stays. */
function spoilt(note: string, bit: number): string {
  const places = [...note.matchAll(/[A-Za-z0-9]/g)].map(({ index }) => index);
  const at = places[bit % places.length] ?? 0;
  return `${note.slice(0, at)}${note[at] === 'A' ? 'B' : 'A'}${note.slice(at + 1)}`;
}

/** As if nothing had been recorded after that kept note: what a copy of the database of then looks like. */
export function rollBack(db: Db, index: number): void {
  const { size, note } = db.prepare<[], { size: number; note: string }>('SELECT size, note FROM notes ORDER BY size').all()[index] ?? {
    size: 0,
    note: '',
  };
  db.exec(
    `DELETE FROM records WHERE sequence >= ${size}; DELETE FROM notes WHERE size > ${size}; DELETE FROM sealed WHERE sequence >= ${size}`,
  );
  db.prepare('UPDATE head SET size = ?, frontier = ?, note = ?').run(size, encodeFrontier(frontierOf(db)), note);
}

/** Another history of the same length, all of it signed. */
export function remake(db: Db, signer: Signer): void {
  db.exec("DELETE FROM notes; UPDATE records SET body = CAST(replace(body, 'echo', 'true') AS BLOB)");
  rebuild(db, signer.name);
  const frontier = frontierOf(db);
  db.prepare('UPDATE head SET note = ?').run(signNote(checkpointText(signer.name, frontier), signer));
}
