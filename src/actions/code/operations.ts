import type { EffectFlag, EffectKind } from '../../domain/effect.ts';
import type { Shell } from '../../domain/event.ts';
import { HOLE, type Language, type Word } from '../command.ts';
import { decode, type Encoding } from './decoding.ts';
import { argument, type Call, type Operation } from './library.ts';
import { evaluatesCode } from './reading.ts';
import {
  isKnown,
  known,
  LISTING,
  listOf,
  mixedOrigin,
  moreTelling,
  object,
  originOf,
  streamOrigin,
  textOf,
  UNKNOWN,
  unknown,
  type Value,
  wordOf,
} from './values.ts';

/** One operation under several names. */
export const named = (operation: Operation, ...names: readonly string[]): Readonly<Record<string, Operation>> =>
  Object.fromEntries(names.map((name) => [name, operation]));

/** The argument that an operation is about: its position, or the receiver. */
export type Place = number | 'receiver';

export const at = (call: Call, place: Place, ...names: readonly string[]): Value | undefined =>
  place === 'receiver' ? call.receiver : argument(call, place, ...names);

/** An effect on the path at `place`; on each of them where it is a list. */
export function touches(kind: EffectKind, place: Place, ...flags: readonly EffectFlag[]): Operation {
  return (call) => {
    const value = at(call, place, 'path', 'src', 'name', 'filename');
    for (const each of listOf(value) ?? [value]) call.reading.path(kind, each, ...flags);
    return undefined;
  };
}

/** The same on every argument. */
export function touchesAll(kind: EffectKind, ...flags: readonly EffectFlag[]): Operation {
  return (call) => {
    const values = call.positional.flatMap((each) => listOf(each) ?? [each]);
    for (const each of values) if (each.kind !== 'map') call.reading.path(kind, each, ...flags);
    return undefined;
  };
}

export const removes = (place: Place, ...flags: readonly EffectFlag[]): Operation => touches('file.delete', place, ...flags);

export function reads(place: Place): Operation {
  return (call) => {
    const path = at(call, place, 'path', 'file', 'name', 'filename');
    call.reading.path('file.read', path);
    return contentOf(path);
  };
}

/** What stands in the file. */
export function contentOf(path: Value | undefined): Value {
  const name = textOf(path);
  return { ...unknown(moreTelling('file', originOf(name))), ...(isKnown(name) && { source: name.text }) };
}

export function writes(path: Place, content: Place | undefined, kind: 'file.write' | 'file.append' = 'file.write'): Operation {
  return (call) => {
    const target = at(call, path, 'path', 'file');
    call.reading.path(kind, target);
    const value = content === undefined ? undefined : at(call, content, 'data');
    if (value) writeContent(call, target, value);
    return undefined;
  };
}

/** Writing the whole environment down is as good as printing it. */
export function writeContent(call: Call, target: Value | undefined, content: Value): void {
  if (originOf(content) === 'environment') call.reading.discloses(content);
  call.reading.writes(target, content);
}

export function moves(from: Place, to: Place): Operation {
  return (call) => {
    call.reading.path('file.move', at(call, from, 'src'));
    call.reading.path('file.write', at(call, to, 'dst'));
    return undefined;
  };
}

export function copies(from: Place, to: Place, ...flags: readonly EffectFlag[]): Operation {
  return (call) => {
    call.reading.path('file.read', at(call, from, 'src'), ...flags);
    call.reading.path('file.write', at(call, to, 'dst'), ...flags);
    return undefined;
  };
}

export function links(from: Place, to: Place, ...flags: readonly EffectFlag[]): Operation {
  return (call) => {
    call.reading.path('file.link', at(call, to, 'dst'), ...flags);
    call.reading.path('file.link', at(call, from, 'src'), ...flags);
    return undefined;
  };
}

export function chmods(path: Place, mode: number, ...flags: readonly EffectFlag[]): Operation {
  return (call) => {
    call.reading.path('file.chmod', at(call, path, 'path'), ...flags, ...modeFlags(argument(call, mode, 'mode')));
    return undefined;
  };
}

function modeFlags(mode: Value | undefined): readonly EffectFlag[] {
  if (mode?.kind !== 'number') return [];
  const flags: EffectFlag[] = [];
  if (mode.value & 0o2) flags.push('world-writable');
  if (mode.value & 0o111) flags.push('executable');
  if (mode.value & 0o6000) flags.push('setuid');
  return flags;
}

/** The text at `place` runs in a shell. What it prints is unknown. */
export function runsShell(place: Place, shell: Shell = 'sh'): Operation {
  return (call) => {
    runShell(call, at(call, place, 'args', 'command', 'cmd'), shell);
    return undefined;
  };
}

export function runShell(call: Call, command: Value | undefined, shell: Shell = 'sh'): void {
  const value = textOf(command);
  if (value.text === HOLE) {
    call.reading.effect('exec', { text: '…', certainty: 'unknown', classes: [] }, ['dynamic']);
    if (value.origin !== 'downloaded' && value.origin !== 'decoded') return;
  }
  call.reading.run({
    kind: 'shell',
    text: wordOf(value),
    shell,
    wrapper: wrapperOf(call),
    origin: streamOrigin(value),
    ...surroundings(call),
  });
}

/** The words of a command without a shell between. */
export function runArgv(call: Call, words: readonly Value[]): void {
  const argv = words.map(wordOf);
  if (argv.length === 0 || argv[0]?.value === HOLE)
    call.reading.effect('exec', { text: '…', certainty: 'unknown', classes: [] }, ['dynamic']);
  if (argv.length > 0 && argv.some((word) => word.value !== HOLE)) {
    call.reading.run({ kind: 'argv', argv, wrapper: wrapperOf(call), ...surroundings(call), inheritsStdin: false });
  }
}

const wrapperOf = (call: Call): string => call.reading.language;

/** The folder and the variables that a spawned command is given. */
function surroundings(call: Call): { readonly cwd?: Word } {
  const options = call.positional.find((each) => each.kind === 'map');
  const cwd = call.named.get('cwd') ?? (options?.kind === 'map' ? options.entries.get('cwd') : undefined);
  const { cwd: moved } = call.reading.setting();
  if (cwd) return { cwd: wordOf(cwd) };
  return call.reading.folderChanged() && moved !== undefined ? { cwd: wordOf(known(moved)) } : {};
}

export const decodes =
  (encoding: Encoding, place: Place = 0): Operation =>
  (call) =>
    decode(at(call, place), encoding);

/** Something decoded that is not worth undoing here: compressed, marshalled, encrypted. */
export const unpacks: Operation = (call) => unknown(moreTelling('decoded', mixedOrigin(call.positional)));

export function evaluates(place: Place, language: Language): Operation {
  return (call) => {
    evaluatesCode(call.reading, at(call, place), language);
    return unknown();
  };
}

export const prints: Operation = (call) => {
  call.positional.forEach((value, position) => {
    if (position > 0) call.reading.prints(known(' '));
    call.reading.prints(value);
  });
  call.reading.prints(known('\n'));
  return UNKNOWN;
};

/** Messages go elsewhere than output. */
export const complains: Operation = (call) => {
  for (const each of call.positional) call.reading.discloses(each);
  return UNKNOWN;
};

export const opensPath =
  (type: string): Operation =>
  (call) =>
    object(type, textOf(call.positional[0]));

/** The name itself stands for the library: `require('fs')`, `__import__('os')`. */
export const loads =
  (canonical: (name: string) => string = (name) => name): Operation =>
  (call) => {
    const name = textOf(call.positional[0]);
    return isKnown(name) ? { kind: 'reference', name: canonical(name.text) } : UNKNOWN;
  };

/** The member of a library by a name that is computed. */
export const picks: Operation = (call) => {
  const [holder, name] = call.positional;
  return holder && name && isKnown(name) ? call.member(holder, textOf(name).text) : UNKNOWN;
};

/** Hands its argument on. */
export const passes =
  (place: Place = 0): Operation =>
  (call) =>
    at(call, place);

/** Deleting a file or, with `recursive`, all that lies below. */
export function deletes(call: Call, path: Value | undefined, ...flags: readonly ('recursive' | 'force')[]): void {
  call.reading.path('file.delete', path, ...flags);
}

export const changesFolder: Operation = (call) => {
  call.reading.changesFolder(call.positional[0]);
  const callback = call.positional.at(-1);
  if (callback?.kind === 'function') call.apply(callback, []);
  return undefined;
};

export const listsFolder: Operation = (call) => {
  call.reading.path('file.list', call.positional[0]);
  return LISTING;
};

/** Something from the network among what a process is given. */
export function attachesIfFed(call: Call): void {
  if ([...call.positional, ...call.named.values()].some((each) => originOf(each) === 'downloaded')) call.reading.attaches();
}

/** Runs a script on disk: `load 'x.rb'`, `do './x.pl'`. */
export function runsFile(language: Language): Operation {
  return (call) => {
    const path = wordOf(call.positional[0]);
    if (/[./]/.test(path.value) && !path.value.includes(HOLE)) call.reading.run({ kind: 'file', path, as: language, wrapper: language });
    return undefined;
  };
}
