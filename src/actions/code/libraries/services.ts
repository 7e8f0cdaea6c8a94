import type { EffectFlag, EffectKind } from '../../../domain/effect.ts';
import { literal } from '../../command.ts';
import { isDisposableFile } from '../../programs/databases/worth.ts';
import { looksLikeSql } from '../../sql/recognition.ts';
import { nameOperand } from '../../words.ts';
import { argument, type Call, type Operation } from '../library.ts';
import { isKnown, listOf, object, textOf, unknown, type Value, wordOf } from '../values.ts';

const database = (call: Call): boolean =>
  call.receiver?.kind === 'object' && call.receiver.type === 'database' && isDisposableFile(wordOf(call.receiver), call.reading.setting());

/** `cursor.execute('…')`, `client.query({ text: '…' })`: what is SQL is read as such. */
const sendsSql =
  (place = 0): Operation =>
  (call) => {
    const first = argument(call, place, 'sql', 'query', 'statement', 'operation');
    const text = textOf(
      first?.kind === 'map' ? (first.entries.get('text') ?? first.entries.get('sql') ?? first.entries.get('query')) : first,
    );
    if (looksLikeSql(text.text)) {
      const disposable = database(call);
      const wrapper = call.reading.language;
      call.reading.run({ kind: 'code', text: wordOf(text), language: 'sql', wrapper, ...(disposable && { disposable }) });
    } else if (first?.kind === 'reference') return rows(first.name);
    for (const each of call.positional) if (each.kind === 'function') call.apply(each, [unknown()]);
    return undefined;
  };

/** Every row of a table, or object of a bucket, that nothing has narrowed yet. */
const rows = (name: string): Value => object('rows', { kind: 'text', text: name, origin: 'literal' });

/** A connection to a database in a file; its cursors stand for it. */
const opensDatabase: Operation = (call) => object('database', textOf(argument(call, 0, 'database', 'filename')));

const affects =
  (kind: EffectKind, ...flags: readonly EffectFlag[]): Operation =>
  (call) => {
    const name = nameIn(call);
    call.reading.effect(kind, name === undefined ? undefined : nameOperand(literal(name)), flags);
    return undefined;
  };

/** The first string among what a call is given, also inside a list or an object: `Bucket='shop'`, `{ InstanceIds: ['i-1'] }`. */
function nameIn(call: Call): string | undefined {
  const given = [...call.positional, ...call.named.values()].flatMap((value) =>
    value.kind === 'map' ? [...value.entries.values()] : [value],
  );
  const known = given
    .flatMap((value) => listOf(value) ?? [value])
    .find((value) => value.kind === 'text' && value.text !== '' && isKnown(value));
  return known && textOf(known).text.slice(0, 120);
}

const isEmpty = (value: Value | undefined): boolean =>
  value === undefined || (value.kind === 'map' && (value.entries.size === 0 || (value.entries.size === 1 && isEmptyWhere(value))));

const isEmptyWhere = (value: Value & { readonly kind: 'map' }): boolean => {
  const where = value.entries.get('where');
  return where?.kind === 'map' && where.entries.size === 0;
};

/** `deleteMany({})`, `prisma.user.deleteMany()`: no condition means all. */
const withoutCondition =
  (...flags: readonly EffectFlag[]): Operation =>
  (call) => {
    if (isEmpty(call.positional[0])) call.reading.effect('db.write', undefined, [...flags, 'all']);
    return undefined;
  };

/** `users.drop()`; with arguments it is about rows and columns in memory. */
const dropsItself: Operation = (call) => {
  if (call.positional.length === 0 && call.named.size === 0) call.reading.effect('db.drop');
  return undefined;
};

const BUCKET = 'bucket.';
/** A client of a container engine. */
const ENGINE = 'docker.engine';

/** `Model.objects.all()`, `bucket.objects.all()`. */
const allOf: Operation = ({ receiver, positional, named }) =>
  receiver?.kind === 'reference' && receiver.name.endsWith('.objects') && positional.length === 0 && named.size === 0
    ? rows(receiver.name.slice(0, -'.objects'.length))
    : undefined;

const deletesRows: Operation = (call) => {
  const name = call.receiver?.kind === 'reference' ? call.receiver.name : textOf(call.receiver).text;
  const bare = name.replace(/\.objects$/, '');
  const operand = nameOperand(literal(bare.replace(BUCKET, '')));
  if (name.startsWith(BUCKET)) call.reading.effect('storage.delete', operand, ['recursive']);
  else if (call.receiver?.kind === 'object' || name.endsWith('.objects')) call.reading.effect('db.write', operand, ['delete', 'all']);
  return undefined;
};

/** `User.delete_all`, `DB::table('a')->truncate()`: of a class, and of nothing that was narrowed. */
const everyRow: Operation = (call) => {
  if (call.positional.length === 0 && call.receiver?.kind === 'reference') {
    const { name } = call.receiver;
    call.reading.effect('db.write', nameOperand(literal(name)), ['delete', 'all']);
  }
  return undefined;
};

/** `DB::table('a')`. */
const tableNamed: Operation = (call) => {
  const name = nameIn(call);
  return name === undefined ? undefined : { kind: 'reference', name };
};

/** Calls that delete what runs or is kept elsewhere, by the words of the services' own interfaces. */
const SERVICES: readonly (readonly [names: string, kind: EffectKind, ...flags: readonly EffectFlag[]])[] = [
  ['delete_bucket delete_objects delete_container', 'storage.delete', 'recursive'],
  [
    `terminate_instances delete_stack delete_db_instance delete_db_cluster delete_function delete_cluster delete_service delete_vpc
     delete_volume delete_load_balancer delete_hosted_zone delete_file_system delete_domain delete_repository delete_replication_group
     delete_cache_cluster delete_nodegroup delete_distribution delete_user_pool delete_rest_api delete_log_group begin_delete
     delete_namespace delete_collection_namespaced_pod delete_namespaced_deployment delete_namespaced_stateful_set
     delete_persistent_volume delete_namespaced_persistent_volume_claim delete_queue delete_topic delete_stream`,
    'infra.destroy',
  ],
  [
    'delete_snapshot delete_db_snapshot delete_db_cluster_snapshot delete_backup delete_recovery_point delete_backup_vault',
    'infra.destroy',
    'recovery',
  ],
  ['delete_trail stop_logging delete_detector', 'infra.destroy', 'audit'],
  ['delete_table delete_dataset delete_keyspace drop_database drop_collection drop_db', 'db.drop'],
  ['drop_all flushall flushdb flush_all flush_db', 'db.drop', 'all'],
  ['drop_table drop_table_if_exists drop_schema drop_schema_if_exists drop_all_tables drop_all_schemas', 'db.drop'],
  ['purge_queue', 'db.truncate'],
  ['delete_secret schedule_key_deletion delete_parameter destroy_secret_version', 'secret.write', 'delete'],
  [
    'create_access_key attach_user_policy put_user_policy attach_role_policy create_user delete_user put_bucket_policy put_bucket_acl add_user_to_group',
    'infra.change',
    'owner',
  ],
];

/** Clients of Amazon's SDK for JavaScript whose commands are known. */
const AMAZON =
  's3 ec2 rds cloudformation lambda eks ecs dynamodb iam secrets-manager kms sqs sns cloudtrail route-53 elasticache efs ecr backup';

const camel = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string): string => camel(`_${name}`);

function serviceCalls(namesOf: (name: string) => readonly string[]): Readonly<Record<string, Operation>> {
  return Object.fromEntries(
    SERVICES.flatMap(([names, kind, ...flags]) => {
      const operation = affects(kind, ...flags);
      return names.split(/\s+/).flatMap((name) => namesOf(name).map((each): [string, Operation] => [each, operation]));
    }),
  );
}

const methods = (names: string, operation: Operation): Readonly<Record<string, Operation>> =>
  Object.fromEntries(names.split(' ').map((name) => [`#${name}`, operation]));

/** Drivers and services as Python calls them. */
export const pythonServices = (): Readonly<Record<string, Operation>> => ({
  ...serviceCalls((name) => [`#${name}`]),
  ...methods('execute executemany executescript exec_driver_sql query exec raw fetch fetchval run_sql', sendsSql()),
  'pandas.read_sql': sendsSql(),
  'sqlalchemy.text': (call) => call.positional[0],
  'sqlite3.connect': opensDatabase,
  'database#cursor': (call) => call.receiver,
  ...methods('delete_many remove', withoutCondition('delete')),
  ...methods('update_many', withoutCondition()),
  ...methods('drop', dropsItself),
  ...methods('all', allOf),
  ...methods('delete', deletesRows),
  'rows#delete': deletesRows,
  ...methods('Bucket bucket get_bucket', (call) => ({ kind: 'reference', name: `${BUCKET}${nameIn(call) ?? '…'}` })),
  ...Object.fromEntries(
    ['from_env', 'DockerClient', 'client.DockerClient'].map((name) => [
      `docker.${name}`,
      (): Value => ({ kind: 'reference', name: ENGINE }),
    ]),
  ),
  [`${ENGINE}.volumes.prune`]: affects('infra.destroy', 'contents', 'all'),
});

/** Drivers and services as JavaScript calls them. */
export const javascriptServices = (): Readonly<Record<string, Operation>> => ({
  ...serviceCalls((name) => [`#${camel(name)}`, ...AMAZON.split(' ').map((client) => `@aws-sdk.client-${client}.${pascal(name)}Command`)]),
  ...methods('execute query exec run prepare raw unsafe $executeRawUnsafe $queryRawUnsafe $executeRaw $queryRaw all', sendsSql()),
  ...Object.fromEntries(
    ['better-sqlite3', 'sqlite.DatabaseSync', 'sqlite3.Database', 'bun:sqlite.Database'].map((name) => [name, opensDatabase]),
  ),
  ...methods('deleteMany', withoutCondition('delete')),
  ...methods('updateMany', withoutCondition()),
});

/** Drivers as other languages call them. */
export const otherServices = (): Readonly<Record<string, Operation>> => ({
  ...methods('delete_all destroy_all', everyRow),
  ...methods('truncate', everyRow),
  ...methods('table', tableNamed),
  ...methods('execute query exec prepare statement unprepared exec_query', sendsSql()),
});
