import type { EffectFlag } from '../../../domain/effect.ts';
import type { Command, Outcome, Program, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { nameOperand, withValue } from '../../words.ts';
import { argumentsOf, fileEffect } from '../effects.ts';
import { family } from '../family.ts';
import { named, verbs } from './verbs.ts';

/** Membership in these is as good as root. */
const POWERFUL = /(?:^|,|=|\s)(?:root|sudo|wheel|admin|adm|docker|lxd|disk|shadow|staff|libvirt|administrators)(?:$|,|\s)/i;

const VALUES = [
  'u',
  'g',
  'G',
  'd',
  's',
  'c',
  'p',
  'e',
  'f',
  'k',
  'K',
  'm',
  'h',
  'uid',
  'gid',
  'groups',
  'home',
  'home-dir',
  'shell',
  'comment',
  'password',
  'ingroup',
  'gecos',
  'expiredate',
  'inactive',
  'login',
  'l',
];

const makesRoot = (words: readonly Word[]): boolean =>
  words.some(
    (word, at) =>
      POWERFUL.test(word.value) ||
      (/^(?:-u|--uid)$/.test(word.value) && words[at + 1]?.value === '0') ||
      /^(?:--uid=0|-[a-z]*o)$/.test(word.value),
  );

/** Adds or changes an account, a group or who belongs to it. */
const changes =
  (flags: readonly EffectFlag[] = []): Program =>
  (command: Command): Outcome => {
    // To busybox's adduser `-D` is an account without a password; to useradd it shows the defaults.
    const words = argumentsOf(command).filter((word) => word.value !== '-D' || command.words[0]?.value === 'useradd');
    if ((words.length === 0 && command.stdin === undefined) || words.some((word) => /^(?:-D|-h|--help|--version)$/.test(word.value)))
      return { effects: [] };
    const { operands } = readOptions(words, { values: VALUES });
    const target = operands.at(-1);
    const all: EffectFlag[] = [...flags, ...(makesRoot(words) ? (['root'] as const) : [])];
    const note = command.words[0]?.value ?? '';
    return {
      effects: [{ kind: 'process.account', ...(target && { operand: nameOperand(target) }), note, ...(all.length > 0 && { flags: all }) }],
    };
  };

const passwd: Program = (command) => {
  const options = readOptions(argumentsOf(command), {
    values: ['n', 'x', 'w', 'i', 'R', 'r'],
    switches: ['status', 'stdin', 'delete', 'lock', 'unlock'],
  });
  if (options.has('S', 'status', 'a', 'all')) return { effects: [] };
  const [user] = options.operands;
  const flags: EffectFlag[] = [
    ...(user?.value === 'root' ? (['root'] as const) : []),
    ...(options.has('d', 'delete', 'l', 'lock') ? (['disable'] as const) : []),
  ];
  return {
    effects: [{ kind: 'process.account', ...(user && { operand: nameOperand(user) }), note: 'passwd', ...(flags.length > 0 && { flags }) }],
  };
};

/** `dscl . -create /Users/x`, `net user x /add`. */
const directory = verbs([
  {
    word: /^(?:-?create|-?append|-?merge|-?change|-?passwd|\/add|-addUser|-resetPasswordFor)$/i,
    kind: 'process.account',
    on: (operands) => operands.slice(-1),
  },
  { word: /^(?:-?delete|\/delete|\/del|-deleteUser)$/i, kind: 'process.account', flags: ['delete'], on: (operands) => operands.slice(-1) },
]);

/** `getent shadow` prints the file, wherever it is kept. */
const getent: Program = (command, setting) => ({
  effects: argumentsOf(command)
    .filter((word) => /^g?shadow$/.test(word.value))
    .map((word) => fileEffect('file.read', withValue(word, `/etc/${word.value}`), setting)),
});

/** Programs that change who exists and who may become whom. */
export const accounts = family(
  `useradd adduser usermod groupadd addgroup groupmod gpasswd chage newusers chpasswd chsh chfn pw newgrp vipw vigr pwunconv
   userdel deluser groupdel delgroup passwd visudo dscl dseditgroup sysadminctl net getent`,
  () => ({
    ...named(
      'useradd adduser usermod groupadd addgroup groupmod gpasswd chage newusers chpasswd chsh chfn pw newgrp vipw vigr pwunconv',
      changes(),
    ),
    ...named('userdel deluser groupdel delgroup', changes(['delete'])),
    passwd,
    visudo: verbs([{ word: /^(?:-c|--check|-V|-h)$/ }, { kind: 'process.account', flags: ['root', 'persist'], on: () => [] }]),
    dscl: directory,
    dseditgroup: changes(),
    sysadminctl: directory,
    net: directory,
    getent,
  }),
);
