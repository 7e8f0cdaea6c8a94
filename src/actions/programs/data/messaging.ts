import type { Program, ProgramTable } from '../../command.ts';
import { family } from '../family.ts';
import { service } from '../infrastructure/service.ts';
import { named } from '../system/verbs.ts';

/** Kafka's tools are scripts, under their own names where a package manager put them. */
const scripts = (names: string, program: Program): ProgramTable =>
  named(
    names
      .split(' ')
      .flatMap((name) => [name, `${name}.sh`])
      .join(' '),
    program,
  );

const KAFKA = 'bootstrap-server zookeeper command-config config partitions replication-factor';

/** Queues, logs of events, and search: what they hold is data like a table's. */
export const messaging = family(
  `kafka-topics kafka-topics.sh kafka-delete-records kafka-delete-records.sh kafka-consumer-groups kafka-consumer-groups.sh
   kafka-configs kafka-configs.sh kafka-acls kafka-acls.sh kafka-storage kafka-storage.sh kafka-reassign-partitions
   kafka-reassign-partitions.sh kafka-leader-election kafka-leader-election.sh rpk rabbitmqctl rabbitmqadmin nats pulsar-admin
   mosquitto_ctrl celery rq solr bin-solr elasticsearch-reset-password elasticsearch-users opensearch-users curator_cli`,
  () => ({
    ...scripts(
      'kafka-topics',
      service(() => ({ values: KAFKA, names: 'topic', acts: [['** --delete', 'db.drop'], ['**']] })),
    ),
    ...scripts(
      'kafka-delete-records',
      service(() => ({ values: `${KAFKA} offset-json-file`, acts: [['**', 'db.truncate']] })),
    ),
    ...scripts(
      'kafka-consumer-groups',
      service(() => ({
        values: `${KAFKA} to-offset to-datetime by-duration shift-by from-file timeout`,
        names: 'group topic',
        acts: [['** --delete', 'db.drop'], ['** --reset-offsets --execute', 'db.truncate'], ['** --delete-offsets', 'db.truncate'], ['**']],
      })),
    ),
    ...scripts(
      'kafka-configs',
      service(() => ({
        values: `${KAFKA} entity-type add-config delete-config`,
        names: 'entity-name',
        acts: [['** --add-config=*retention*'], ['** --alter', 'db.admin'], ['**']],
      })),
    ),
    ...scripts(
      'kafka-acls',
      service(() => ({
        values: `${KAFKA} allow-principal operation`,
        names: 'topic group',
        acts: [['** --add|remove', 'db.admin'], ['**']],
      })),
    ),
    ...scripts(
      'kafka-storage',
      service(() => ({ values: 't c cluster-id config', acts: [['format', 'db.drop', 'all'], ['**']] })),
    ),
    ...scripts(
      'kafka-reassign-partitions kafka-leader-election',
      service(() => ({ values: KAFKA, acts: [['** --execute', 'db.write'], ['**']] })),
    ),
    ...named(
      'rpk',
      service(() => ({
        values: 'brokers X config profile',
        acts: [
          ['topic delete|trim-prefix', 'db.drop'],
          ['group delete', 'db.drop'],
          ['group seek', 'db.truncate'],
          ['acl|security **', 'db.admin'],
          ['**'],
        ],
      })),
    ),
    ...named(
      'rabbitmqctl',
      service(() => ({
        values: 'n node p vhost timeout t',
        acts: [
          ['purge_queue', 'db.truncate'],
          ['delete_queue|delete_vhost|delete_shovel', 'db.drop'],
          ['reset|force_reset', 'db.drop', 'all'],
          ['forget_cluster_node', 'db.admin', 'delete'],
          ['stop_app|stop|shutdown|hipe_compile', 'process.service', 'disable'],
          [
            'add_user|delete_user|change_password|clear_password|set_permissions|clear_permissions|set_user_tags|set_topic_permissions',
            'db.admin',
          ],
          ['**'],
        ],
      })),
    ),
    ...named(
      'rabbitmqadmin',
      service(() => ({
        values: 'H host P port u username p password V vhost N node c config',
        acts: [
          ['purge queue', 'db.truncate'],
          ['delete queue|exchange|vhost', 'db.drop'],
          ['declare|delete user|permission', 'db.admin'],
          ['**'],
        ],
      })),
    ),
    ...named(
      'nats',
      service(() => ({
        values: 's server user password creds context timeout subject seq keep',
        acts: [
          ['stream|str|kv|obj|object purge', 'db.truncate'],
          ['stream|str|obj|object rm|del|delete', 'db.drop'],
          ['kv del|rm @* --force', 'db.drop'],
          ['consumer|con rm|del|delete', 'db.write', 'delete'],
          ['auth|account **', 'db.admin'],
          ['**'],
        ],
      })),
    ),
    ...named(
      'pulsar-admin',
      service(() => ({
        values: 's subscription u admin-url auth-plugin auth-params',
        acts: [
          ['topics|persistent|non-persistent delete|delete-partitioned-topic', 'db.drop'],
          ['namespaces|tenants delete', 'db.drop', 'all'],
          ['topics|persistent skip-all|clear-backlog|truncate', 'db.truncate'],
          ['namespaces clear-backlog', 'db.truncate'],
          ['namespaces|topics grant-permission|revoke-permission', 'db.admin'],
          ['**'],
        ],
      })),
    ),
    ...named(
      'mosquitto_ctrl',
      service(() => ({ values: 'h p u P', acts: [['dynsec', 'db.admin'], ['**']] })),
    ),
    ...named(
      'celery',
      service(() => ({
        values: 'A app b broker Q queues',
        acts: [['purge', 'db.truncate', 'all'], ['control shutdown', 'process.service', 'disable'], ['**']],
      })),
    ),
    ...named(
      'rq',
      service(() => ({ values: 'u url c config', acts: [['empty', 'db.truncate'], ['**']] })),
    ),
    ...named(
      'solr bin-solr',
      service(() => ({
        values: 'c p z shards',
        names: 'c',
        acts: [['delete', 'db.drop'], ['stop', 'process.service', 'disable'], ['**']],
      })),
    ),
    ...named(
      'elasticsearch-reset-password elasticsearch-users opensearch-users',
      service(() => ({ acts: [['list'], ['**', 'db.admin']] })),
    ),
    ...named(
      'curator_cli',
      service(() => ({
        values: 'host port filter_list',
        acts: [['delete-indices|delete_indices', 'db.drop'], ['delete-snapshots', 'storage.delete', 'recovery'], ['**']],
      })),
    ),
  }),
);
