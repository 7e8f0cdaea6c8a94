import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { monthOf } from '../../../src/audit/erasure.ts';
import { parseVerifierKey } from '../../../src/audit/note.ts';
import { verifyLog } from '../../../src/audit/verify.ts';
import type { RecordDraft, Store, StoreFault } from '../../../src/domain/ports.ts';
import type { Result } from '../../../src/domain/result.ts';
import { type AdminLog, openAdmin } from '../../../src/state/admin.ts';
import { eraseSealed } from '../../../src/state/erase.ts';
import { type KeyPair, newKeyPair } from '../../../src/state/hpke.ts';
import { signerOf, verifierKeyOf } from '../../../src/state/installation.ts';
import { openReader } from '../../../src/state/reader.ts';
import { sealerIn } from '../../../src/state/seal.ts';
import { createWrappingKey, dropWrappingKeys, rewrap } from '../../../src/state/sealing-acts.ts';
import { sealedInput } from '../../../src/state/unseal.ts';
import { idOfPublic, readWrappingKeys, type WrappingKey, writeWrappingKeys } from '../../../src/state/wrapping-keys.ts';
import { DAY, draft, type Fresh, freshInstallation, NOW, random, unwrap } from '../../support/installation.ts';

const MONTH = 31 * DAY;
const wrappingKey = ({ publicKey }: KeyPair): WrappingKey => ({ id: idOfPublic(publicKey), publicKey, kept: { file: '/nowhere' } });

function adminOf({ installation, database, vault }: Fresh) {
  const { id, pepper } = installation;
  const ports = { signer: signerOf(installation), random, vault, timeoutMs: 2000 };
  return unwrap(openAdmin({ database, installId: id, pepper, ...ports }));
}

interface Sealed {
  readonly fresh: Fresh;
  readonly wrapping: KeyPair;
  readonly close: () => void;
  readonly append: (input: string, change?: Partial<RecordDraft>) => number;
  readonly open: (sequence: number, by?: KeyPair) => string | undefined;
  readonly problems: () => readonly string[];
}

/** An installation with a wrapping key, whose private half is here and nowhere else. */
function sealing(): Sealed {
  const fresh = freshInstallation();
  const { config } = fresh.folders;
  const wrapping = newKeyPair();
  const admin = adminOf(fresh);
  unwrap(admin.transact((log) => createWrappingKey(log, config, wrappingKey(wrapping), NOW)));
  admin.close();
  let store: Store | undefined;
  const close = (): void => {
    store?.close();
    store = undefined;
  };
  onTestFinished(close);
  return {
    fresh,
    wrapping,
    close,
    append: (input, change) => {
      store ??= unwrap(fresh.open({ sealer: () => sealerIn(config, fresh.installation.pepper) }));
      const appended = unwrap(store.append(draft(change), { rate: false, seal: Buffer.from(input) }));
      return appended.kind === 'appended' ? appended.sequence : -1;
    },
    open: (sequence, by = wrapping) => opened(fresh, sequence, by),
    problems: () => problemsOf(fresh),
  };
}

function opened({ database, installation }: Fresh, sequence: number, by: KeyPair): string | undefined {
  const db = new Database(database, { readonly: true });
  try {
    const body = db.prepare<[number], Buffer>('SELECT body FROM records WHERE sequence = ?').pluck().get(sequence);
    const { id, sealed } = JSON.parse(String(body));
    const kept = sealedInput(db, { installId: installation.id, sequence, id }, sealed);
    const plain = kept.ok ? kept.value.open(by) : undefined;
    return plain && Buffer.from(plain).toString();
  } finally {
    db.close();
  }
}

function problemsOf({ database, installation }: Fresh): readonly string[] {
  const reader = unwrap(openReader(database, installation.id, 1000));
  try {
    const key = unwrap(parseVerifierKey(verifierKeyOf(installation)));
    const found = verifyLog(reader, { key, installId: installation.id });
    return [...found.problems.map(({ message }) => message), ...reader.unvouched(found.verified.admin)];
  } finally {
    reader.close();
  }
}

const rawOf = (database: string): readonly Buffer[] =>
  ['', '-wal', '-shm'].flatMap((end) => (existsSync(`${database}${end}`) ? [readFileSync(`${database}${end}`)] : []));

const change = ({ fresh }: Sealed, sql: string): void => {
  const db = new Database(fresh.database);
  db.exec(sql);
  db.close();
};

function transact<T>(fresh: Fresh, work: (log: AdminLog) => Result<T, StoreFault>): T {
  const admin = adminOf(fresh);
  try {
    return unwrap(admin.transact(work));
  } finally {
    admin.close();
  }
}

function sweep(fresh: Fresh): void {
  const admin = adminOf(fresh);
  expect(unwrap(admin.sweep())).toBe(true);
  admin.close();
}

const bodyAt = ({ fresh }: Sealed, sequence: number): string => {
  const db = new Database(fresh.database, { readonly: true });
  const body = db.prepare<[number], Buffer>('SELECT body FROM records WHERE sequence = ?').pluck().get(sequence);
  db.close();
  return String(body);
};

describe('what is sealed', () => {
  it('opens with the private half to the very bytes that came, and the log verifies', () => {
    const sealed = sealing();
    const [first, second] = [sealed.append('{"a":1}'), sealed.append('\u{1f600} '.repeat(5000))];
    expect(sealed.open(first)).toBe('{"a":1}');
    expect(sealed.open(second)).toBe('\u{1f600} '.repeat(5000));
    expect(sealed.problems()).toEqual([]);
  });

  it('does not open with another private half', () => {
    const sealed = sealing();
    expect(sealed.open(sealed.append('x'), newKeyPair())).toBeUndefined();
  });

  it('has one data key a month, which the log tells of', () => {
    const sealed = sealing();
    for (const time of [NOW, NOW + DAY, NOW + MONTH]) sealed.append('x', { time });
    const db = new Database(sealed.fresh.database, { readonly: true });
    const months = db.prepare('SELECT month FROM data_keys ORDER BY month').pluck().all();
    const told = db.prepare("SELECT count(*) FROM records WHERE instr(body, 'data-key.create') > 0").pluck().get();
    db.close();
    expect(months).toEqual([monthOf(NOW), monthOf(NOW + MONTH)]);
    expect(told).toBe(2);
  });

  it('lies nowhere on disk in the clear, nor does the private half', () => {
    const sealed = sealing();
    sealed.append('a very particular input');
    const { database, folders } = sealed.fresh;
    const files = [...rawOf(database), readFileSync(`${folders.config}/sealing.json`)];
    const privates = [sealed.wrapping.privateKey, Buffer.from(sealed.wrapping.privateKey).toString('base64')];
    for (const bytes of files)
      for (const secret of ['a very particular input', ...privates.map((half) => Buffer.from(half))])
        expect(bytes.includes(secret)).toBe(false);
  });

  it('is nothing where no wrapping key is pinned', () => {
    const fresh = freshInstallation();
    const store = unwrap(fresh.open({ sealer: () => sealerIn(fresh.folders.config, fresh.installation.pepper) }));
    unwrap(store.append(draft(), { rate: false, seal: Buffer.from('x') }));
    store.close();
    const db = new Database(fresh.database, { readonly: true });
    expect(db.prepare('SELECT count(*) FROM sealed').pluck().get()).toBe(0);
    db.close();
  });

  it('and nothing is recorded where what is pinned is damaged', () => {
    const sealed = sealing();
    writeWrappingKeys(sealed.fresh.folders.config, [{ ...wrappingKey(sealed.wrapping), id: 'f'.repeat(16) }], 'u');
    expect(() => sealed.append('x')).toThrow(/sealing\.json is damaged/);
  });

  it('to a key that was pinned beside the program is found', () => {
    const sealed = sealing();
    sealed.append('x');
    writeWrappingKeys(sealed.fresh.folders.config, [wrappingKey(newKeyPair())], 'u');
    sealed.append('y');
    expect(sealed.problems()).toEqual([expect.stringMatching(/is wrapped with the key .* which no record tells of/)]);
  });

  it('is never sealed to a data key that was put into the database beside the program', () => {
    const sealed = sealing();
    const other = newKeyPair();
    sealed.append('x');
    const db = new Database(sealed.fresh.database);
    db.prepare('UPDATE data_keys SET public = ?').run(other.publicKey);
    db.close();
    expect(sealed.open(sealed.append('y'))).toBe('y');
    expect(sealed.problems().join()).toMatch(/data key .* was changed beside the log/);
  });
});

describe('a sealed row that somebody', () => {
  const two = (sql: string): string => {
    const sealed = sealing();
    const [first, second] = [sealed.append('one'), sealed.append('two')];
    change(sealed, sql.replaceAll('$1', String(first)).replaceAll('$2', String(second)));
    return sealed.problems().join('\n');
  };
  it.each([
    ['edited', 'UPDATE sealed SET box = zeroblob(length(box)) WHERE sequence = $1', /not the one that was recorded/],
    ['named another key for', "UPDATE sealed SET key_id = 'x' WHERE sequence = $1", /not the one that was recorded/],
    ['deleted', 'DELETE FROM sealed WHERE sequence = $1', /is missing, and no record tells/],
    [
      'swapped',
      'UPDATE sealed SET sequence = -1 WHERE sequence = $1; UPDATE sealed SET sequence = $1 WHERE sequence = $2; UPDATE sealed SET sequence = $2 WHERE sequence = -1',
      /not the one that was recorded/,
    ],
    ['put in', "INSERT INTO sealed VALUES (0, 'x', x'00')", /does not speak of it/],
    ['put in beside no record', "INSERT INTO sealed VALUES (999, 'x', x'00')", /does not speak of it/],
    ['left without a data key', 'DELETE FROM data_keys', /data key .* was taken out of the database/],
  ])('%s is found by verifying', (_, sql, told) => {
    expect(two(sql)).toMatch(told);
  });

  it('swapped does not open either', () => {
    const sealed = sealing();
    const [first, second] = [sealed.append('one'), sealed.append('two')];
    const db = new Database(sealed.fresh.database);
    const box = db.prepare<[number], Buffer>('SELECT box FROM sealed WHERE sequence = ?').pluck().get(second);
    const sha256 = JSON.parse(bodyAt(sealed, second)).sealed.sha256;
    db.prepare('UPDATE sealed SET box = ? WHERE sequence = ?').run(box, first);
    const { id, sealed: mark } = JSON.parse(bodyAt(sealed, first));
    const kept = sealedInput(db, { installId: sealed.fresh.installation.id, sequence: first, id }, { ...mark, sha256 });
    db.close();
    expect(unwrap(kept).open(sealed.wrapping)).toBeUndefined();
  });
});

describe('erasing', () => {
  const bytesOf = ({ fresh: { database } }: Sealed): Buffer => Buffer.concat(rawOf(database));
  const boxesOf = ({ fresh }: Sealed): ReadonlyMap<number, Buffer> => {
    const db = new Database(fresh.database, { readonly: true });
    const rows = db.prepare<[], { sequence: number; box: Buffer }>('SELECT sequence, box FROM sealed').all();
    db.close();
    return new Map(rows.map(({ sequence, box }) => [sequence, box]));
  };
  const wrappedOf = ({ fresh }: Sealed): readonly Buffer[] => {
    const db = new Database(fresh.database, { readonly: true });
    const rows = db.prepare<[], Buffer>('SELECT wrapped FROM data_keys ORDER BY month').pluck().all();
    db.close();
    return rows;
  };
  const erase = (sealed: Sealed, what: Parameters<typeof eraseSealed>[1]): unknown => {
    const erased = transact(sealed.fresh, (log) => eraseSealed(log, what, NOW + 3 * MONTH));
    sweep(sealed.fresh);
    return erased;
  };
  /** Enough that the table grew beyond one page, so that copies could lie about; some inputs larger than a page. */
  function many(): Sealed {
    const sealed = sealing();
    for (let i = 0; i < 40; i++)
      sealed.append(`${'input '.repeat(i % 7 === 0 ? 2000 : 20)}${i}`, { time: NOW + (i >= 20 ? MONTH : 0) + i, session: `s${i % 4}` });
    return sealed;
  }

  it('a month leaves nothing of its inputs or its key on disk; the others open, and the log verifies', () => {
    const sealed = many();
    const [boxes, wrapped] = [boxesOf(sealed), wrappedOf(sealed)];
    expect(erase(sealed, { month: monthOf(NOW) })).toEqual({ inputs: 20, dataKeys: 1 });
    const left = boxesOf(sealed);
    const raw = bytesOf(sealed);
    for (const [sequence, box] of boxes) {
      // What lies on pages of its own is not in one piece.
      for (const piece of [box.subarray(0, 32), box.subarray(-48)]) expect(raw.includes(piece), `${sequence}`).toBe(left.has(sequence));
    }
    expect(wrapped.map((one) => raw.includes(one.subarray(0, 32)))).toEqual([false, true]);
    expect(left.size).toBe(20);
    for (const sequence of left.keys()) expect(sealed.open(sequence)).toMatch(/^input /);
    expect(sealed.problems()).toEqual([]);
  });

  it('a session or a record takes that and nothing else', () => {
    const sealed = many();
    const { id, sequence } = JSON.parse(bodyAt(sealed, [...boxesOf(sealed).keys()][5] ?? -1));
    const box = boxesOf(sealed).get(sequence) ?? Buffer.alloc(0);
    expect(erase(sealed, { record: id })).toEqual({ inputs: 1, dataKeys: 0 });
    expect(bytesOf(sealed).includes(box.subarray(0, 32))).toBe(false);
    expect(erase(sealed, { session: 's0' })).toEqual({ inputs: 10, dataKeys: 0 });
    expect(sealed.problems()).toEqual([]);
    for (const kept of boxesOf(sealed).keys()) expect(JSON.parse(bodyAt(sealed, kept)).session).not.toBe('s0');
  });

  it('what was not there is no act, and what comes later is not excused by it', () => {
    const sealed = sealing();
    expect(erase(sealed, { session: 'nobody' })).toEqual({ inputs: 0, dataKeys: 0 });
    const first = sealed.append('x', { session: 's' });
    erase(sealed, { session: 's' });
    const second = sealed.append('y', { session: 's' });
    change(sealed, `DELETE FROM sealed WHERE sequence = ${second}`);
    expect(sealed.problems()).toEqual([expect.stringContaining(`record ${second} is missing`)]);
    expect(second).toBeGreaterThan(first);
  });

  it('what was erased and is put back is found', () => {
    const sealed = sealing();
    const sequence = sealed.append('x');
    const box = boxesOf(sealed).get(sequence) ?? Buffer.alloc(0);
    erase(sealed, { month: monthOf(NOW) });
    const db = new Database(sealed.fresh.database);
    db.prepare("INSERT INTO sealed VALUES (?, 'x', ?)").run(sequence, box);
    db.close();
    expect(sealed.problems().join()).toMatch(/was erased, as a later record tells, and is there again/);
  });

  it('the month that it is takes its data key; the next call makes another', () => {
    const sealed = sealing();
    sealed.append('x');
    erase(sealed, { month: monthOf(NOW) });
    expect(sealed.open(sealed.append('y'))).toBe('y');
    expect(sealed.problems()).toEqual([]);
  });
});

describe('another wrapping key', () => {
  const rotated = (sealed: Sealed, next: KeyPair): void => {
    const { config } = sealed.fresh.folders;
    transact(sealed.fresh, (log) => rewrap(log, config, wrappingKey(next), [sealed.wrapping], NOW));
    transact(sealed.fresh, (log) => dropWrappingKeys(log, config));
  };

  it('opens everything, and the one of before nothing', () => {
    const sealed = sealing();
    const sequences = [sealed.append('one'), sealed.append('two', { time: NOW + MONTH })];
    const next = newKeyPair();
    rotated(sealed, next);
    expect(sequences.map((sequence) => sealed.open(sequence, next))).toEqual(['one', 'two']);
    expect(sequences.map((sequence) => sealed.open(sequence))).toEqual([undefined, undefined]);
    expect(unwrap(readWrappingKeys(sealed.fresh.folders.config)).map(({ id }) => id)).toEqual([idOfPublic(next.publicKey)]);
    expect(sealed.problems()).toEqual([]);
    expect(sealed.open(sealed.append('three'), next)).toBe('three');
  });

  it('is not put in where the private half of before is not at hand: nothing is changed', () => {
    const sealed = sealing();
    const sequence = sealed.append('one');
    const admin = adminOf(sealed.fresh);
    const { config } = sealed.fresh.folders;
    const failed = admin.transact((log) => rewrap(log, config, wrappingKey(newKeyPair()), [newKeyPair()], NOW));
    admin.close();
    expect(failed.ok).toBe(false);
    expect(unwrap(readWrappingKeys(config))).toHaveLength(1);
    expect(sealed.open(sequence)).toBe('one');
    expect(sealed.problems()).toEqual([]);
  });

  it('that was cut short at any write leaves everything open, and is finished by the next', () => {
    const sealed = sealing();
    const { database, folders } = sealed.fresh;
    const sequences = [sealed.append('one'), sealed.append('two', { time: NOW + MONTH })];
    sealed.close();
    const pinned = readWrappingKeys(folders.config);
    sweep(sealed.fresh);
    const before = readFileSync(database);
    const next = newKeyPair();
    const halves = [sealed.wrapping, next];
    const texts = (by: readonly KeyPair[]) =>
      sequences.map((sequence) => by.map((half) => sealed.open(sequence, half)).find((text) => text !== undefined));
    let writes = 1;
    for (let done = false; !done; writes++) {
      rmSync(`${database}-wal`, { force: true });
      rmSync(`${database}-shm`, { force: true });
      writeFileSync(database, before);
      writeWrappingKeys(folders.config, unwrap(pinned), `u${writes}`);
      done = cutShort(sealed, next, writes);
      expect([texts(halves), sealed.problems()], `cut short at write ${writes}`).toEqual([['one', 'two'], []]);
      const [first] = unwrap(readWrappingKeys(folders.config));
      transact(sealed.fresh, (log) => rewrap(log, folders.config, undefined, halves, NOW));
      transact(sealed.fresh, (log) => dropWrappingKeys(log, folders.config));
      expect(texts([first?.id === idOfPublic(next.publicKey) ? next : sealed.wrapping])).toEqual(['one', 'two']);
      expect(unwrap(readWrappingKeys(folders.config))).toHaveLength(1);
    }
    expect(writes).toBeGreaterThan(8);
  });
});

/** Ends as a process that is killed does, before the given write to the database; false where it did. */
function cutShort(sealed: Sealed, next: KeyPair, writes: number): boolean {
  const { config } = sealed.fresh.folders;
  const admin = adminOf(sealed.fresh);
  let left = writes;
  try {
    unwrap(
      admin.transact((log) => {
        const prepare = log.db.prepare.bind(log.db);
        const counted = new Proxy(log.db, {
          get: (db, name) => {
            if (name !== 'prepare') {
              const value = Reflect.get(db, name);
              return typeof value === 'function' ? value.bind(db) : value;
            }
            return (sql: string) => {
              if (/^(?:INSERT|UPDATE|DELETE)/.test(sql) && --left === 0) throw new Error('killed');
              return prepare(sql);
            };
          },
        });
        const done = rewrap({ ...log, db: counted }, config, wrappingKey(next), [sealed.wrapping], NOW);
        // Between what is pinned and the commit.
        if (--left === 0) throw new Error('killed');
        return done;
      }),
    );
    if (--left === 0) return false;
    unwrap(admin.transact((log) => dropWrappingKeys(log, config)));
    return true;
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'killed') throw error;
    return false;
  } finally {
    admin.close();
  }
}

it('nothing is recorded without its input where what seals it cannot be loaded', () => {
  const fresh = freshInstallation();
  const sealer = () => {
    throw Object.assign(new Error('gone'), { code: 'MODULE_NOT_FOUND' });
  };
  const store = unwrap(fresh.open({ sealer }));
  onTestFinished(() => store.close());
  expect(store.append(draft({}), { rate: false, seal: Buffer.from('input') })).toMatchObject({ ok: false, error: { reason: 'missing' } });
  expect(unwrap(store.head())?.size).toBe(1);
  expect(unwrap(store.append(draft({}), { rate: false }))).toMatchObject({ kind: 'appended', sequence: 1 });
});
