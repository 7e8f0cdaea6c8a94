import type { Outcome, Program, Run, Stream, Word } from '../../command.ts';
import { type OptionSpec, readOptions } from '../../options.ts';
import type { SqlDialect } from '../../sql/dialects.ts';
import { programName } from '../../words.ts';
import { ASKS_FOR_HELP, argumentsOf } from '../effects.ts';
import { family } from '../family.ts';
import { listed } from '../infrastructure/service.ts';
import { named } from '../system/verbs.ts';
import { isDisposableFile, isForTesting } from './worth.ts';

interface SqlClient {
  readonly dialect?: SqlDialect;
  /** Options whose value is SQL. */
  readonly text?: string;
  /** Options whose value is a script. */
  readonly files?: string;
  readonly values?: string;
  readonly singleDash?: boolean;
  /** Words in front that say nothing: `cockroach sql`, `dolt sql`. */
  readonly verb?: RegExp;
  /** From this operand on, operands are SQL. */
  readonly operandsFrom?: number;
  /** The first operand is a file, or the database's name and the host's where no option gives it. */
  readonly database: 'file' | 'name';
  /** Words that are left out: a password that would be read as options. */
  readonly without?: RegExp;
}

const DATABASE = ['d', 'dbname', 'D', 'database'];
const HOST = ['h', 'host', 'S', 'server', 'hostname'];

/** A client that sends SQL: from options, operands, a script or standard input. */
function sql({ dialect = 'sql', verb, operandsFrom, without, ...client }: SqlClient): Program {
  const [texts, files] = [listed(client.text), listed(client.files)];
  const spec: OptionSpec = {
    values: [...texts, ...files, ...listed(client.values), ...(client.database === 'name' ? [...DATABASE, ...HOST] : [])],
    singleDash: client.singleDash ?? false,
  };
  return (command, setting) => {
    const wrapper = programName(command.words[0]);
    const words = argumentsOf(command).filter((word) => without?.test(word.value) !== true);
    if (words.some((word) => ASKS_FOR_HELP.test(word.value))) return {};
    const options = readOptions(words, spec);
    const operands = verb ? options.operands.slice(1) : options.operands;
    if (verb && !verb.test(options.operands[0]?.value ?? '')) return {};
    const disposable =
      client.database === 'file'
        ? isDisposableFile(operands[0], setting)
        : isForTesting([...options.all(...DATABASE), ...operands.slice(0, 1)], options.all(...HOST), command);
    const sent: Sent = { dialect, wrapper, ...(disposable && { disposable }) };
    const statements = [...options.all(...texts), ...(operandsFrom === undefined ? [] : operands.slice(operandsFrom))];
    const runs = [...statements.map((text) => typed(text, sent)), ...options.all(...files).map((path) => script(path, sent))];
    return runs.length > 0 || !command.stdin ? { runs } : fed(command.stdin, sent);
  };
}

interface Sent {
  readonly dialect: SqlDialect;
  readonly wrapper: string;
  readonly remote?: boolean;
  readonly disposable?: boolean;
}

const typed = (text: Word, { dialect, ...sent }: Sent): Run => ({ kind: 'code', text, language: dialect, ...sent });
const script = (path: Word, { dialect, ...sent }: Sent): Run => ({ kind: 'file', path, as: dialect, ...sent });

/** A dump that is piped in is data like a download: what it holds is told where it can be read. */
export function fed({ text, path }: Stream, sent: Sent): Outcome {
  if (text !== undefined) return { runs: [typed({ text, value: text, certainty: 'derived' }, sent)] };
  return path ? { runs: [script(path, sent)] } : { effects: [{ kind: 'db.write', note: sent.wrapper }] };
}

const POSTGRES: SqlClient = {
  dialect: 'postgresql',
  text: 'c command',
  files: 'f file',
  values: 'p port U username v set variable P pset o output L log-file F field-separator R record-separator T table-attr',
  database: 'name',
};
const MYSQL: SqlClient = {
  dialect: 'mysql',
  text: 'e execute init-command',
  values: 'P port u user socket defaults-file defaults-extra-file protocol ssl-ca ssl-mode default-character-set login-path',
  database: 'name',
  without: /^-p./,
};
const SQLITE: SqlClient = {
  dialect: 'sqlite',
  text: 'cmd c s',
  files: 'init f',
  operandsFrom: 1,
  singleDash: true,
  values: 'separator newline nullvalue mmap vfs maxsize',
  database: 'file',
};
const TSQL: SqlClient = { dialect: 'transact-sql', text: 'Q q', files: 'i', values: 'U P o t l h s w', database: 'name' };
const WAREHOUSE: SqlClient = {
  text: 'q query e execute',
  files: 'f file filename queries-file input-file',
  values: 'u user password p port a w s',
  database: 'name',
};

const EMBEDDED = /\?|^(?:sql|local|client|query)$/;

/** `sqlplus user/password@db @script`: the script, and whatever is typed. */
const sqlplus: Program = (command) => {
  const sent: Sent = { dialect: 'sql', wrapper: programName(command.words[0]) };
  const scripts = argumentsOf(command).filter((word) => word.value.startsWith('@'));
  const runs = scripts.map((word) => script({ ...word, value: word.value.replace(/^@{1,2}/, '') }, sent));
  return runs.length > 0 || !command.stdin ? { runs } : fed(command.stdin, sent);
};

/** Clients of databases that speak SQL. */
export const sqlClients = family(
  `psql pgcli cockroach-sql usql psql-client mysql mariadb mycli mysqlsh mysql-client sqlite3 sqlite litecli duckdb sqlcmd osql
   tsql isql bsqldb cqlsh snowsql clickhouse-client trino presto beeline hive impala-shell spark-sql vsql nzsql exaplus clickhouse
   ch dolt snow databricks cockroach bq influx sqlplus`,
  () => ({
    ...named('psql pgcli cockroach-sql usql psql-client', sql(POSTGRES)),
    ...named('mysql mariadb mycli mysqlsh mysql-client', sql(MYSQL)),
    ...named('sqlite3 sqlite litecli duckdb', sql(SQLITE)),
    ...named('sqlcmd osql tsql isql bsqldb', sql(TSQL)),
    ...named('cqlsh snowsql clickhouse-client trino presto beeline hive impala-shell spark-sql vsql nzsql exaplus', sql(WAREHOUSE)),
    ...named('clickhouse ch dolt snow databricks', sql({ ...WAREHOUSE, verb: EMBEDDED })),
    cockroach: sql({ ...POSTGRES, text: 'e execute', verb: /^sql$/ }),
    bq: sql({ verb: /^query$/, operandsFrom: 0, values: 'project_id format location dataset_id', database: 'name' }),
    influx: sql({ text: 'execute', singleDash: true, values: 'host port username password precision format', database: 'name' }),
    sqlplus,
  }),
);
