import type { Effect } from '../../../domain/effect.ts';
import type { Command, Outcome, Program, Setting } from '../../command.ts';
import { literal } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { argumentsOf, fileEffect, readsOf, writeTo } from '../effects.ts';
import { family } from '../family.ts';
import { always, named, verbs } from './verbs.ts';

const nothing = () => [];

/** `sysctl -w name=value`, `sysctl -p file`. */
function sysctl(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['r', 'pattern'], switches: ['write', 'load', 'system', 'all', 'values'] });
  const loads = options.has('p', 'f', 'load', 'system');
  const sets = options.operands.filter((word) => word.value.includes('='));
  if (!loads && sets.length === 0) return { effects: [] };
  const note = `sysctl ${sets[0]?.text ?? '-p'}`;
  return { effects: [{ kind: 'process.kernel', note }, ...(loads ? readsOf(options.operands, setting) : [])] };
}

/** The clock decides what certificates and logs are worth. */
const clock: Program = verbs([
  { word: /^(?:-s|--set)(?:$|=)|^\d{8}(?:\d{2}|\d{4})?(?:\.\d{2})?$/, kind: 'process.kernel', on: nothing },
  { word: /^(?:-w|--systohc|--hctosys|set-time|set-timezone|set-ntp|set-local-rtc)$/, kind: 'process.kernel', on: nothing },
]);

const modules = verbs([{ word: /^(?:-n|--dry-run|--show|--show-depends|-D|-c|--showconfig|-l|--list)$/ }, { kind: 'process.kernel' }]);

/** What is written to start the machine the next time. */
const boot = verbs([{ word: /^(?:-v|--verbose|-h|status|list|--list.*)$/ }, { kind: 'process.kernel', flags: ['persist'], on: nothing }]);

/** `defaults write DOMAIN KEY …` changes a property list below Library/Preferences. */
function defaults(command: Command, setting: Setting): Outcome {
  const [verb, domain] = readOptions(argumentsOf(command), { values: ['host'] }).operands;
  if (!verb || !domain || !/^(?:write|delete|import|rename)$/.test(verb.value)) return { effects: [] };
  const path = domain.value.startsWith('/') ? domain.value : `~/Library/Preferences/${domain.value}`;
  const effect: Effect = writeTo({ ...domain, value: path }, setting, [], `defaults ${verb.value}`);
  return {
    effects: /loginwindow/.test(domain.value) ? [effect, { kind: 'process.schedule', flags: ['persist'], note: 'login hook' }] : [effect],
  };
}

/** Generic names that stand for one program or another. */
function alternatives(command: Command, setting: Setting): Outcome {
  const words = argumentsOf(command);
  const at = words.findIndex((word) => /^--(?:install|set|slave)$/.test(word.value));
  if (at < 0)
    return {
      effects: words.some((word) => /^--(?:config|remove|remove-all|auto)$/.test(word.value))
        ? [{ kind: 'file.link', note: 'update-alternatives' }]
        : [],
    };
  const paths = words.slice(at + 1).filter((word) => word.value.startsWith('/'));
  return { effects: paths.map((word) => fileEffect('file.link', word, setting, { flags: ['symlink'] })) };
}

/** Capabilities are root in parts: a file that has them gives them to whoever runs it. */
function setcap(command: Command, setting: Setting): Outcome {
  const [capabilities, ...files] = readOptions(argumentsOf(command), { values: ['n'] }).operands;
  const removes = argumentsOf(command).some((word) => word.value === '-r');
  const targets = removes && capabilities ? [capabilities, ...files] : files;
  return {
    effects: targets.map((word) =>
      fileEffect('file.chmod', word, setting, { flags: removes ? [] : ['setuid'], note: `setcap ${capabilities?.text ?? ''}` }),
    ),
  };
}

/** Programs that change the kernel, how it starts, and what it enforces. */
export const kernel = family(
  `sysctl modprobe insmod rmmod kldload kldunload kmod sysrc update-ca-certificates update-ca-trust certctl trust kexec setenforce
   setsebool aa-disable aa-teardown aa-complain csrutil spctl nvram tccutil grub-install grub2-install update-grub grub-mkconfig
   grub2-mkconfig efibootmgr bootctl dracut update-initramfs mkinitcpio bless bcdedit date hwclock timedatectl ntpdate rdate
   hostnamectl localectl hostname defaults update-alternatives alternatives setcap ldconfig`,
  () => ({
    sysctl,
    ...named('modprobe insmod rmmod', modules),
    ...named('kldload kldunload', modules),
    kmod: verbs([{ word: /^(?:load|unload|insert|remove)$/, kind: 'process.kernel' }]),
    sysrc: verbs([{ word: /=/, kind: 'process.service', flags: ['persist'], on: nothing }]),
    ...named(
      'update-ca-certificates update-ca-trust certctl trust',
      verbs([{ word: /^(?:list|dump|check|-v)$/ }, { kind: 'process.kernel', flags: ['persist'], on: nothing }]),
    ),
    kexec: always('process.power'),
    ...named(
      'setenforce',
      verbs([
        { word: /^(?:0|permissive)$/i, kind: 'process.kernel', flags: ['disable'], on: nothing },
        { kind: 'process.kernel', on: nothing },
      ]),
    ),
    setsebool: always('process.kernel'),
    ...named('aa-disable aa-teardown aa-complain', always('process.kernel', ['disable'])),
    csrutil: verbs([{ word: /^(?:disable|clear|authenticated-root)$/, kind: 'process.kernel', flags: ['disable'], on: nothing }]),
    spctl: verbs([
      { word: /^--(?:master-disable|global-disable|disable|add|remove)$/, kind: 'process.kernel', flags: ['disable'], on: nothing },
    ]),
    nvram: verbs([{ word: /=|^-[dcf]$/, kind: 'process.kernel', flags: ['persist'], on: nothing }]),
    tccutil: always('process.kernel', ['disable']),
    ...named(
      'grub-install grub2-install update-grub grub-mkconfig grub2-mkconfig efibootmgr bootctl dracut update-initramfs mkinitcpio bless bcdedit',
      boot,
    ),
    date: clock,
    hwclock: clock,
    timedatectl: clock,
    ...named('ntpdate rdate', always('process.kernel')),
    hostnamectl: verbs([{ word: /^set-/, kind: 'process.kernel', on: nothing }]),
    localectl: verbs([{ word: /^set-/, kind: 'process.kernel', on: nothing }]),
    hostname: (command) => ({
      effects: readOptions(argumentsOf(command)).operands.length > 0 ? [{ kind: 'process.kernel', note: 'hostname' }] : [],
    }),
    defaults,
    ...named('update-alternatives alternatives', alternatives),
    setcap,
    ldconfig: (command, setting) =>
      argumentsOf(command).some((word) => /^-[pN]/.test(word.value))
        ? { effects: [] }
        : { effects: [writeTo(literal('/etc/ld.so.cache'), setting, [], 'ldconfig')] },
  }),
);
