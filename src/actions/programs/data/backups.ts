import type { Program } from '../../command.ts';
import { family } from '../family.ts';
import { type Act, service } from '../infrastructure/service.ts';
import { named } from '../system/verbs.ts';

/** Whatever is not listed looks, or adds. */
const store = (
  acts: () => readonly Act[],
  more: { readonly values?: string; readonly names?: string; readonly switches?: string } = {},
): Program => service(() => ({ acts: [...acts(), ['**']], ...more }));

/** Backups, and the snapshots of machines and file systems: what is left when all else is gone. */
export const backups = family(
  `restic rustic borg borgmatic kopia duplicity duplicacy rdiff-backup bup snapper timeshift proxmox-backup-client`,
  () => ({
    ...named(
      'restic rustic',
      store(
        () => [
          ['forget --prune', 'storage.delete', 'recovery', 'recursive'],
          ['forget|prune', 'storage.delete', 'recovery'],
          ['key remove|passwd', 'storage.delete', 'recovery'],
          ['key add', 'secret.write'],
          ['rewrite --forget', 'storage.delete', 'recovery'],
          ['unlock|repair|rebuild-index|migrate'],
        ],
        {
          values:
            'r repo p password-file password-command repository-file o tag host keep-last keep-daily keep-weekly keep-monthly keep-yearly keep-within path',
        },
      ),
    ),
    ...named(
      'borg',
      store(
        () => [
          ['delete|prune', 'storage.delete', 'recovery', 'recursive'],
          ['key export', 'secret.dump'],
          ['recreate', 'storage.delete', 'recovery'],
        ],
        {
          values: 'a glob-archives P prefix keep-last keep-daily keep-weekly keep-monthly keep-within rsh remote-path lock-wait',
          switches: 'n list stats',
        },
      ),
    ),
    borgmatic: store(() => [['prune|delete|repo-delete', 'storage.delete', 'recovery']]),
    kopia: store(() => [
      ['snapshot delete|expire --delete', 'storage.delete', 'recovery', 'recursive'],
      ['blob|content|index delete|rm', 'storage.delete', 'recovery', 'recursive'],
      ['repository|repo disconnect|change-password', 'storage.delete', 'recovery'],
      ['policy delete', 'storage.delete', 'recovery'],
    ]),
    duplicity: store(
      () => [
        ['remove-older-than|remove-all-but-n-full|remove-all-inc-of-but-n-full|cleanup --force', 'storage.delete', 'recovery', 'recursive'],
        ['remove-older-than|remove-all-but-n-full --force', 'storage.delete', 'recovery', 'recursive'],
      ],
      { values: 'encrypt-key sign-key' },
    ),
    duplicacy: store(() => [['prune', 'storage.delete', 'recovery', 'recursive']]),
    ...named(
      'rdiff-backup',
      store(() => [
        ['** --remove-older-than', 'storage.delete', 'recovery', 'recursive'],
        ['remove', 'storage.delete', 'recovery', 'recursive'],
      ]),
    ),
    bup: store(() => [['rm|prune-older|gc', 'storage.delete', 'recovery']]),
    ...named(
      'snapper',
      store(
        () => [
          ['delete|rm|remove|cleanup', 'storage.delete', 'recovery'],
          ['undochange|rollback', 'storage.delete'],
        ],
        { values: 'c config' },
      ),
    ),
    timeshift: store(
      () => [
        ['** --delete|delete-all', 'storage.delete', 'recovery'],
        ['** --restore', 'storage.delete'],
      ],
      { names: 'snapshot' },
    ),
    ...named(
      'proxmox-backup-client',
      store(() => [
        ['snapshot forget', 'storage.delete', 'recovery'],
        ['prune', 'storage.delete', 'recovery'],
      ]),
    ),
  }),
);
