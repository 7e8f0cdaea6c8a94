import { PRINCIPAL_KINDS, PRINCIPAL_STATUSES, type PrincipalKind, type PrincipalStatus } from '../domain/principal.ts';
import type { Connection } from './sqlite.ts';

export interface PrincipalRow {
  readonly principal_id: string;
  readonly name: string;
  readonly kind: PrincipalKind;
  readonly role: string;
  /** Who answers for it, where that is somebody else. */
  readonly owner: string | null;
  readonly status: PrincipalStatus;
}

type Stored = Record<keyof PrincipalRow, string | null>;

export function allPrincipals(db: Connection): readonly PrincipalRow[] {
  return db.prepare<[], Stored>('SELECT * FROM principals ORDER BY principal_id').all().map(rowOf);
}

export function findPrincipal(db: Connection, id: string): PrincipalRow | undefined {
  const row = db.prepare<[string], Stored>('SELECT * FROM principals WHERE principal_id = ?').get(id);
  return row && rowOf(row);
}

/** Takes the place of one with the same id. */
export function putPrincipal(db: Connection, row: PrincipalRow): void {
  db.prepare<[PrincipalRow]>(
    'INSERT OR REPLACE INTO principals (principal_id, name, kind, role, owner, status) VALUES (@principal_id, @name, @kind, @role, @owner, @status)',
  ).run(row);
}

/** A kind or status that this program does not know, written by a later one, is read as what may least. */
function rowOf({ principal_id, name, kind, role, owner, status }: Stored): PrincipalRow {
  return {
    principal_id: principal_id ?? '',
    name: name ?? '',
    kind: PRINCIPAL_KINDS.find((known) => known === kind) ?? 'agent',
    role: role ?? '',
    owner,
    status: PRINCIPAL_STATUSES.find((known) => known === status) ?? 'suspended',
  };
}
