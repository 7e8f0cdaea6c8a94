import type { EffectKind } from '../../../domain/effect.ts';
import type { Program } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { nameOperand, programName } from '../../words.ts';
import { ASKS_FOR_HELP, argumentsOf, writeTo } from '../effects.ts';
import { family } from '../family.ts';
import { service } from '../infrastructure/service.ts';
import { named } from '../system/verbs.ts';
import { isForTesting } from './worth.ts';

const VALUES =
  'h host p port U username u user d dbname db database D maintenance-db S socket P password uri authenticationDatabase nsInclude archive'.split(
    ' ',
  );

/** Always this, on the last operand. */
const onDatabase =
  (kind: EffectKind): Program =>
  (command) => {
    const words = argumentsOf(command);
    if (words.length === 0 || words.some((word) => ASKS_FOR_HELP.test(word.value))) return {};
    const options = readOptions(words, { values: VALUES });
    const target = options.operands.at(-1);
    const disposable = kind === 'db.drop' && target && isForTesting([target], options.all('h', 'host'), command);
    const note = `${programName(command.words[0])} ${target?.value ?? ''}`.trim();
    return { effects: [{ kind, note, ...(target && { operand: nameOperand(target) }), ...(disposable && { flags: ['disposable'] }) }] };
  };

/** Clears what it restores into, where told to. */
const restore: Program = (command) => {
  const words = argumentsOf(command);
  if (words.some((word) => ASKS_FOR_HELP.test(word.value) || /^(?:-l|--list|--dryRun)$/.test(word.value))) return {};
  const options = readOptions(words, { values: [...VALUES, 'f', 'file', 'j', 'jobs', 'L', 'use-list', 'n', 'schema', 't', 'table'] });
  const name = programName(command.words[0]);
  const target = options.value('d', 'dbname', 'db', 'database', 'uri');
  const forTests = target !== undefined && isForTesting([target], options.all('h', 'host'), command);
  // Without a database it only writes a script.
  if (name === 'pg_restore' && options.has('f', 'file') && !target) return {};
  const clears = words.some((word) => /^(?:-c|--clean|--drop|--drop-database)$/.test(word.value));
  return clears
    ? {
        effects: [
          {
            kind: 'db.drop',
            note: `${name} --${name === 'mongorestore' ? 'drop' : 'clean'}`,
            flags: forTests ? ['all', 'disposable'] : ['all'],
          },
        ],
      }
    : { effects: [{ kind: 'db.write', note: name }] };
};

const DUMP_VALUES = [
  ...VALUES,
  'f',
  'file',
  'o',
  'out',
  'result-file',
  'r',
  'F',
  'format',
  'n',
  'schema',
  't',
  'table',
  'Z',
  'j',
  'c',
  'collection',
  'q',
  'query',
  'w',
  'where',
];

/** Reads a whole database, into a file or onto its output. */
const dump: Program = (command, setting) => {
  const words = argumentsOf(command);
  if (words.some((word) => ASKS_FOR_HELP.test(word.value))) return {};
  const options = readOptions(words, { values: DUMP_VALUES });
  const file = options.value('f', 'file', 'o', 'out', 'result-file', 'r');
  const structureOnly = options.has('no-data', 'schema-only', 's', 'globals-only', 'roles-only');
  return {
    effects: [
      { kind: 'db.read', note: programName(command.words[0]), ...(!structureOnly && { flags: ['all'] }) },
      ...(file ? [writeTo(file, setting)] : []),
    ],
    stdout: { origin: 'dynamic' },
  };
};

/** What comes with a server: its administration, dumps and backups. */
export const servers = family(
  `dropdb dropuser createuser pg_restore mongorestore pg_dump pg_dumpall mysqldump mariadb-dump mongodump mongoexport mydumper
   mysqladmin mariadb-admin pg_resetwal pg_dropcluster pg_archivecleanup pgbackrest barman wal-g wal-e envdir-wal-g influx nodetool
   mongoimport`,
  () => ({
    dropdb: onDatabase('db.drop'),
    ...named('dropuser createuser', onDatabase('db.admin')),
    ...named('pg_restore mongorestore', restore),
    ...named('pg_dump pg_dumpall mysqldump mariadb-dump mongodump mongoexport mydumper', dump),
    ...named(
      'mysqladmin mariadb-admin',
      service(() => ({
        values: 'u user h host P port S socket defaults-file defaults-extra-file login-path',
        acts: [['drop', 'db.drop'], ['password|shutdown|flush-privileges|kill|refresh', 'db.admin'], ['**']],
      })),
    ),
    pg_resetwal: service(() => ({ values: 'D pgdata', acts: [['** !-n|dry-run', 'db.drop', 'recovery'], ['**']], names: 'D pgdata' })),
    pg_dropcluster: service(() => ({ acts: [['**', 'db.drop', 'all']] })),
    pg_archivecleanup: service(() => ({ values: 'x', acts: [['** !-n', 'storage.delete', 'recovery'], ['**']] })),
    pgbackrest: service(() => ({
      values: 'stanza repo config set',
      names: 'stanza',
      acts: [['stanza-delete|expire', 'storage.delete', 'recovery', 'recursive'], ['restore', 'db.write', 'all'], ['**']],
    })),
    barman: service(() => ({ acts: [['delete', 'storage.delete', 'recovery'], ['recover|restore', 'db.write', 'all'], ['**']] })),
    ...named(
      'wal-g wal-e envdir-wal-g',
      service(() => ({
        acts: [
          ['delete !--confirm'],
          ['delete everything', 'storage.delete', 'recovery', 'recursive', 'all'],
          ['delete', 'storage.delete', 'recovery', 'recursive'],
          ['**'],
        ],
      })),
    ),
    influx: service(() => ({
      values: 'o org org-id t token host c active-config p predicate start stop i id',
      names: 'n name b bucket',
      acts: [
        ['bucket|org delete', 'db.drop'],
        ['delete --p|predicate', 'db.write', 'delete'],
        ['delete', 'db.truncate'],
        ['user|auth|v1 create|delete|password|active|inactive', 'db.admin'],
        ['restore --full', 'db.drop', 'all'],
        ['**'],
      ],
    })),
    nodetool: service(() => ({
      values: 'h host p port u pw',
      acts: [['clearsnapshot', 'storage.delete', 'recovery'], ['decommission|removenode|assassinate|drain|stopdaemon', 'db.admin'], ['**']],
    })),
    mongoimport: service(() => ({
      values: 'd db c collection h host uri u p file type',
      names: 'c collection d db',
      acts: [
        ['** --drop', 'db.drop'],
        ['**', 'db.write'],
      ],
    })),
  }),
);
