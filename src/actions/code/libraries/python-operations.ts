import { fromCodes } from '../decoding.ts';
import { joinPath } from '../folding.ts';
import { argument, type Call, type Operation } from '../library.ts';
import { request, requests } from '../network.ts';
import { prints, runArgv, runShell, writeContent } from '../operations.ts';
import { isKnown, known, LISTING, listOf, object, originOf, textOf, UNKNOWN, unknown, type Value, wordOf } from '../values.ts';
/** `subprocess.run` and its kin: a list, or text for a shell. */
export const spawns: Operation = (call) => {
  const command = argument(call, 0, 'args', 'cmd');
  const words = listOf(command);
  const shell = call.named.get('shell');
  const input = call.named.get('input');
  if (words && !shell) runArgv(call, words);
  else if (words) runShell(call, words[0]);
  else if (shell) runShell(call, command);
  else if (command && isKnown(command)) runArgv(call, [command]);
  else runShell(call, command);
  if (['stdin', 'stdout', 'stderr'].some((each) => originOf(call.named.get(each) ?? UNKNOWN) === 'downloaded')) call.reading.attaches();
  if (input && /(?:^|\/)(?:ba|z|da)?sh$/.test(textOf(words?.[0] ?? command).text)) runShell(call, input);
  return object('process', unknown());
};

export const shellOutput: Operation = (call) => {
  runShell(call, argument(call, 0, 'cmd', 'command'));
  return object('process', unknown());
};

/** `os.execv(path, args)`: `args` begins with the program's own name. */
export const replacesList =
  (program: number): Operation =>
  (call) => {
    const words = listOf(call.positional[program + 1]);
    const path = call.positional[program];
    runArgv(call, path ? [path, ...(words ?? [UNKNOWN, UNKNOWN]).slice(1)] : []);
    return undefined;
  };

export const replacesWords =
  (program: number): Operation =>
  (call) => {
    const [path, , ...rest] = call.positional.slice(program);
    runArgv(call, path ? [path, ...rest.filter((each) => each.kind !== 'map')] : []);
    return undefined;
  };

export const opens: Operation = (call) => {
  const path = argument(call, 0, 'file');
  const mode = textOf(argument(call, 1, 'mode') ?? known('r')).text;
  return openFile(call, path, mode);
};

export function openFile(call: Call, path: Value | undefined, mode: string): Value {
  if (mode.includes('a')) call.reading.path('file.append', path);
  else if (/[wx+]/.test(mode)) call.reading.path('file.write', path, ...(mode.includes('w') ? (['truncate'] as const) : []));
  else call.reading.path('file.read', path);
  return object('file', textOf(path), mode);
}

/** A method of a path, with the path as its first argument. */
export const onPath =
  (operation: Operation): Operation =>
  (call) =>
    operation({ ...call, positional: [call.receiver ?? UNKNOWN, ...call.positional] });

export const joinsPath: Operation = (call) =>
  object('Path', joinPath([...(call.receiver?.kind === 'object' ? [call.receiver] : []), ...call.positional]));

export const globs =
  (base: (call: Call) => Value | undefined): Operation =>
  (call) => {
    const pattern = call.positional[0] ?? UNKNOWN;
    const directory = base(call);
    const path = joinPath(directory ? [directory, pattern] : [pattern]);
    return object('Path', { ...path, glob: isKnown(path) });
  };

const body =
  (...names: readonly string[]) =>
  (call: Call): readonly Value[] | undefined => {
    const values = names.flatMap((each) => call.named.get(each) ?? []);
    return values.length > 0 ? values : undefined;
  };

const bodyNames = ['data', 'json', 'files', 'content'];
export const gets: Operation = (call) => {
  request(call, argument(call, 0, 'url'), body(...bodyNames)(call));
  for (const each of ['params', 'headers'])
    if (originOf(call.named.get(each) ?? UNKNOWN) === 'environment') call.reading.discloses(call.named.get(each) ?? UNKNOWN);
  return unknown('downloaded');
};
export const posts = requests(0, (call) => body(...bodyNames)(call) ?? call.positional.slice(1));

/** `urlopen(Request(url, data=…))` and `urlopen(url, data)`. */
export const opensUrl: Operation = (call) => {
  const target = argument(call, 0, 'url');
  if (target?.kind === 'object' && target.type === 'request') return target.text;
  const data = argument(call, 1, 'data');
  request(call, target, data ? [data] : undefined);
  return unknown('downloaded');
};

export const makesRequest: Operation = (call) => {
  opensUrl(call);
  return object('request', unknown('downloaded'));
};

export const connects: Operation = (call) => {
  const address = call.positional[0];
  call.reading.host('net.request', listOf(address)?.[0] ?? address, 'raw-socket');
  return object('socket', unknown('downloaded'));
};

export const attaches: Operation = (call) => {
  call.reading.attaches();
  return undefined;
};

export const walks: Operation = (call) => {
  const root = textOf(call.positional[0]);
  return { kind: 'list', items: [{ kind: 'list', items: [root, LISTING, LISTING] }] };
};

export const expands: Operation = (call) => {
  const path = textOf(call.positional[0]);
  const { home } = call.reading.setting().machine;
  return { ...path, text: path.text.replace(/^~(?=\/|$)/, home), computed: true };
};

export const printsTo: Operation = (call) => {
  const file = call.named.get('file');
  if (file?.kind === 'object' && file.type === 'file') {
    for (const each of call.positional) writeContent(call, file.text, each);
    return UNKNOWN;
  }
  return prints(call);
};

export const dumpsInto: Operation = (call) => {
  const [value = UNKNOWN, file] = call.positional;
  if (file) writeContent(call, file, value);
  return undefined;
};

export const enumerates: Operation = (call) => {
  const items = listOf(call.positional[0]);
  return items
    ? { kind: 'list', items: items.map((item, at) => ({ kind: 'list', items: [{ kind: 'number', value: at }, item] })) }
    : undefined;
};

export const characters: Operation = (call) => fromCodes(call.positional);

export const bytes: Operation = (call) => {
  const items = listOf(call.positional[0]);
  return items ? fromCodes(items) : call.positional[0];
};

export const maps: Operation = (call) => {
  const items = listOf(call.positional[1]) ?? [call.positional[1] ?? UNKNOWN];
  return { kind: 'list', items: items.slice(0, 1000).map((item) => call.apply(call.positional[0], [item])) };
};

export const kills: Operation = (call) => {
  const word = wordOf(call.positional[0]);
  call.reading.effect('process.kill', { text: word.text, certainty: word.certainty, classes: [] });
  return undefined;
};

export const counts: Operation = () => UNKNOWN;

/** Unpickling runs whatever the data says. */
export function evaluatesPickle(): Operation {
  return (call) => {
    const origin = originOf(call.positional[0] ?? UNKNOWN);
    if (origin === 'downloaded' || origin === 'decoded') call.reading.effect('code.eval', undefined, [origin]);
    return undefined;
  };
}
