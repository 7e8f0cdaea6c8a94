import type { Program, Word } from '../../command.ts';
import { type OptionSpec, readOptions } from '../../options.ts';
import { argumentsOf, fileEffect, readsOf } from '../effects.ts';
import { family } from '../family.ts';

interface Encryption extends OptionSpec {
  /** Words without which it does not encrypt. */
  readonly when?: RegExp;
  readonly unless?: RegExp;
  readonly input?: readonly string[];
  readonly output?: readonly string[];
  /** Operands in front of the files. */
  readonly skip?: number;
  /** Where nothing names an output: written beside the file, or in its place. */
  readonly inPlace?: boolean;
}

/** What it writes can be read again only by whoever has the password or key. */
const encrypts =
  ({ when, unless, input = [], output = [], skip = 0, inPlace = false, ...spec }: Encryption): Program =>
  (command, setting) => {
    const words = argumentsOf(command);
    if ((when && !words.some((word) => when.test(word.value))) || (unless && words.some((word) => unless.test(word.value)))) return {};
    const options = readOptions(words, { ...spec, values: [...(spec.values ?? []), ...input, ...output] });
    const operands = options.operands.slice(skip);
    const files: readonly Word[] = [...options.all(...input), ...operands];
    const target = options.value(...output) ?? (skip > 1 ? options.operands[skip - 1] : undefined);
    const written = target ? [target] : files;
    return {
      effects: [
        ...readsOf(files, setting),
        ...written
          .filter((word) => word.value !== '-')
          .map((word) =>
            fileEffect('file.write', word, setting, { flags: inPlace && !target ? ['in-place', 'obfuscated'] : ['obfuscated'] }),
          ),
      ],
    };
  };

const GPG = encrypts({
  when: /^(?:--symmetric|--encrypt|-[a-zA-Z]*[ce][a-zA-Z]*)$/,
  unless: /^(?:-d|--decrypt|--(?:verify|list|import|export|edit|gen|full|quick|delete|recv|send|card)[\w-]*)$/,
  output: ['o', 'output'],
  values: [
    'r',
    'recipient',
    'passphrase',
    'passphrase-fd',
    'passphrase-file',
    'cipher-algo',
    'u',
    'local-user',
    'pinentry-mode',
    'homedir',
    's2k-count',
  ],
  switches: ['batch', 'yes', 'symmetric', 'encrypt', 'armor'],
});

const IN_PLACE = encrypts({
  unless: /^(?:-d|--decrypt|-c|--cat|-h|--help|-V|--version)$/,
  inPlace: true,
  values: ['k', 'K', 'E', 'S', 'a', 'm', 'f'],
});

/** Programs that encrypt files; archivers where a password is given. */
export const encryption = family('gpg gpg2 openssl age ccrypt ccencrypt mcrypt 7z 7za zip', () => ({
  gpg: GPG,
  gpg2: GPG,
  openssl: encrypts({
    when: /^(?:enc|-encrypt|rsautl|pkeyutl|smime|cms)$/,
    unless: /^(?:-d|-decrypt|-verify|-list|-ciphers)$/,
    input: ['in'],
    output: ['out'],
    skip: 1,
    singleDash: true,
    values: ['k', 'pass', 'K', 'iv', 'kfile', 'inkey', 'md', 'iter', 'S', 'engine', 'recip'],
  }),
  age: encrypts({ unless: /^(?:-d|--decrypt)$/, output: ['o', 'output'], values: ['r', 'R', 'i', 'recipient', 'identity'] }),
  ccrypt: IN_PLACE,
  ccencrypt: IN_PLACE,
  mcrypt: IN_PLACE,
  '7z': encrypts({ when: /^-p/, unless: /^[xelt]$/, skip: 2, singleDash: true }),
  '7za': encrypts({ when: /^-p/, unless: /^[xelt]$/, skip: 2, singleDash: true }),
  zip: encrypts({ when: /^(?:-[a-zA-Z]*[eP][a-zA-Z]*|--encrypt|--password)$/, skip: 1, values: ['P', 'password', 'x', 'i'] }),
}));
