import type { EffectFlag, EffectKind } from '../../domain/effect.ts';
import type { Command, Outcome, Program, ProgramTable, Setting, Word } from '../command.ts';
import { type OptionSpec, readOptions } from '../options.ts';
import { withValue } from '../words.ts';
import { ASKS_FOR_HELP, argumentsOf, fileEffect, given, readsOf, writeTo } from './effects.ts';
import { family } from './family.ts';

/** `dd if=… of=…`. */
function dd(command: Command, setting: Setting): Outcome {
  const operand = (name: string): Word | undefined => {
    const word = argumentsOf(command).findLast((one) => one.value.startsWith(`${name}=`));
    return word && withValue(word, word.value.slice(name.length + 1));
  };
  const [source, target] = [operand('if'), operand('of')];
  const file = source && !/^\/dev\/(?:zero|u?random|full|null|stdin)$/.test(source.value) ? source : undefined;
  const reads = file ? readsOf([file], setting) : [];
  const stream = file ? ({ origin: 'file', path: file } as const) : command.stdin;
  if (!target) return { effects: reads, ...(stream && { stdout: stream }) };
  return { effects: [...reads, writeTo(target, setting, ['truncate'], 'dd')], ...(stream && { writes: [{ path: target, stream }] }) };
}

/** `ddrescue FROM TO MAP`. */
function rescue(command: Command, setting: Setting): Outcome {
  const [source, target] = readOptions(argumentsOf(command), { values: ['b', 's', 'i', 'o', 'm', 'r', 'c', 'T'] }).operands;
  if (!source || !target) return {};
  return { effects: [...readsOf([source], setting), writeTo(target, setting, ['truncate'], 'ddrescue')] };
}

interface Act extends OptionSpec {
  /** Words anywhere on the line that make it this act; always, where there are none. */
  readonly verb?: RegExp;
  /** Words that make it harmless. */
  readonly unless?: RegExp;
  readonly flags?: readonly EffectFlag[];
}

/** A path or a disk, not the name of a pool or a switch in the Windows fashion. */
const DEVICE_LIKE = /^(?:disk\d|(?!\/[a-z]+$)[^\s]*[/\0])/i;

/** The effect on every operand that is a path; on nothing in particular where none is. */
const act =
  (kind: EffectKind, { verb, unless, flags, ...spec }: Act = {}): Program =>
  (command, setting) => {
    const words = argumentsOf(command);
    const verbWord = verb && words.find((word) => verb.test(word.value));
    if (
      (verb && !verbWord) ||
      words.length === 0 ||
      words.some((word) => ASKS_FOR_HELP.test(word.value)) ||
      (unless && words.some((word) => unless.test(word.value)))
    )
      return { effects: [] };
    const note = [command.words[0]?.value ?? '', ...(verbWord ? [verbWord.value] : [])].join(' ');
    const forced = given({
      recursive: words.some((word) => /^-[fR]*r/.test(word.value)),
      force: words.some((word) => /^-[rRy]*f|^--force$/.test(word.value)),
    });
    const all = [...(flags ?? []), ...forced];
    const targets = readOptions(words, spec).operands.filter((word) => word !== verbWord && DEVICE_LIKE.test(word.value));
    if (targets.length === 0) return { effects: [{ kind, note, ...(all.length > 0 && { flags: all }) }] };
    return { effects: targets.map((word) => fileEffect(kind, word, setting, { flags: all, note })) };
  };

/** The first of several acts that the line is. */
const oneOf =
  (...acts: readonly Program[]): Program =>
  (command, setting) => {
    for (const program of acts) {
      const outcome = program(command, setting);
      if (outcome.effects?.length) return outcome;
    }
    return { effects: [] };
  };

const MAKE_FILESYSTEM: Act = {
  values: ['t', 'L', 'U', 'b', 'm', 'n', 'F', 'O', 'E', 'N', 'type', 'label', 'uuid'],
  unless: /^(?:-V|--help|--version)$/,
};
const mkfs = act('storage.format', MAKE_FILESYSTEM);
const names = (list: string, program: Program): ProgramTable => Object.fromEntries(list.split(' ').map((name) => [name, program]));

const partition = act('storage.format', { unless: /^(?:-l|--list|-s|-p|--print|print|-V|--version|-h|--help|--dump|-d)$/ });

/** Shows what is mounted when it is given nothing to mount. */
const mount = act('storage.mount', { values: ['t', 'o', 'L', 'U', 'types', 'options'], unless: /^(?:-l|--help|--version)$/ });

/** Programs that act on whole disks, volumes and file systems. */
export const disks = family(
  `dd gdd dcfldd mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.msdos mkfs.exfat mkfs.ntfs
   mkfs.f2fs mkfs.jfs mkfs.minix mke2fs mkdosfs mkntfs mkswap newfs newfs_hfs newfs_apfs fdisk cfdisk sfdisk gdisk cgdisk gpart
   parted sgdisk wipefs blkdiscard badblocks hdparm nvme mount umount fusermount losetup swapon swapoff cryptsetup lvremove
   vgremove pvremove lvreduce dmsetup zpool zfs btrfs mdadm diskutil tmutil vssadmin wbadmin diskpart format ddrescue
   xfs_repair tune2fs debugfs dumpe2fs xfs_db`,
  () => ({
    dd,
    gdd: dd,
    dcfldd: dd,
    ...names(
      'mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.fat mkfs.msdos mkfs.exfat mkfs.ntfs mkfs.f2fs mkfs.jfs mkfs.minix mke2fs mkdosfs mkntfs mkswap newfs newfs_hfs newfs_apfs',
      mkfs,
    ),
    ...names('fdisk cfdisk sfdisk gdisk cgdisk gpart', partition),
    parted: act('storage.format', { verb: /^(?:mklabel|mktable|mkpart|rm|resizepart|mkpartfs|name|toggle|set|rescue)$/ }),
    sgdisk: oneOf(
      act('storage.wipe', { verb: /^(?:-[zZo]+|--zap(?:-all)?|--clear)$/ }),
      act('storage.format', { verb: /^(?:-[ndtgGR]\S*|--(?:new|delete|typecode|mbrtogpt|randomize-guids|replicate)\S*)$/ }),
    ),
    wipefs: act('storage.wipe', { verb: /^(?:-[fqn]*a[fqn]*|--all|-o\S*|--offset\S*)$/, unless: /^(?:-n|--no-act)$/ }),
    blkdiscard: act('storage.wipe'),
    badblocks: act('storage.wipe', { verb: /^-[svnf]*w/ }),
    hdparm: act('storage.wipe', { verb: /^--(?:security-erase|security-erase-enhanced|trim-sector-ranges|write-sector|dco-restore)/ }),
    nvme: act('storage.wipe', { verb: /^(?:format|sanitize|write-zeroes|delete-ns)$/ }),
    mount,
    umount: act('storage.mount', { values: ['t', 'O'], flags: ['disable'] }),
    fusermount: act('storage.mount'),
    losetup: act('storage.mount', { unless: /^(?:-a|-l|--all|--list|-j)$/ }),
    swapon: act('storage.mount', { unless: /^(?:-s|--show|--summary)/ }),
    swapoff: act('storage.mount', { flags: ['disable'] }),
    cryptsetup: oneOf(
      act('storage.format', { verb: /^(?:luksFormat|reencrypt)$/ }),
      act('storage.wipe', { verb: /^(?:luksErase|erase|luksKillSlot|luksRemoveKey)$/ }),
      act('storage.mount', { verb: /^(?:open|luksOpen|close|luksClose)$/ }),
    ),
    ...names('lvremove vgremove pvremove lvreduce dmsetup', act('storage.delete', { unless: /^(?:ls|info|status|table|--help|-h)$/ })),
    zpool: oneOf(
      act('storage.delete', { verb: /^(?:destroy|labelclear|remove|detach)$/ }),
      act('storage.format', { verb: /^(?:create|add|replace|attach)$/ }),
      act('storage.mount', { verb: /^(?:import|export|offline|online)$/ }),
    ),
    zfs: oneOf(
      act('storage.delete', { verb: /^(?:destroy|rollback)$/, unless: /^-[a-z]*n/ }),
      act('storage.mount', { verb: /^(?:mount|unmount|umount)$/ }),
    ),
    btrfs: act('storage.delete', { verb: /^(?:delete|del)$/ }),
    mdadm: oneOf(
      act('storage.wipe', { verb: /^--zero-superblock$/ }),
      act('storage.format', { verb: /^(?:--create|-C)$/ }),
      act('storage.mount', { verb: /^(?:--stop|-S|--fail|-f|--remove|-r)$/, flags: ['disable'] }),
    ),
    diskutil: oneOf(
      act('storage.wipe', {
        verb: /^(?:erase(?:Disk|Volume|Optical)|reformat|zeroDisk|randomDisk|secureErase|partitionDisk|delete(?:Container|Volume)|resetUserPermissions)$/i,
      }),
      act('storage.mount', { verb: /^(?:un)?mount/i }),
    ),
    tmutil: act('storage.delete', { verb: /^(?:delete\w*|disable\w*|thinlocalsnapshots)$/i, flags: ['recovery'] }),
    vssadmin: act('storage.delete', { verb: /^(?:delete|resize)$/i, flags: ['recovery'] }),
    wbadmin: act('storage.delete', { verb: /^(?:delete|disable)$/i, flags: ['recovery'] }),
    diskpart: act('storage.format'),
    format: act('storage.format', { verb: /^[a-z]:$/i }),
    ddrescue: rescue,
    xfs_repair: act('storage.format', { verb: /^-L$/, values: ['o', 'l', 'r', 'm', 't'] }),
    tune2fs: act('storage.format', {
      verb: /^-[OU]$|^-f$/,
      values: ['O', 'U', 'c', 'C', 'e', 'E', 'g', 'i', 'I', 'j', 'J', 'L', 'm', 'M', 'o', 'r', 'T', 'u', 'z'],
    }),
    ...names('debugfs dumpe2fs xfs_db', (command, setting) => ({
      effects: readsOf(
        readOptions(argumentsOf(command), { values: ['f', 'R', 's', 'b'] }).operands.filter((word) => word.value.startsWith('/')),
        setting,
      ),
    })),
  }),
);
