import { type Command, HOLE, type Outcome, type Program, type Setting, type Stream, type Word } from '../../command.ts';
import { type OptionSpec, readOptions } from '../../options.ts';
import { argumentsOf, readsOf, textOf, writeTo } from '../effects.ts';
import { family } from '../family.ts';
import { changed, filtered } from './transforms.ts';

/** What decoding yields: followed where it is text, else known only to have been hidden. */
export function decoded(input: Stream | undefined, decode: (text: string) => string): Stream {
  const origin = input?.origin === 'downloaded' ? 'downloaded' : 'decoded';
  if (input?.text === undefined || input.text.includes(HOLE) || input.text.length > MAX_ENCODED) return { origin };
  const text = decode(input.text);
  return /[\0\uFFFD]/.test(text) ? { origin } : { origin, text };
}

const MAX_ENCODED = 1024 * 1024;

/** What a file holds on the disk, as far as it is text of modest length. */
function onDisk(file: Word, setting: Setting): Stream {
  const text = textOf(file, setting, MAX_ENCODED);
  return { origin: 'file', path: file, ...(text !== undefined && { text }) };
}

interface Codec {
  readonly decode: (text: string) => string;
  readonly encode?: (text: string) => string;
}

const base64: Codec = {
  decode: (text) =>
    Buffer.from(text.replace(/^begin-base64.*\n|^====$/gm, '').replace(/[^A-Za-z0-9+/=_-]/g, ''), 'base64').toString('utf8'),
  encode: (text) => `${Buffer.from(text).toString('base64')}\n`,
};
const hex: Codec = { decode: (text) => Buffer.from(text.replace(/[^0-9a-f]/gi, ''), 'hex').toString('utf8') };

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base32: Codec = {
  decode: (text) => {
    const bits = [...text.toUpperCase()].flatMap((letter) => {
      const at = BASE32.indexOf(letter);
      return at < 0 ? [] : [at.toString(2).padStart(5, '0')];
    });
    const bytes = bits.join('').match(/[01]{8}/g) ?? [];
    return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2))).toString('utf8');
  },
};

/** A program that encodes, and decodes when told to. */
function coder(codec: Codec, decodes: readonly string[], spec: OptionSpec): Program {
  return (command, setting) => {
    const options = readOptions(argumentsOf(command), spec);
    const target = options.value('o', 'output', 'out');
    const input = options.value('i', 'input', 'in') ?? options.operands.find((word) => word.value !== '-');
    const written = target ? [writeTo(target, setting, ['truncate'])] : [];
    const effects = [...readsOf(input ? [input] : [], setting), ...written];
    const stdin = input ? onDisk(input, setting) : command.stdin;
    const stdout = options.has(...decodes) ? decoded(stdin, codec.decode) : codec.encode && changed(command.stdin, codec.encode);
    return {
      effects,
      ...(stdout && !target && { stdout }),
      ...(stdout && target && { writes: [{ path: target, stream: stdout }] }),
    };
  };
}

/** Hexadecimal to text and back; with `-r` from hexadecimal, into the second operand where there is one. */
function xxd(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['c', 'g', 'l', 'n', 'o', 's', 'seek', 'len', 'cols'], singleDash: true });
  const letters = argumentsOf(command).flatMap((word) => (/^-[a-z]+$/.test(word.value) ? [...word.value.slice(1)] : []));
  const [input, target] = options.operands;
  const written = target ? [writeTo(target, setting, ['truncate'])] : [];
  const effects = [...readsOf(input ? [input] : [], setting), ...written];
  if (!letters.includes('r')) return { effects };
  const stdin = input && input.value !== '-' ? onDisk(input, setting) : command.stdin;
  const plain = letters.includes('p') ? hex.decode : (text: string) => hex.decode(text.replace(/^[0-9a-f]+: | {2}.*$/gm, ''));
  const stdout = decoded(stdin, plain);
  return target ? { effects, writes: [{ path: target, stream: stdout }] } : { effects, stdout };
}

const OPENSSL_FILES = ['in', 'key', 'inkey', 'cert', 'CAfile', 'CA', 'CAkey', 'config', 'sign', 'verify', 'signature', 'kfile'];
const OPENSSL_VALUES = [
  'out',
  'k',
  'pass',
  'passin',
  'passout',
  'K',
  'iv',
  'S',
  'md',
  'days',
  'subj',
  'newkey',
  'keyout',
  'inform',
  'outform',
  'iter',
];

/** The part of openssl that reads, writes and decodes files. */
function openssl(command: Command, setting: Setting): Outcome {
  const [verb, ...rest] = argumentsOf(command);
  if (!verb || /^s_|^(?:version|list|help|ciphers|speed|engine)$/.test(verb.value)) return {};
  const options = readOptions(rest, { values: [...OPENSSL_FILES, ...OPENSSL_VALUES], singleDash: true });
  const target = options.value('out', 'keyout');
  const effects = [...readsOf(options.all(...OPENSSL_FILES), setting), ...(target ? [writeTo(target, setting, ['truncate'])] : [])];
  if (!options.has('d', 'decrypt')) return { effects };
  const input = options.value('in');
  const stdin = input ? onDisk(input, setting) : command.stdin;
  const plain =
    (verb.value === 'base64' || options.has('base64', 'a')) &&
    !rest.some((word) => /^-(?:aes|des|camellia|chacha|rc4|bf|aria|sm4)/.test(word.value));
  const stdout = decoded(plain ? stdin : stdin && { origin: stdin.origin }, base64.decode);
  return target ? { effects, writes: [{ path: target, stream: stdout }] } : { effects, stdout };
}

/** uudecode writes the file that its input names. */
function uudecode(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['o'] });
  const target = options.value('o');
  const stream = decoded(undefined, (text) => text);
  const toStdout = options.has('p') || target?.value === '/dev/stdout' || target?.value === '-';
  return {
    effects: [...readsOf(options.operands, setting), ...(target ? [writeTo(target, setting, ['truncate'])] : [])],
    ...(toStdout ? { stdout: stream } : target && { writes: [{ path: target, stream }] }),
  };
}

const B64: OptionSpec = { values: ['w', 'wrap', 'b', 'break', 'i', 'o', 'input', 'output'], switches: ['decode', 'ignore-garbage'] };
const GNU: OptionSpec = { values: ['w', 'wrap', 'o', 'output'], switches: ['decode', 'ignore-garbage'] };

/** GNU's `-i` skips garbage, macOS's names the input: the word behind it tells them apart. */
const base64Program: Program = (command, setting) => {
  const names = argumentsOf(command).some(
    (word, at, words) => word.value === '-i' && /^[^-]/.test(words[at + 1]?.value ?? '') && words.length - at === 2,
  );
  return coder(base64, ['d', 'D', 'decode'], names && setting.machine.platform === 'darwin' ? B64 : GNU)(command, setting);
};

/** Programs that turn text into what it stands for. */
export const decoders = family('base64 gbase64 b64decode b64encode base32 basenc xxd openssl uudecode uuencode rot13', () => ({
  base64: base64Program,
  gbase64: base64Program,
  b64decode: coder(base64, ['r', 'p', 'o'], GNU),
  b64encode: coder(base64, [], GNU),
  base32: coder(base32, ['d', 'D', 'decode'], GNU),
  basenc: (command, setting) => {
    const words = argumentsOf(command).map((word) => word.value);
    const codec = words.includes('--base16') ? hex : words.includes('--base32') ? base32 : base64;
    return coder(codec, ['d', 'decode'], GNU)(command, setting);
  },
  xxd,
  openssl,
  uudecode,
  uuencode: (command, setting) => ({ effects: readsOf(readOptions(argumentsOf(command)).operands.slice(0, -1), setting) }),
  rot13: (command, setting) => filtered([], command, setting, (text) => text.replace(/[a-z]/gi, rotated)),
}));

const rotated = (letter: string): string => {
  const base = letter <= 'Z' ? 65 : 97;
  return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
};
