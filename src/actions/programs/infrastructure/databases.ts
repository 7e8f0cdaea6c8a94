import type { Effect, EffectKind } from '../../../domain/effect.ts';
import type { Command, Outcome, Program, ProgramTable, Run, Setting, Stream, Word } from '../../command.ts';
import { type OptionSpec, readOptions } from '../../options.ts';
import { isKnown, nameOperand, programName } from '../../words.ts';
import { ASKS_FOR_HELP, argumentsOf, readsOf } from '../effects.ts';
import { client } from './acts.ts';

interface SqlClient extends OptionSpec {
  /** Options whose value is SQL. */
  readonly text: readonly string[];
  /** Options whose value is a script. */
  readonly files?: readonly string[];
  /** From this operand on, operands are SQL. */
  readonly operandsFrom?: number;
}

/** A client that sends SQL: from options, operands, a script or standard input. */
const sql =
  ({ text, files = [], operandsFrom, ...spec }: SqlClient): Program =>
  (command: Command): Outcome => {
    const wrapper = programName(command.words[0]);
    const words = argumentsOf(command);
    if (words.some((word) => ASKS_FOR_HELP.test(word.value))) return {};
    const options = readOptions(words, { ...spec, values: [...(spec.values ?? []), ...text, ...files] });
    const texts = [...options.all(...text), ...(operandsFrom === undefined ? [] : options.operands.slice(operandsFrom))];
    const runs: Run[] = [
      ...texts.map((one): Run => ({ kind: 'code', text: one, language: 'sql', wrapper })),
      ...options.all(...files).map((path): Run => ({ kind: 'file', path, as: 'sql', wrapper })),
    ];
    return runs.length > 0 || !command.stdin ? { runs } : fed(command.stdin, wrapper);
  };

/** A dump that is piped in is data like a download: what it holds is told where it can be read. */
function fed({ text, path }: Stream, wrapper: string): Outcome {
  if (text !== undefined) return { runs: [{ kind: 'code', text: { text, value: text, certainty: 'derived' }, language: 'sql', wrapper }] };
  if (path) return { runs: [{ kind: 'file', path, as: 'sql', wrapper }] };
  return { effects: [{ kind: 'db.write', note: wrapper }] };
}

const POSTGRES: SqlClient = {
  text: ['c', 'command'],
  files: ['f', 'file'],
  values: [
    'd',
    'dbname',
    'h',
    'host',
    'p',
    'port',
    'U',
    'username',
    'v',
    'set',
    'variable',
    'P',
    'pset',
    'o',
    'output',
    'L',
    'log-file',
    'F',
    'R',
    'T',
  ],
};
const MYSQL: SqlClient = {
  text: ['e', 'execute', 'init-command'],
  values: [
    'h',
    'host',
    'P',
    'port',
    'u',
    'user',
    'D',
    'database',
    'S',
    'socket',
    'defaults-file',
    'protocol',
    'ssl-ca',
    'ssl-mode',
    'default-character-set',
  ],
};
const SQLITE: SqlClient = {
  text: ['cmd', 'c', 's'],
  files: ['init'],
  operandsFrom: 1,
  singleDash: true,
  values: ['separator', 'newline', 'nullvalue', 'mmap', 'vfs', 'maxsize'],
};

/** What a script for a store without SQL does, told by the calls in it. */
const SCRIPT: readonly (readonly [RegExp, EffectKind, readonly ('all' | 'delete')[]])[] = [
  [/\bdropDatabase\s{0,8}\(|\.drop(?:Collection|Indexes|Index|User|AllUsersFromDatabase)?\s{0,8}\(/, 'db.drop', []],
  [/\.(?:deleteMany|remove)\s{0,8}\(\s{0,8}(?:\{\s{0,8}\})?\s{0,8}\)/, 'db.write', ['delete', 'all']],
  [/\.(?:deleteOne|deleteMany|remove|findOneAndDelete)\s{0,8}\(/, 'db.write', ['delete']],
  [/\.updateMany\s{0,8}\(\s{0,8}\{\s{0,8}\}/, 'db.write', ['all']],
  [/\b(?:createUser|updateUser|grantRolesToUser|createRole|changeUserPassword|shutdownServer)\b/, 'db.admin', []],
  [/\.(?:insert|update|replace|bulkWrite|save)\w*\s{0,8}\(/, 'db.write', []],
];

function scripted(text: Word): Effect[] {
  const found = SCRIPT.find(([pattern]) => pattern.test(text.value));
  return found ? [{ kind: found[1], note: found[0].exec(text.value)?.[0] ?? '', ...(found[2].length > 0 && { flags: found[2] }) }] : [];
}

const mongo: Program = (command: Command, setting: Setting) => {
  const options = readOptions(argumentsOf(command), {
    values: ['eval', 'f', 'file', 'host', 'port', 'u', 'username', 'p', 'password', 'authenticationDatabase', 'tls-file'],
  });
  const stdin = command.stdin?.text;
  const texts = [...options.all('eval'), ...(stdin === undefined ? [] : [{ text: stdin, value: stdin, certainty: 'derived' } as const])];
  const scripts = [...options.all('f', 'file'), ...options.operands.filter((word) => /\.[cm]?js$/.test(word.value))];
  return { effects: [...texts.flatMap(scripted), ...readsOf(scripts, setting)] };
};

const REDIS: readonly (readonly [RegExp, EffectKind, readonly ('all' | 'delete' | 'persist')[]])[] = [
  [/^flush(?:all|db)\b/i, 'db.drop', ['all']],
  [
    /^(?:shutdown|debug|replicaof|slaveof|failover|cluster (?:reset|forget|flushslots)|acl (?:setuser|deluser|load)|module load)\b/i,
    'db.admin',
    [],
  ],
  [/^config set (?:dir|dbfilename|requirepass|protected-mode|appendfilename|rdb\w*)\b/i, 'db.admin', ['persist']],
  [/^script (?:flush|kill)|^eval(?:sha)?\b|^fcall\b/i, 'db.write', []],
  [/^(?:del|unlink|hdel|expire|getdel)\b/i, 'db.write', ['delete']],
  [/^(?:set|hset|lpush|rpush|sadd|zadd|mset|append|incr|decr|rename|restore|migrate|move|copy)\w*\b/i, 'db.write', []],
];

const redis: Program = (command) => {
  const options = readOptions(argumentsOf(command), {
    values: ['h', 'p', 's', 'a', 'u', 'r', 'i', 'n', 'd', 'D', 'user', 'pass', 'eval', 'cacert', 'cert', 'key', 'sni', 'tls-ciphers'],
    stopAtOperand: true,
  });
  const given = options.operands.filter(isKnown).map((word) => word.value);
  const lines = given.length > 0 ? [given.join(' ')] : (command.stdin?.text ?? '').split('\n', 256).map((line) => line.trim());
  return {
    effects: lines.flatMap((line): Effect[] => {
      const found = REDIS.find(([pattern]) => pattern.test(line));
      return found ? [{ kind: found[1], note: line.slice(0, 60), ...(found[2].length > 0 && { flags: found[2] }) }] : [];
    }),
  };
};

/** Always this, on the last operand. */
const onDatabase =
  (kind: EffectKind): Program =>
  (command) => {
    const words = argumentsOf(command);
    if (words.length === 0 || words.some((word) => ASKS_FOR_HELP.test(word.value))) return {};
    const target = readOptions(words, POSTGRES).operands.at(-1);
    return { effects: [{ kind, note: programName(command.words[0]), ...(target && { operand: nameOperand(target) }) }] };
  };

/** Clears what it restores into, where told to. */
const restore: Program = (command) =>
  argumentsOf(command).some((word) => /^(?:-c|--clean|--drop)$/.test(word.value))
    ? { effects: [{ kind: 'db.drop', note: `${programName(command.words[0])} --clean`, flags: ['all'] }] }
    : { effects: [{ kind: 'db.write', note: programName(command.words[0]) }] };

/** A framework's own verbs that empty or rebuild its database. */
const resets = (verbs: RegExp, needed?: RegExp): Program =>
  client({
    values: ['e', 'env', 'schema', 'database', 'path'],
    acts: [{ verbs, ...(needed && { with: needed }), kind: 'db.drop', flags: ['all'] }],
  });

const named = (names: string, program: Program): ProgramTable => Object.fromEntries(names.split(' ').map((name) => [name, program]));

const prisma: Program = client({
  values: ['schema'],
  acts: [
    { verbs: /^migrate reset\b/, kind: 'db.drop', flags: ['all'] },
    { verbs: /^db push\b/, with: /--(?:force-reset|accept-data-loss)\b/, kind: 'db.drop', flags: ['all'] },
  ],
});

/** Clients of databases. */
export const databases: ProgramTable = {
  ...named('psql pgcli cockroach-sql usql', sql(POSTGRES)),
  ...named('mysql mariadb mycli mysqlsh', sql(MYSQL)),
  ...named('sqlite3 sqlite duckdb litecli', sql(SQLITE)),
  'clickhouse-client': sql({
    text: ['q', 'query'],
    files: ['queries-file'],
    values: ['h', 'host', 'u', 'user', 'd', 'database', 'port', 'password'],
  }),
  ...named('sqlcmd osql', sql({ text: ['Q', 'q'], files: ['i'], values: ['S', 'U', 'P', 'd', 'o'] })),
  cockroach: sql({ text: ['e', 'execute'], files: ['f', 'file'], values: ['host', 'd', 'database', 'u', 'user', 'url', 'certs-dir'] }),
  cqlsh: sql({ text: ['e', 'execute'], files: ['f', 'file'], values: ['u', 'p', 'k'] }),
  snowsql: sql({ text: ['q', 'query'], files: ['f', 'filename'], values: ['a', 'u', 'd', 's', 'w'] }),
  bq: sql({ text: [], operandsFrom: 1, values: ['project_id', 'format', 'location', 'dataset_id'] }),
  ...named('mongosh mongo', mongo),
  ...named('redis-cli valkey-cli keydb-cli', redis),
  dropdb: onDatabase('db.drop'),
  ...named('dropuser createuser', onDatabase('db.admin')),
  ...named(
    'mysqladmin mariadb-admin',
    client({
      values: ['u', 'user', 'h', 'host', 'P', 'port', 'S', 'socket'],
      acts: [
        { verbs: /\bdrop\b/, kind: 'db.drop' },
        { verbs: /\b(?:password|shutdown|flush-privileges)\b/, kind: 'db.admin' },
      ],
    }),
  ),
  ...named('pg_restore mongorestore', restore),
  prisma,
  ...named('rails rake', resets(/(?:^| )db:(?:drop|reset|purge|schema:load|truncate_all|migrate:reset)(?::\w+)?(?: |$)/)),
  artisan: resets(/^(?:migrate:(?:fresh|reset|refresh)|db:wipe)\b/),
  alembic: resets(/^downgrade base\b/),
  ...named('sequelize sequelize-cli', resets(/\bdb:drop\b|\bdb:migrate:undo:all\b/)),
  typeorm: resets(/\bschema:drop\b/),
  knex: resets(/\bmigrate:rollback\b/, /--all\b/),
  mix: resets(/^ecto\.(?:drop|reset)\b/),
};
