import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../../src/domain/effect.ts';
import { shownRuns } from '../../../support/outcome.ts';
import { effectsOf, outcomeOf } from '../../../support/programs.ts';

const shown = ({ kind, flags = [], operand }: Effect): string =>
  [kind, flags.join(','), `[${operand?.classes.join(' ') ?? ''}]`].filter(Boolean).join(' ');
const effects = (text: string): string[] => (outcomeOf(text).effects ?? []).map(shown);

describe('what is deleted', () => {
  it.each([
    ['rm a.txt', ['file.delete [project]']],
    ['rm -rf node_modules', ['file.delete recursive,force [project cache]']],
    ['rm --recur --for /', ['file.delete recursive,force [root own-state]']],
    ['rm -r -- -x', ['file.delete recursive [project]']],
    ['rm -fr / --no-preserve-root', ['file.delete recursive,force,all [root own-state]']],
    ['rm -rf ../../..', ['file.delete recursive,force [root home own-state]']],
    ['rm -rf $DIR/', ['file.delete recursive,force [unset root]']],
    ['rm -rf ~/.local', ['file.delete recursive,force [personal outside own-state]']],
    ['rm -i a b', ['file.delete interactive [project]', 'file.delete interactive [project]']],
    ['rmdir build', ['file.delete [project cache]']],
    ['unlink .env', ['file.delete [project secret]']],
    ['rimraf dist', ['file.delete recursive,force [project cache]']],
    ['shred -u -n 3 notes', ['file.delete force [project]']],
    ['shred /dev/sda', ['storage.wipe force [device]']],
    ['rd /s /q src', ['file.delete recursive,force [project]']],
    ['rm', []],
  ])('%s: %j', (text, expected) => {
    expect(effects(text)).toEqual(expected);
  });
});

describe('what is moved and copied', () => {
  it.each([
    ['mv a b', ['file.move [project]', 'file.write [project]']],
    ['mv -t /etc/cron.d a', ['file.move [project]', 'file.write [system persistence]']],
    ['mv ~ /dev/null', ['file.delete recursive,force [home own-state]']],
    ['mv x.sh .git/hooks/', ['file.move [project]', 'file.write [project vcs git-hook]']],
    ['cp a b', ['file.read [project]', 'file.write [project]']],
    ['cp -a ~/.ssh /tmp/x', ['file.read recursive [outside secret]', 'file.write recursive [temp]']],
    ['cp evil/.bashrc ~/', ['file.read [project]', 'file.write [outside shell-startup]']],
    ['cp /dev/null a.log', ['file.write truncate [project]']],
    ['cp disk.img /dev/sdb', ['file.read [project]', 'storage.wipe [device]']],
    ['cp -s a b', ['file.link symlink [project]', 'file.link symlink,create [project]']],
    ['install -m 4755 a /usr/bin/a', ['file.read [project]', 'file.write setuid,executable [system]']],
    ['ln -s ~/.ssh/id_rsa notes', ['file.link symlink [outside secret]', 'file.link symlink,create [project]']],
    ['ln -sf ../../.env sub/dir/x', ['file.link force,symlink [project secret]', 'file.link force,symlink,create [project]']],
    ['ln -s /etc/shadow', ['file.link symlink [system secret]', 'file.link symlink,create [project]']],
    ["rename 's/a/b/' a1 a2", ['file.move [project]', 'file.move [project]']],
  ])('%s: %j', (text, expected) => {
    expect(effects(text)).toEqual(expected);
  });

  it('keeps names on the way into a folder', () => {
    expect(outcomeOf('cp a/x b/y /tmp/').writes?.map(({ path }) => path.value)).toEqual(['/tmp/x', '/tmp/y']);
  });
});

describe('what is made and filled', () => {
  it.each([
    ['tee a b', ['file.write truncate [project]', 'file.write truncate [project]']],
    ['tee -a ~/.zshrc', ['file.append append [outside shell-startup]']],
    ['tee /dev/sda', ['storage.wipe truncate [device]']],
    ['touch a', ['file.write create [project]']],
    ['mkdir -p a/b', ['file.write create [project]']],
    ['mkdir -m 777 /srv/x', ['file.write create,world-writable [outside]']],
    ['truncate -s 0 /var/log/syslog', ['file.write truncate [system log]']],
    ['truncate -s +1G big', ['file.write [project]']],
    ['mktemp -d', []],
  ])('%s: %j', (text, expected) => {
    expect(effects(text)).toEqual(expected);
  });

  it('tee hands on what it reads', () => {
    const stdin = { origin: 'downloaded' } as const;
    expect(outcomeOf('tee run.sh', { stdin })).toMatchObject({ stdout: stdin, writes: [{ stream: stdin, append: false }] });
    expect(outcomeOf('tee -a run.sh', { stdin })).toMatchObject({ writes: [{ stream: stdin, append: true }] });
  });
});

describe('who may do what', () => {
  it.each([
    ['chmod +x run.sh', ['file.chmod executable [project]']],
    ['chmod 644 a', ['file.chmod [project]']],
    ['chmod -x a', ['file.chmod [project]']],
    ['chmod -R 777 /', ['file.chmod recursive,world-writable,executable [root own-state]']],
    ['chmod a+w,u-x a', ['file.chmod world-writable [project]']],
    ['chmod u+s /tmp/sh', ['file.chmod setuid [temp]']],
    ['chmod 6755 a', ['file.chmod setuid,executable [project]']],
    ['chmod 1777 a', ['file.chmod world-writable,executable [project]']],
    ['chmod --reference=b a', ['file.chmod [project]']],
    ['chown -R ada: src', ['file.chmod recursive,owner [project]']],
    ['chown root:root /tmp/sh', ['file.chmod owner,root [temp]']],
    ['chgrp staff a', ['file.chmod owner [project]']],
    ['chattr +i ~/.bashrc', ['file.chmod immutable [outside shell-startup]']],
    ['chattr -R -i /etc', ['file.chmod recursive,immutable,disable [root system]']],
    ['chflags nouchg a', ['file.chmod immutable,disable [project]']],
    ['setfacl -R -m o::rwx src', ['file.chmod recursive,world-writable [project]']],
    ['xattr -d com.apple.quarantine tool.app', ['file.chmod disable [project]']],
    ['xattr tool.app', []],
  ])('%s: %j', (text, expected) => {
    expect(effects(text)).toEqual(expected);
  });
});

describe('the trash', () => {
  it.each([
    ['trash ~/notes', ['file.move /home/ada/notes']],
    ['gio trash ~/notes', ['file.move /home/ada/notes']],
    ['gio trash --empty', ['storage.delete recovery']],
    ['gio info ~/notes', []],
    ['trash-empty --dry-run', []],
    ['trash-empty', ['storage.delete recovery']],
  ])('%s: %j', (text, expected) => expect([...effectsOf(text), ...shownRuns(outcomeOf(text))]).toEqual(expected));
});
