import type { Effect, EffectFlag, EffectKind } from '../../domain/effect.ts';
import type { Command, Setting, Word } from '../command.ts';
import { absoluteOf, type PathOptions, pathOperand } from '../paths.ts';

interface FileEffect extends PathOptions {
  readonly flags?: readonly EffectFlag[] | undefined;
  readonly note?: string | undefined;
}

/** What happens to the file that a word names. */
export function fileEffect(kind: EffectKind, word: Word, setting: Setting, { flags, note, ...options }: FileEffect = {}): Effect {
  return { kind, operand: pathOperand(word, setting, options), ...(flags?.length && { flags }), ...(note !== undefined && { note }) };
}

/** A read of each word's file; `-` is standard input. */
export function readsOf(words: readonly Word[], setting: Setting, flags: readonly EffectFlag[] = []): Effect[] {
  return words.filter((word) => word.value !== '-').map((word) => fileEffect('file.read', word, setting, { flags }));
}

/** What a file on this machine's disk holds, as far as it is text of at most so many bytes. */
export function textOf(file: Word, setting: Setting, maxBytes: number): string | undefined {
  const path = setting.remote ? undefined : absoluteOf(file, setting);
  const content = path === undefined ? undefined : setting.machine.files.read(path, maxBytes);
  return content?.kind === 'text' ? content.text : undefined;
}

const BLOCK_DEVICE =
  /^\/dev\/(?:sd|hd|vd|xvd|nvme|mmcblk|r?disk|mapper\/|md|dm-|loop|zd|ram|nbd|zvol\/|block\/|vg|fd\d|sr\d|cdrom|da\d|ada\d)/;

/** A write to a file; onto a disk it wipes what the disk holds. */
export function writeTo(word: Word, setting: Setting, flags: readonly EffectFlag[] = [], note?: string): Effect {
  const kind = isDisk(word.value) ? 'storage.wipe' : flags.includes('append') ? 'file.append' : 'file.write';
  return fileEffect(kind, word, setting, { flags, note });
}

export const isDisk = (path: string): boolean => path.startsWith('/dev/') && path !== '/dev/null' && BLOCK_DEVICE.test(path);

export type FlagsGiven = Readonly<Partial<Record<EffectFlag, boolean>>>;

/** The names of what holds: `given({ recursive: options.has('r') })`. */
export function given(flags: FlagsGiven): EffectFlag[] {
  const found: EffectFlag[] = [];
  for (const name of FLAG_NAMES) if (flags[name] === true) found.push(name);
  return found;
}

const FLAG_NAMES: readonly EffectFlag[] = [
  'recursive',
  'force',
  'delete',
  'all',
  'interactive',
  'append',
  'truncate',
  'create',
  'symlink',
  'in-place',
  'world-writable',
  'setuid',
  'executable',
  'owner',
  'root',
  'immutable',
  'disable',
  'persist',
  'self',
];

export const argumentsOf = (command: Command): readonly Word[] => command.words.slice(1);

/** A program asked for this does nothing else. */
export const ASKS_FOR_HELP = /^--(?:help|version)$/;
