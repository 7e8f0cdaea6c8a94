/** What stands in each table that is asked for: at most one row. */
export type StandInRows = Map<string, object>;

type RowFactory = (...keys: readonly string[]) => (...values: readonly unknown[]) => unknown;

/** As the library asks its addon; whatever is not asked for on the way of a call is left out. */
interface StandInStatement {
  readonly get: () => unknown;
  readonly all: () => readonly unknown[];
  readonly run: (...values: readonly unknown[]) => { readonly changes: number; readonly lastInsertRowid: number };
  readonly pluck: () => StandInStatement;
}

/**
 * Answers as SQLite's addon does, as far as one call asks, out of one row for each table, and keeps the session that is written: for a
 * rehearsal, because no snapshot can hold the addon itself. Typed as the library types a loaded addon.
 */
export function standInAddon(rows: StandInRows): string {
  let factory: RowFactory = () => () => undefined;
  const statement = (sql: string): StandInStatement => {
    const table = /(?:FROM|INTO|UPDATE) (\w+)/.exec(sql)?.[1] ?? '';
    const get = (): unknown => {
      const row = rows.get(table);
      return row && factory(...Object.keys(row))(...Object.values(row));
    };
    const self: StandInStatement = {
      get,
      all: () => [get()].filter((row) => row !== undefined),
      run: (...values) => {
        const changes = rows.has(table) ? 1 : 0;
        if (table === 'sessions' && sql.startsWith('INSERT')) rows.set(table, sessionOf(values));
        return { changes, lastInsertRowid: 0 };
      },
      pluck: () => ({ ...self, get: () => undefined, all: () => [] }),
    };
    return self;
  };
  const database = { inTransaction: true, prepare: statement, exec: () => undefined, close: () => undefined };
  return Object.assign(Object.create(Object.prototype), {
    initialize: (_error: unknown, _list: unknown, _append: unknown, row: RowFactory) => {
      factory = row;
    },
    // A function that the library can call with `new`.
    Database: function open() {
      return database;
    },
  });
}

const sessionOf = ([handle, key_id, sealed, keep_until]: readonly unknown[]): object => ({ handle, key_id, sealed, keep_until });
