import type { Program } from '../../command.ts';
import { family } from '../family.ts';
import { type Act, service } from '../infrastructure/service.ts';
import { named } from '../system/verbs.ts';

const store = (acts: () => readonly Act[], values = ''): Program =>
  service(() => ({ acts: [...acts(), ['**']], values, switches: 'r recursive' }));
const removes = (pattern: string): Act => [pattern, 'secret.write', 'delete'];

/** Stores of secrets, as far as they take away or change who may read; what reads them stands with credentials. */
export const vaults = family(
  `vault op bw pass gopass lpass rbw keepassxc-cli doppler infisical chamber credstash keyring secret-tool gpg gpg2`,
  () => ({
    vault: store(
      () => [
        removes('kv destroy|delete'),
        removes('kv metadata delete'),
        removes('delete'),
        removes('secrets disable'),
        ['operator seal|step-down', 'infra.destroy'],
        ['operator rekey|generate-root|rotate|init|unseal|migrate', 'infra.change', 'owner'],
        ['operator raft remove-peer|snapshot restore', 'infra.destroy'],
        ['policy|auth write|delete|enable|disable|tune|move', 'infra.change', 'owner'],
        ['token revoke|renew --self'],
        ['token|lease revoke', 'infra.change', 'owner'],
        ['audit disable', 'infra.destroy', 'audit'],
        ['write @sys/policies*|sys/policy*|auth/*/users/*|auth/*/role/*|identity/*', 'infra.change', 'owner'],
      ],
      'address namespace ns ca-cert ca-path client-cert client-key mount field format',
    ),
    op: store(
      () => [
        removes('item|document|vault delete|rm'),
        ['user|group|vault user|group|grant|revoke|delete|suspend', 'infra.change', 'owner'],
      ],
      'vault account session',
    ),
    bw: store(() => [removes('delete')], 'session organizationid itemid'),
    ...named(
      'pass gopass',
      store(() => [removes('rm|remove|delete'), removes('mounts remove|rm')]),
    ),
    lpass: store(() => [removes('rm')]),
    rbw: store(() => [removes('remove|rm')]),
    'keepassxc-cli': store(() => [removes('rm|rmdir')], 'k key-file'),
    doppler: store(() => [removes('secrets|configs|projects|environments delete')], 'p project c config t token'),
    infisical: store(() => [removes('secrets delete')], 'env projectId path token'),
    chamber: store(() => [removes('delete')], 'b backend'),
    credstash: store(() => [removes('delete')], 'r region t table'),
    keyring: store(() => [['get', 'secret.read'], removes('del')], 'b keyring-backend'),
    'secret-tool': store(() => [removes('clear')]),
    ...named(
      'gpg gpg2',
      store(() => [removes('** --delete-secret-keys|delete-secret-key|delete-secret-and-public-key')], 'homedir u r'),
    ),
  }),
);
