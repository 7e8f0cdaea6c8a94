import type { EffectFlag } from '../../../domain/effect.ts';
import { fromCodes } from '../decoding.ts';
import { joinPath } from '../folding.ts';
import type { Call, Operation } from '../library.ts';
import { request, requests } from '../network.ts';
import {
  chmods,
  copies,
  decodes,
  evaluates,
  links,
  listsFolder,
  moves,
  reads,
  removes,
  runArgv,
  runShell,
  touches,
  writeContent,
  writes,
} from '../operations.ts';
import { isKnown, joinText, known, listOf, moreTelling, object, originOf, textOf, UNKNOWN, unknown, type Value } from '../values.ts';

const option = (call: Call, key: string): Value | undefined => {
  const options = call.positional.find((each) => each.kind === 'map');
  return options?.kind === 'map' ? options.entries.get(key) : undefined;
};

const isSet = (value: Value | undefined): boolean => value !== undefined && !(value.kind === 'text' && value.text === '');

/** `fs.rm(path, { recursive, force })`. */
export const removesWith =
  (place: number): Operation =>
  (call) => {
    const flags = (['recursive', 'force'] as const).filter((flag): flag is EffectFlag & ('recursive' | 'force') =>
      isSet(option(call, flag)),
    );
    call.reading.path('file.delete', call.positional[place], ...flags);
    return undefined;
  };

const opens: Operation = (call) => {
  const [path, flags] = call.positional;
  const mode = flags?.kind === 'text' ? flags.text : 'r';
  call.reading.path(mode.includes('a') ? 'file.append' : /[w+]/.test(mode) ? 'file.write' : 'file.read', path);
  return object('file', textOf(path), mode);
};

const FS = (): Readonly<Record<string, Operation>> => ({
  rm: removesWith(0),
  rmdir: removesWith(0),
  unlink: removes(0),
  remove: removes(0, 'recursive', 'force'),
  emptyDir: removes(0, 'recursive'),
  rename: moves(0, 1),
  move: moves(0, 1),
  copyFile: copies(0, 1),
  cp: copies(0, 1, 'recursive'),
  copy: copies(0, 1, 'recursive'),
  symlink: links(0, 1, 'symlink'),
  link: links(0, 1),
  chmod: chmods(0, 1),
  chown: touches('file.chmod', 0, 'owner'),
  truncate: touches('file.write', 0, 'truncate'),
  mkdir: touches('file.write', 0, 'create'),
  writeFile: writes(0, 1),
  outputFile: writes(0, 1),
  writeJson: writes(0, 1),
  appendFile: writes(0, 1, 'file.append'),
  readFile: reads(0),
  readJson: reads(0),
  readdir: listsFolder,
  open: opens,
  createReadStream: reads(0),
  createWriteStream: (call) => {
    call.reading.path('file.write', call.positional[0]);
    return object('file', textOf(call.positional[0]), 'w');
  },
  exists: () => UNKNOWN,
});

/** Every function of `fs` under its synchronous, its promised and its extended name. */
export const fileSystem = (): Readonly<Record<string, Operation>> =>
  Object.fromEntries(
    Object.entries(FS()).flatMap(([name, operation]): [string, Operation][] =>
      ['fs', 'fs.promises', 'fs-extra'].flatMap((module): [string, Operation][] => [
        [`${module}.${name}`, calledBack(operation)],
        [`${module}.${name}Sync`, operation],
      ]),
    ),
  );

/** The last argument is called with what comes out. */
function calledBack(operation: Operation): Operation {
  return (call) => {
    const result = operation(call);
    const callback = call.positional.at(-1);
    if (callback?.kind === 'function') call.apply(callback, [UNKNOWN, result ?? UNKNOWN]);
    return result;
  };
}

const process: Value = object('process', unknown());

export const executes: Operation = calledBack((call) => {
  runShell(call, call.positional[0]);
  return process;
});

/** `spawn('rm', ['-rf', 'x'], { shell })`. */
export const spawns: Operation = calledBack((call) => {
  const [program = UNKNOWN, second] = call.positional;
  const rest = listOf(second) ?? [];
  if (isSet(option(call, 'shell'))) runShell(call, joinText([program, ...rest], ' '));
  else runArgv(call, second?.kind === 'text' ? [program, UNKNOWN] : [program, ...rest]);
  return process;
});

export const spawnsList: Operation = (call) => {
  const first = call.positional[0];
  const words = listOf(first) ?? listOf(first?.kind === 'map' ? first.entries.get('cmd') : undefined);
  runArgv(call, words ?? [first ?? UNKNOWN]);
  return process;
};

export const denoCommand: Operation = (call) => {
  runArgv(call, [call.positional[0] ?? UNKNOWN, ...(listOf(option(call, 'args')) ?? [])]);
  return process;
};

const CARRIES = /^(?:POST|PUT|PATCH)$/i;

/** `fetch(url, { method, body })` and requests described by an object alone. */
export const fetches: Operation = (call) => {
  const [first] = call.positional;
  const described = first?.kind === 'map' ? first.entries : undefined;
  const url = described ? (described.get('url') ?? described.get('hostname') ?? described.get('host')) : first;
  const body = option(call, 'body') ?? option(call, 'data') ?? option(call, 'json') ?? option(call, 'form');
  const carries = body ?? (CARRIES.test(textOf(option(call, 'method') ?? known('')).text) ? UNKNOWN : undefined);
  request(call, url, carries ? [carries] : undefined);
  for (const each of call.positional) if (each.kind === 'function') call.apply(each, [unknown('downloaded')]);
  return unknown('downloaded');
};

export const posts = requests(0, (call) => call.positional.slice(1, 2));

/** `net.connect(port, host)`, `net.connect({ port, host })`. */
export const connects: Operation = calledBack((call) => {
  const host = option(call, 'host') ?? call.positional.find((each, at) => each.kind === 'text' && (at > 0 || !/^\d*$/.test(each.text)));
  call.reading.host('net.request', host ?? known('localhost'), 'raw-socket');
  return object('socket', unknown('downloaded'));
});

export const listens: Operation = (call) => {
  call.reading.effect('net.listen');
  for (const each of call.positional) if (each.kind === 'function') call.apply(each, [UNKNOWN]);
  return UNKNOWN;
};

export const fromBuffer: Operation = (call) => {
  const [content, encoding] = call.positional;
  const items = listOf(content);
  if (items) return fromCodes(items);
  const name = encoding ? textOf(encoding).text : '';
  return name.startsWith('base64') ? decodes('base64')(call) : name === 'hex' ? decodes('hex')(call) : content;
};

export const joinsPath: Operation = (call) => joinPath(call.positional);

/** `new Function('a', 'return a')`: the last argument is the code. */
export const makesFunction: Operation = (call) => evaluates(0, 'javascript')({ ...call, positional: call.positional.slice(-1) });

export const later: Operation = (call) => {
  const [what] = call.positional;
  if (what?.kind === 'function') call.apply(what, []);
  else if (what?.kind === 'text' && isKnown(what)) evaluates(0, 'javascript')(call);
  return undefined;
};

export const shellRemoves: Operation = (call) => {
  const [first, ...rest] = call.positional;
  const flagged = first?.kind === 'text' && first.text.startsWith('-');
  const paths = (flagged ? rest : call.positional).flatMap((each) => listOf(each) ?? [each]);
  for (const path of paths) call.reading.path('file.delete', path, ...(flagged ? (['recursive', 'force'] as const) : []));
  return undefined;
};

export const removesMany: Operation = (call) => {
  for (const path of listOf(call.positional[0]) ?? call.positional.slice(0, 1))
    call.reading.path('file.delete', path, 'recursive', 'force');
  return undefined;
};

export const kills: Operation = (call) => {
  const { text } = textOf(call.positional[0]);
  if (!isSet(call.positional[1]) || textOf(call.positional[1]).text !== '0') {
    call.reading.effect('process.kill', {
      text: text.replaceAll('\0', '…'),
      certainty: isKnown(textOf(call.positional[0])) ? 'literal' : 'unknown',
      classes: [],
    });
  }
  return undefined;
};

export const keepsOrigin: Operation = (call) => unknown(moreTelling('dynamic', originOf(call.positional[0] ?? UNKNOWN)));

export const fileWrite: Operation = (call) => {
  writeContent(call, call.receiver, call.positional[0] ?? UNKNOWN);
  return undefined;
};
