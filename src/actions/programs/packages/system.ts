import type { EffectFlag } from '../../../domain/effect.ts';
import type { Program, Run, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { programName, withValue } from '../../words.ts';
import { family } from '../family.ts';
import { installs, removes } from './install.ts';
import { manager } from './verbs.ts';

const APT_HOOK = /^[\w-]+::(?:[\w-]+::)*(?:pre-invoke|post-invoke|post-invoke-success|pre-install-pkgs)(?:::)?=/i;

/** apt runs what its configuration names around its work. */
function aptHooks(settings: readonly Word[]): readonly Run[] {
  return settings.flatMap((word): readonly Run[] => {
    const key = APT_HOOK.exec(word.value)?.[0];
    return key === undefined ? [] : [{ kind: 'shell', text: withValue(word, word.value.slice(key.length)), shell: 'sh', wrapper: 'apt' }];
  });
}

const apt: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: ['o', 'c', 't', 'a', 'option', 'config-file', 'target-release', 'default-release'],
  });
  const [verb, ...packages] = options.operands;
  const insecure: readonly EffectFlag[] = options.has('allow-unauthenticated', 'force-yes', 'allow-insecure-repositories')
    ? ['insecure']
    : [];
  const note = `apt ${verb?.value ?? ''}`;
  const runs = aptHooks(options.all('o', 'option'));
  if (options.has('s', 'simulate', 'dry-run', 'just-print', 'd', 'download-only')) return { runs };
  switch (verb?.value) {
    case 'install':
    case 'reinstall':
    case 'upgrade':
    case 'full-upgrade':
    case 'dist-upgrade':
    case 'build-dep':
      return { effects: installs(packages, insecure, note), runs };
    case 'remove':
    case 'purge':
      return { effects: removes(packages, options.has('allow-remove-essential', 'force-yes') ? ['force'] : [], note), runs };
    case 'autoremove':
    case 'autopurge':
      return { effects: packages.length > 0 ? removes(packages, [], note) : [], runs };
    default:
      return { runs };
  }
};

const dpkg: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: ['D', 'root', 'admindir', 'instdir'],
    switches: ['install', 'unpack', 'remove', 'purge', 'configure', 'list', 'force-all'],
  });
  const forced: readonly EffectFlag[] = options.has('force-all', 'force-remove-essential', 'force-depends') ? ['force'] : [];
  if (options.has('i', 'install', 'unpack')) return { effects: installs(options.operands, forced, 'dpkg -i') };
  return options.has('r', 'P', 'remove', 'purge') ? { effects: removes(options.operands, forced, 'dpkg -r') } : {};
};

const rpm: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: ['root', 'dbpath'],
    switches: ['install', 'upgrade', 'freshen', 'erase', 'query', 'nodeps', 'nosignature', 'verify', 'import'],
  });
  if (options.has('q', 'query', 'V', 'verify')) return {};
  if (options.has('e', 'erase')) return { effects: removes(options.operands, options.has('nodeps') ? ['force'] : [], 'rpm -e') };
  return options.has('i', 'U', 'F', 'install', 'upgrade', 'freshen')
    ? { effects: installs(options.operands, options.has('nosignature') ? ['insecure'] : [], 'rpm -i') }
    : {};
};

/** Capital letters are pacman's verbs, small ones their manner. */
const pacman: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: ['b', 'r', 'dbpath', 'root', 'config', 'cachedir'],
    switches: ['sync', 'remove', 'upgrade', 'query'],
  });
  const program = programName(command.words[0]);
  if (options.has('R', 'remove'))
    return { effects: removes(options.operands, options.has('d', 'nodeps') ? ['force'] : [], `${program} -R`) };
  const searches = options.has('s', 'i', 'l', 'g', 'p', 'w') || (options.operands.length === 0 && !options.has('u'));
  return options.has('S', 'U', 'sync', 'upgrade') && !searches ? { effects: installs(options.operands, [], `${program} -S`) } : {};
};

/** A new place that packages may come from from now on. */
const repository: Program = (command) => {
  const options = readOptions(command.words.slice(1));
  const source = options.operands[0];
  return source && !options.has('r', 'remove')
    ? { effects: installs([source], ['odd-index', 'persist'], programName(command.words[0])) }
    : {};
};

const formulae = manager({
  install: ['install', 'reinstall', 'upgrade', 'bundle'],
  remove: ['uninstall', 'remove', 'rm', 'untap', 'autoremove', 'zap'],
  values: ['file'],
  dry: ['n'],
});
/** A tap is a repository of anybody's whose formulae are programs; the project's own ones are trusted as brew itself is. */
const brew: Program = (command, setting) => {
  const [verb, source, address] = readOptions(command.words.slice(1)).operands;
  if (verb?.value !== 'tap' || !source) return formulae(command, setting);
  return { effects: source.value.startsWith('homebrew/') ? [] : installs([address ?? source], ['from-git', 'persist'], 'brew tap') };
};
const yum = manager({
  install: ['install', 'localinstall', 'reinstall', 'update', 'upgrade', 'groupinstall', 'group install'],
  remove: ['remove', 'erase', 'autoremove', 'groupremove'],
  values: ['c', 'repofrompath', 'repo', 'enablerepo', 'disablerepo', 'installroot', 'setopt'],
  indexes: ['repofrompath'],
  insecure: ['nogpgcheck'],
});

/** The operating systems' package managers. */
export const systemPackages = family(
  `apt apt-get aptitude nala dpkg rpm yum dnf microdnf tdnf zypper apk pacman yay paru brew port snap flatpak emerge pkg choco
   winget scoop add-apt-repository apt-add-repository apt-key nix-env`,
  () => ({
    apt,
    'apt-get': apt,
    aptitude: apt,
    nala: apt,
    dpkg,
    rpm,
    yum,
    dnf: yum,
    microdnf: yum,
    tdnf: yum,
    zypper: manager({
      install: ['install', 'in', 'update', 'up', 'addrepo', 'ar'],
      remove: ['remove', 'rm'],
      values: ['r', 'repo', 't', 'type'],
      insecure: ['no-gpg-checks', 'allow-unsigned-rpm'],
    }),
    apk: manager({
      install: ['add', 'upgrade', 'fix'],
      remove: ['del'],
      values: ['X', 't', 'p', 'repository', 'virtual', 'root'],
      indexes: ['X', 'repository'],
      insecure: ['allow-untrusted'],
    }),
    pacman,
    yay: pacman,
    paru: pacman,
    brew,
    port: manager({ install: ['install', 'upgrade'], remove: ['uninstall'] }),
    snap: manager({
      install: ['install', 'refresh', 'try'],
      remove: ['remove', 'uninstall'],
      values: ['channel'],
      insecure: ['dangerous', 'devmode'],
    }),
    flatpak: manager({ install: ['install', 'update', 'remote-add'], remove: ['uninstall', 'remove', 'remote-delete'] }),
    emerge: (command) => ({ effects: installs(readOptions(command.words.slice(1)).operands, [], 'emerge') }),
    pkg: manager({ install: ['install', 'add', 'upgrade'], remove: ['delete', 'remove', 'autoremove'] }),
    choco: manager({
      install: ['install', 'upgrade'],
      remove: ['uninstall'],
      publish: ['push'],
      values: ['s', 'source', 'version', 'k', 'api-key'],
      indexes: ['source', 's'],
    }),
    winget: manager({
      install: ['install', 'upgrade', 'import'],
      remove: ['uninstall'],
      values: ['s', 'source', 'e', 'id', 'name', 'version'],
    }),
    scoop: manager({ install: ['install', 'update', 'bucket add'], remove: ['uninstall'] }),
    'add-apt-repository': repository,
    'apt-add-repository': repository,
    'apt-key': (command) =>
      command.words[1]?.value === 'add' || command.words[1]?.value === 'adv'
        ? { effects: [{ kind: 'package.install', flags: ['odd-index', 'persist'], note: 'apt-key' }] }
        : {},
    'nix-env': (command) => {
      const options = readOptions(command.words.slice(1), { values: ['f', 'p', 'A', 'I', 'file', 'profile', 'attr'] });
      if (options.has('i', 'install')) return { effects: installs([...options.operands, ...options.all('A', 'attr')], [], 'nix-env -i') };
      return options.has('e', 'uninstall') ? { effects: removes(options.operands, [], 'nix-env -e') } : {};
    },
  }),
);
