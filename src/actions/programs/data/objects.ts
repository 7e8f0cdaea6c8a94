import type { Program } from '../../command.ts';
import { family } from '../family.ts';
import { type Act, service } from '../infrastructure/service.ts';
import { named } from '../system/verbs.ts';

const store = (acts: () => readonly Act[], values = '', switches = ''): Program =>
  service(() => ({ acts: [...acts(), ['**']], values, switches }));

/** Clients of object storage beside the clouds' own, as far as they delete. */
export const objects = family('s3cmd s5cmd mc mcli b2 swift rados ceph rbd hdfs hadoop gluster', () => ({
  s3cmd: store(
    () => [
      ['rb|del|rm @* --recursive|r|force', 'storage.delete', 'recursive'],
      ['rb', 'storage.delete'],
      ['sync --delete-removed', 'storage.delete', 'recursive'],
      ['setacl|setpolicy|delpolicy|accesslog', 'infra.change', 'owner'],
      ['expire', 'storage.delete'],
    ],
    'c config access_key secret_key host host-bucket region',
    'n r recursive',
  ),
  s5cmd: store(
    () => [
      ['rb', 'storage.delete'],
      ['sync --delete', 'storage.delete', 'recursive'],
    ],
    'endpoint-url numworkers profile credentials-file',
  ),
  ...named(
    'mc mcli',
    store(
      () => [
        ['rb --force', 'storage.delete', 'recursive'],
        ['rb', 'storage.delete'],
        ['rm --recursive|r|versions', 'storage.delete', 'recursive'],
        ['mirror --remove', 'storage.delete', 'recursive'],
        ['ilm rule|import|add|rm', 'storage.delete'],
        ['anonymous|policy set', 'infra.change', 'owner'],
        ['admin user|policy|group|accesskey|svcacct add|remove|attach|detach|create|rm|disable', 'infra.change', 'owner'],
        ['admin service stop', 'process.service', 'disable'],
        ['admin decommission start', 'infra.destroy'],
      ],
      'C config-dir older-than newer-than',
      'dangerous incomplete bypass r versions',
    ),
  ),
  b2: store(() => [
    ['bucket delete|delete-bucket', 'storage.delete'],
    ['delete-bucket', 'storage.delete'],
    ['rm --r|recursive|versions', 'storage.delete', 'recursive'],
  ]),
  swift: store(() => [
    ['delete --a|all', 'storage.delete', 'recursive', 'all'],
    ['delete', 'storage.delete', 'recursive'],
  ]),
  rados: store(() => [['rmpool|purge|rm', 'storage.delete', 'recursive']], 'p pool n'),
  ceph: store(() => [
    ['osd pool rm|delete', 'storage.delete', 'recursive'],
    ['osd purge|destroy|rm|out', 'storage.delete'],
    ['fs rm', 'storage.delete', 'recursive'],
    ['auth add|del|caps|rm', 'infra.change', 'owner'],
  ]),
  rbd: store(
    () => [
      ['rm|remove', 'storage.delete'],
      ['snap rm|purge|remove', 'storage.delete', 'recovery'],
      ['snap rollback', 'storage.delete'],
    ],
    'p pool',
  ),
  ...named(
    'hdfs hadoop',
    store(() => [
      ['dfs|fs --rm|rmr|expunge', 'storage.delete', 'recursive'],
      ['namenode --format', 'storage.format'],
    ]),
  ),
  gluster: store(() => [
    ['volume delete|stop', 'storage.delete'],
    ['snapshot delete', 'storage.delete', 'recovery'],
  ]),
}));
