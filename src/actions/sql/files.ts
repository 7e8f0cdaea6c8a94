import type { Statement } from './statements.ts';
import type { Token } from './tokens.ts';

/** What a statement reaches beyond the database. */
export interface Reach {
  readonly shells: readonly string[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** Databases in files, that the rest of the script may read or write. */
  readonly attached: readonly string[];
  /** Tables of the server that hold passwords. */
  readonly accounts: readonly string[];
}

const READS = new Set(
  (
    'load_file pg_read_file pg_read_binary_file lo_import readfile read_csv read_csv_auto read_parquet read_json read_json_auto read_ndjson ' +
    'read_text read_blob parquet_scan pg_ls_dir file openrowset'
  ).split(' '),
);
const WRITES = new Set(['writefile', 'lo_export']);
const SHELLS = new Set(['xp_cmdshell', 'sys_exec', 'sys_eval', 'program', 'executable']);
const ACCOUNTS = new Set(['pg_shadow', 'pg_authid', 'sql_logins', 'mysql.user', 'sys.user$', 'dba_users']);

const MAX_FOUND = 32;

export function reachOf({ tokens }: Statement): Reach {
  const shells: string[] = [];
  const reads: string[] = [];
  const writes: string[] = [];
  const attached: string[] = [];
  const accounts: string[] = [];
  const verb = tokens[0]?.text ?? '';
  for (const [at, token] of tokens.entries()) {
    if (shells.length + reads.length + writes.length >= MAX_FOUND) break;
    if (token.kind !== 'word') continue;
    const text = stringSoon(tokens, at + 1);
    if (ACCOUNTS.has(token.text) || ACCOUNTS.has(qualified(tokens, at))) accounts.push(token.text);
    if (text === undefined) continue;
    if (SHELLS.has(token.text)) shells.push(text);
    else if (READS.has(token.text)) reads.push(text);
    else if (WRITES.has(token.text)) writes.push(text);
    else if (token.text === 'outfile' || token.text === 'dumpfile') writes.push(text);
    else if (token.text === 'infile' || (verb === 'bulk' && token.text === 'from')) reads.push(text);
    else if (verb === 'copy' && token.text === 'from' && isPath(tokens[at + 1])) reads.push(text);
    else if (verb === 'copy' && token.text === 'to' && isPath(tokens[at + 1])) writes.push(text);
    else if (verb === 'vacuum' && token.text === 'into') writes.push(text);
    else if (token.text === 'disk' && (verb === 'backup' || verb === 'restore')) (verb === 'backup' ? writes : reads).push(text);
    else if (verb === 'attach' && at === 0) attached.push(text);
    else if (verb === 'export' && at === 0) writes.push(text);
  }
  return { shells, reads, writes, attached, accounts };
}

const isPath = (token: Token | undefined): boolean => token?.kind === 'string';

const qualified = (tokens: readonly Token[], at: number): string =>
  tokens[at + 1]?.text === '.' ? `${tokens[at]?.text ?? ''}.${tokens[at + 2]?.text ?? ''}` : '';

/** The string behind a name: with it, in its parentheses, or behind its first argument. */
function stringSoon(tokens: readonly Token[], from: number): string | undefined {
  for (const token of tokens.slice(from, from + 6)) {
    if (token.kind === 'string') return token.text;
    if (token.text === ')' || token.kind === 'end') return undefined;
  }
  return undefined;
}
