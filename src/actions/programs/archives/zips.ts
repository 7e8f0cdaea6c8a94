import { type Command, literal, type Outcome, type Run, type Setting, type Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { argumentsOf, fileEffect, readsOf, writeTo } from '../effects.ts';
import { family } from '../family.ts';
import { madeFrom } from '../made-from.ts';
import { inFolder } from '../network/transfer.ts';

/** `zip ARCHIVE FILE…`; `-m` moves the files in; `-TT CMD` tests with a command of one's own. */
function zip(command: Command, setting: Setting): Outcome {
  const words = argumentsOf(command);
  const at = words.findIndex((word) => word.value === '-TT' || word.value === '--unzip-command');
  const test = at < 0 ? undefined : words[at + 1];
  const options = readOptions(
    words.filter((_, index) => at < 0 || (index !== at && index !== at + 1)),
    { values: ['x', 'i', 'b', 'n', 'O', 't', 'P', 's', 'exclude', 'include', 'password', 'out', 'temp-path'] },
  );
  const [archive, ...files] = options.operands;
  const moves = options.has('m', 'move');
  const runs: Run[] = test ? [{ kind: 'shell', text: test, shell: 'sh', wrapper: 'zip' }] : [];
  return {
    effects: [
      ...files.map((word) => fileEffect('file.read', word, setting, { flags: options.has('r', 'recurse-paths') ? ['recursive'] : [] })),
      ...(archive && archive.value !== '-' ? [writeTo(archive, setting)] : []),
      ...(moves ? files.map((word) => fileEffect('file.delete', word, setting, { flags: ['recursive'], tree: true, note: 'zip -m' })) : []),
    ],
    ...(runs.length > 0 && { runs }),
  };
}

interface Unpacking {
  readonly locked?: boolean;
  /** Those that are named, where not all are unpacked. */
  readonly members?: readonly Word[];
}

/** A password hides from everyone else what an archive holds. */
function extracted(
  archive: Word | undefined,
  folder: Word | undefined,
  setting: Setting,
  note: string,
  { locked, members }: Unpacking = {},
): Outcome {
  const target = folder ?? literal('.');
  const named = (members ?? []).map((word) => writeTo(inFolder(folder, word), setting, [], note));
  return {
    effects: [...readsOf(archive ? [archive] : [], setting), writeTo(target, setting, ['recursive'], note), ...named],
    writes: archive ? madeFrom(target, archive, setting, locked ? 'decoded' : undefined) : [],
  };
}

function unzip(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), { values: ['d', 'P', 'x', 'O', 'I'] });
  const [archive, ...members] = options.operands;
  if (options.has('l', 'v', 't', 'Z', 'z', 'p', 'c')) return { effects: readsOf(archive ? [archive] : [], setting) };
  return extracted(archive, options.value('d'), setting, 'unzip', { locked: options.has('P'), members });
}

/** `7z x a.7z -oFOLDER`, `7z a a.7z FILE…`; `-sdel` deletes what went in. */
function sevenZip(command: Command, setting: Setting): Outcome {
  const [verb, ...rest] = argumentsOf(command);
  const switches = rest.filter((word) => word.value.startsWith('-'));
  const [archive, ...files] = rest.filter((word) => !switches.includes(word));
  const folder = switches.find((word) => word.value.startsWith('-o'));
  if (/^[xe]$/.test(verb?.value ?? '')) {
    const locked = switches.some((word) => /^-p./.test(word.value));
    return extracted(archive, folder && { ...folder, value: folder.value.slice(2) }, setting, '7z x', { locked, members: files });
  }
  if (!/^[aud]$|^rn$/.test(verb?.value ?? '')) return { effects: readsOf(archive ? [archive] : [], setting) };
  const removes = switches.some((word) => word.value === '-sdel');
  return {
    effects: [
      ...files.map((word) => fileEffect('file.read', word, setting, { flags: ['recursive'] })),
      ...(archive ? [writeTo(archive, setting)] : []),
      ...(removes
        ? files.map((word) => fileEffect('file.delete', word, setting, { flags: ['recursive'], tree: true, note: '7z -sdel' }))
        : []),
    ],
  };
}

/** What unrar unpacks into ends with a slash. */
const isFolder = ({ value }: Word): boolean => value.endsWith('/');

function unrar(command: Command, setting: Setting): Outcome {
  const [verb, ...rest] = argumentsOf(command).filter((word) => !word.value.startsWith('-'));
  const [archive, ...named] = rest;
  const [folder, members] = [named.find(isFolder), named.filter((word) => !isFolder(word))];
  return /^[xe]$/.test(verb?.value ?? '')
    ? extracted(archive, folder, setting, 'unrar', { members })
    : { effects: readsOf(archive ? [archive] : [], setting) };
}

/** `ar` and `jar` pack with `r`/`c`, unpack with `x`. */
function ar(command: Command, setting: Setting): Outcome {
  const [mode, archive, ...files] = argumentsOf(command);
  if (!mode || !archive) return { effects: [] };
  if (mode.value.includes('x')) return extracted(archive, undefined, setting, command.words[0]?.value ?? 'ar', { members: files });
  const packs = /[rcqdu]/.test(mode.value);
  return { effects: [...readsOf(files, setting), ...(packs ? [writeTo(archive, setting)] : readsOf([archive], setting))] };
}

export const zips = family('zip unzip 7z 7za 7zz 7zr unrar rar ar jar', () => ({
  zip,
  unzip,
  '7z': sevenZip,
  '7za': sevenZip,
  '7zz': sevenZip,
  '7zr': sevenZip,
  unrar,
  rar: unrar,
  ar,
  jar: ar,
}));
