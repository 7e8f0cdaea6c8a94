import { describe, expect, it } from 'vitest';
import { shownRuns } from '../../../support/outcome.ts';
import { effectsOf, outcomeOf } from '../../../support/programs.ts';

describe('whole disks', () => {
  it.each([
    ['dd if=/dev/zero of=/dev/sda bs=1M', ['storage.wipe truncate /dev/sda']],
    ['dd if=/dev/sda of=/tmp/disk.img', ['file.read /dev/sda', 'file.write truncate /tmp/disk.img']],
    ['dd if=/dev/urandom of=x count=1', ['file.write truncate /home/ada/code/shop/x']],
    ['mkfs.ext4 -L data /dev/nvme0n1p1', ['storage.format /dev/nvme0n1p1']],
    ['mkfs -t xfs /dev/vdb', ['storage.format /dev/vdb']],
    ['wipefs /dev/sda', []],
    ['wipefs -a /dev/sda', ['storage.wipe /dev/sda']],
    ['fdisk -l', []],
    ['fdisk /dev/sda', ['storage.format /dev/sda']],
    ['parted /dev/sda print', []],
    ['parted -s /dev/sda mklabel gpt', ['storage.format /dev/sda']],
    ['sgdisk --zap-all /dev/sda', ['storage.wipe /dev/sda']],
    ['blkdiscard -f /dev/sda', ['storage.wipe force /dev/sda']],
    ['mount', []],
    ['mount -t nfs host:/x /mnt/x', ['storage.mount ?', 'storage.mount /mnt/x']],
    ['swapoff -a', ['storage.mount disable']],
    ['cryptsetup luksFormat /dev/sdb', ['storage.format /dev/sdb']],
    ['cryptsetup luksErase /dev/sdb', ['storage.wipe /dev/sdb']],
    ['cryptsetup status x', []],
    ['zpool destroy -f tank', ['storage.delete force']],
    ['zfs destroy -r tank/home', ['storage.delete recursive ?']],
    ['zfs list', []],
    ['lvremove -f /dev/vg0/lv', ['storage.delete force /dev/vg0/lv']],
    ['diskutil list', []],
    ['diskutil eraseDisk JHFS+ Empty /dev/disk2', ['storage.wipe /dev/disk2']],
    ['vssadmin delete shadows /all', ['storage.delete recovery']],
    ['hdparm -I /dev/sda', []],
  ])('%s: %j', (text, expected) => {
    expect(effectsOf(text).map((effect) => effect.replace(/ \/home\/ada\/code\/shop\/(?:host:|tank).*$/, ' ?'))).toEqual(expected);
  });

  it('dd hands on what it reads', () => {
    expect(outcomeOf('dd if=notes.txt').stdout).toMatchObject({ origin: 'file', path: { value: 'notes.txt' } });
  });
});

describe('what is written past a file system', () => {
  it.each([
    ['ddrescue -f /dev/zero /dev/sda map', ['file.read /dev/zero', 'storage.wipe truncate /dev/sda']],
    ['xfs_repair -L /dev/sda2', ['storage.format /dev/sda2']],
    ['xfs_repair -n /dev/sda2', []],
    ['tune2fs -l /dev/sda1', []],
    ['tune2fs -U random /dev/sda1', ['storage.format /dev/sda1']],
  ])('%s: %j', (text, expected) => expect([...effectsOf(text), ...shownRuns(outcomeOf(text))]).toEqual(expected));
});
