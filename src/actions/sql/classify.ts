import type { Effect, EffectFlag, EffectKind } from '../../domain/effect.ts';
import { HOLE, literal } from '../command.ts';
import { nameOperand, withValue } from '../words.ts';
import { leavesRowsOut } from './condition.ts';
import { isForTests, isPassing, namesAt, noteOf } from './names.ts';
import { isDefinition, VERBS } from './statements.ts';
import type { Token } from './tokens.ts';

interface Found {
  readonly kind: EffectKind;
  readonly flags?: readonly EffectFlag[];
  /** What it is on. */
  readonly names?: readonly string[];
  /** The container of tables rather than one. */
  readonly whole?: boolean;
}

const HOLDS_DATA = new Set(
  'table database schema keyspace tablespace collection measurement series bucket dataset catalog shard'.split(' '),
);
const HOLDS_TABLES = new Set(['database', 'schema', 'keyspace', 'dataset', 'catalog']);
const ACCOUNT = new Set(['user', 'role', 'login', 'group', 'credential', 'authorization']);
const QUALIFIER =
  /^(?:if|not|exists|temporary|temp|local|global|external|foreign|transient|unlogged|cached|dynamic|hybrid|concurrently|or|replace|only|materialized|retention)$/;
/** What `ALTER TABLE … DROP` takes away without the rows' own values. */
const NOT_A_COLUMN = /^(?:constraint|default|not|index|key|primary|foreign|check|identity|expression|generated|trigger|policy)$/;

const word = (tokens: readonly Token[], at: number): string => (tokens[at]?.kind === 'word' ? (tokens[at]?.text ?? '') : '');
const has = (tokens: readonly Token[], pattern: RegExp): boolean =>
  tokens.some((token) => token.kind === 'word' && pattern.test(token.text));

/** The effect of one statement; undefined where it has none that counts. */
export function classify(tokens: readonly Token[]): Effect | undefined {
  const found = effectOf(tokens);
  if (!found) return undefined;
  const { kind, names = [], whole = false } = found;
  const [first] = names;
  const passing = names.length > 0 && (kind === 'db.drop' || kind === 'db.truncate') && names.every(whole ? isForTests : isPassing);
  const flags = [...(found.flags ?? []), ...(passing ? (['disposable'] as const) : [])];
  return {
    kind,
    note: noteOf(tokens),
    ...(first !== undefined && { operand: nameOperand(withValue(literal(first.replaceAll(HOLE, '…')), first)) }),
    ...(flags.length > 0 && { flags }),
  };
}

function effectOf(tokens: readonly Token[]): Found | undefined {
  const subject = afterQualifiers(tokens, 1);
  switch (word(tokens, 0)) {
    case 'drop':
      return dropped(tokens, subject);
    case 'truncate':
      return { kind: 'db.truncate', names: namesAt(tokens, afterQualifiers(tokens, word(tokens, 1) === 'table' ? 2 : 1)) };
    case 'delete':
      return { kind: 'db.write', flags: leavesRowsOut(tokens) ? ['delete'] : ['delete', 'all'] };
    case 'update':
      return { kind: 'db.write', flags: leavesRowsOut(tokens) ? [] : ['all'] };
    case 'insert':
      return word(tokens, 1) === 'overwrite'
        ? { kind: 'db.truncate', names: namesAt(tokens, /^(?:into|table)$/.test(word(tokens, 2)) ? 3 : 2) }
        : WRITE;
    case 'alter':
      return altered(tokens, subject);
    case 'create':
      return isDefinition(tokens) || !ACCOUNT.has(word(tokens, subject)) ? WRITE : ADMIN;
    case 'grant':
    case 'revoke':
    case 'deny':
    case 'reassign':
    case 'shutdown':
      return ADMIN;
    case 'set':
      return /^(?:global|persist|password|@@global)/.test(word(tokens, 1)) ? ADMIN : READ;
    case 'system':
      return word(tokens, 1) === 'shutdown' || word(tokens, 1) === 'kill' ? ADMIN : WRITE;
    case 'reset':
      return word(tokens, 1) === 'master' ? { kind: 'db.drop', flags: ['recovery'] } : READ;
    case 'purge':
      return { kind: 'db.drop', flags: ['recovery'] };
    case 'restore':
      return has(tokens, /^replace$/) ? { kind: 'db.drop', flags: ['all'], names: namesAt(tokens, 2), whole: true } : WRITE;
    case 'copy':
      return has(tokens.slice(1), /^from$/) ? WRITE : READ;
    case 'pragma':
      return has(tokens, /^writable_schema$/) && tokens.some(({ text }) => text === '=' || text === '(') ? ADMIN : READ;
    case 'select':
      return has(tokens, STOPS_OTHERS) ? ADMIN : createsTable(tokens) ? WRITE : READ;
    case 'show':
    case 'explain':
    case 'describe':
    case 'desc':
    case 'values':
    case 'table':
    case 'attach':
    case 'backup':
    case 'export':
      return READ;
    case 'merge':
    case 'replace':
    case 'load':
    case 'bulk':
    case 'import':
    case 'vacuum':
    case 'rename':
    case 'upsert':
    case 'kill':
    case 'detach':
      return WRITE;
    default:
      return undefined;
  }
}

/** Functions that end what others do, or change what the server is. */
const STOPS_OTHERS = /^pg_(?:terminate_backend|promote|drop_replication_slot|switch_wal)$/;

const READ: Found = { kind: 'db.read' };
const WRITE: Found = { kind: 'db.write' };
const ADMIN: Found = { kind: 'db.admin' };

function afterQualifiers(tokens: readonly Token[], from: number): number {
  let at = from;
  while (QUALIFIER.test(word(tokens, at))) at++;
  return at;
}

function dropped(tokens: readonly Token[], subject: number): Found {
  const what = word(tokens, subject);
  const names = namesAt(tokens, afterQualifiers(tokens, subject + 1));
  if (ACCOUNT.has(what)) return ADMIN;
  if (what === 'owned') return { kind: 'db.drop', flags: ['all'] };
  if (what === 'view' || isMaterialized(tokens, subject)) return { kind: 'db.write', flags: ['delete'], names };
  if (HOLDS_DATA.has(what) || what === 'policy' || what === '') {
    if (what === 'policy' && word(tokens, 1) !== 'retention') return { kind: 'db.write', flags: ['delete'], names };
    const temporary = /^temp(?:orary)?$/.test(word(tokens, 1));
    return { kind: 'db.drop', names, whole: HOLDS_TABLES.has(what), ...(temporary && { flags: ['disposable'] }) };
  }
  // Columns of a type, and tables that need an extension, go with it.
  const takesTables = has(tokens, /^cascade$/) && /^(?:type|extension|domain|server)$/.test(what);
  return takesTables ? { kind: 'db.drop', names } : { kind: 'db.write', flags: ['delete'], names };
}

const isMaterialized = (tokens: readonly Token[], subject: number): boolean => word(tokens, subject - 1) === 'materialized';

function altered(tokens: readonly Token[], subject: number): Found {
  const what = word(tokens, subject);
  if (ACCOUNT.has(what) || what === 'system' || what === 'default' || what === 'server') return ADMIN;
  if (what !== 'table') return WRITE;
  const names = namesAt(tokens, afterQualifiers(tokens, subject + 1));
  if (tokens.some((token, at) => token.text === 'drop' && token.kind === 'word' && !NOT_A_COLUMN.test(word(tokens, at + 1))))
    return { kind: 'db.drop', names };
  const deletes = tokens.findIndex((token) => token.kind === 'word' && token.text === 'delete');
  if (deletes > 0 && word(tokens, deletes + 1) === 'where')
    return { kind: 'db.write', flags: leavesRowsOut(tokens.slice(deletes)) ? ['delete'] : ['delete', 'all'] };
  return has(tokens, /^owner$/) || isUnprotected(tokens) ? ADMIN : WRITE;
}

/** `DISABLE ROW LEVEL SECURITY`. */
const isUnprotected = (tokens: readonly Token[]): boolean =>
  tokens.some(
    (token, at) => token.text === 'row' && word(tokens, at + 1) === 'level' && /^(?:disable|force)$/.test(word(tokens, at - 1)),
  ) && has(tokens, /^(?:disable|no)$/);

/** `SELECT … INTO table`. */
function createsTable(tokens: readonly Token[]): boolean {
  const into = tokens.findIndex((token) => token.kind === 'word' && token.text === 'into' && token.depth === tokens[0]?.depth);
  const target = tokens[into + 1];
  return into > 0 && target !== undefined && target.kind !== 'symbol' && !/^(?:out|dump)file$|^@/.test(target.text);
}

/** What else runs inside a statement: `WITH x AS (DELETE …)`, `EXPLAIN ANALYZE DELETE …`, `IF EXISTS (…) DROP …`. */
export function innerStatements(tokens: readonly Token[]): readonly (readonly Token[])[] {
  switch (word(tokens, 0)) {
    case 'with':
      return [...dataModifying(tokens), ...nextVerb(tokens)];
    case 'explain':
      return tokens.slice(1, 12).some((token) => /^analy[sz]e$/.test(token.text)) ? nextVerb(tokens) : [];
    case 'prepare':
      return nextVerb(tokens);
    case 'begin':
    case 'else':
    case 'if':
    case 'while':
    case 'loop':
    case 'for':
    case 'then':
    case 'when':
    case 'declare':
    case 'use':
    case 'end':
    case 'exception':
      return nextVerb(tokens);
    default:
      return [];
  }
}

/** From the next verb on that stands in no parentheses. */
function nextVerb(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const base = tokens[0]?.depth ?? 0;
  const at = tokens.findIndex((token, position) => position > 0 && token.kind === 'word' && token.depth === base && VERBS.has(token.text));
  return at < 0 ? [] : [tokens.slice(at)];
}

const MODIFYING = /^(?:delete|update|insert|merge|truncate)$/;

function dataModifying(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const found: (readonly Token[])[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.text !== '(' || !MODIFYING.test(word(tokens, at + 1))) continue;
    const close = tokens.findIndex((other, position) => position > at && other.text === ')' && other.depth === token.depth);
    found.push(tokens.slice(at + 1, close < 0 ? tokens.length : close));
    if (found.length >= 16) break;
  }
  return found;
}
