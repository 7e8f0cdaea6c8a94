import type { EffectFlag } from '../../../domain/effect.ts';
import { fromCodes } from '../decoding.ts';
import { environmentVariable } from '../environment.ts';
import { joinPath } from '../folding.ts';
import { argument, type Call, type Library, type Operation } from '../library.ts';
import { importName } from '../modules.ts';
import { request, requests, sends } from '../network.ts';
import {
  changesFolder,
  chmods,
  complains,
  copies,
  decodes,
  evaluates,
  links,
  listsFolder,
  loads,
  moves,
  named,
  passes,
  prints,
  reads,
  removes,
  runArgv,
  runShell,
  runsShell,
  touches,
  writeContent,
  writes,
} from '../operations.ts';
import {
  concatenate,
  isKnown,
  joinText,
  known,
  listOf,
  moreTelling,
  object,
  originOf,
  textOf,
  UNKNOWN,
  unknown,
  type Value,
} from '../values.ts';

const option = (call: Call, key: string): Value | undefined => {
  const options = call.positional.find((each) => each.kind === 'map');
  return options?.kind === 'map' ? options.entries.get(key) : undefined;
};

const isSet = (value: Value | undefined): boolean => value !== undefined && !(value.kind === 'text' && value.text === '');

/** `fs.rm(path, { recursive, force })`. */
const removesWith =
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

const FS: Readonly<Record<string, Operation>> = {
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
};

/** Every function of `fs` under its synchronous, its promised and its extended name. */
const fileSystem = Object.fromEntries(
  Object.entries(FS).flatMap(([name, operation]): [string, Operation][] =>
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

const executes: Operation = calledBack((call) => {
  runShell(call, call.positional[0]);
  return process;
});

/** `spawn('rm', ['-rf', 'x'], { shell })`. */
const spawns: Operation = calledBack((call) => {
  const [program = UNKNOWN, second] = call.positional;
  const rest = listOf(second) ?? [];
  if (isSet(option(call, 'shell'))) runShell(call, joinText([program, ...rest], ' '));
  else runArgv(call, second?.kind === 'text' ? [program, UNKNOWN] : [program, ...rest]);
  return process;
});

const spawnsList: Operation = (call) => {
  const first = call.positional[0];
  const words = listOf(first) ?? listOf(first?.kind === 'map' ? first.entries.get('cmd') : undefined);
  runArgv(call, words ?? [first ?? UNKNOWN]);
  return process;
};

const denoCommand: Operation = (call) => {
  runArgv(call, [call.positional[0] ?? UNKNOWN, ...(listOf(option(call, 'args')) ?? [])]);
  return process;
};

const CARRIES = /^(?:POST|PUT|PATCH)$/i;

/** `fetch(url, { method, body })` and requests described by an object alone. */
const fetches: Operation = (call) => {
  const [first] = call.positional;
  const described = first?.kind === 'map' ? first.entries : undefined;
  const url = described ? (described.get('url') ?? described.get('hostname') ?? described.get('host')) : first;
  const body = option(call, 'body') ?? option(call, 'data') ?? option(call, 'json') ?? option(call, 'form');
  const carries = body ?? (CARRIES.test(textOf(option(call, 'method') ?? known('')).text) ? UNKNOWN : undefined);
  request(call, url, carries ? [carries] : undefined);
  for (const each of call.positional) if (each.kind === 'function') call.apply(each, [unknown('downloaded')]);
  return unknown('downloaded');
};

const posts = requests(0, (call) => call.positional.slice(1, 2));

/** `net.connect(port, host)`, `net.connect({ port, host })`. */
const connects: Operation = calledBack((call) => {
  const host = option(call, 'host') ?? call.positional.find((each, at) => each.kind === 'text' && (at > 0 || !/^\d*$/.test(each.text)));
  call.reading.host('net.request', host ?? known('localhost'), 'raw-socket');
  return object('socket', unknown('downloaded'));
});

const listens: Operation = (call) => {
  call.reading.effect('net.listen');
  for (const each of call.positional) if (each.kind === 'function') call.apply(each, [UNKNOWN]);
  return UNKNOWN;
};

const fromBuffer: Operation = (call) => {
  const [content, encoding] = call.positional;
  const items = listOf(content);
  if (items) return fromCodes(items);
  const name = encoding ? textOf(encoding).text : '';
  return name.startsWith('base64') ? decodes('base64')(call) : name === 'hex' ? decodes('hex')(call) : content;
};

const joinsPath: Operation = (call) => joinPath(call.positional);

/** `new Function('a', 'return a')`: the last argument is the code. */
const makesFunction: Operation = (call) => evaluates(0, 'javascript')({ ...call, positional: call.positional.slice(-1) });

const later: Operation = (call) => {
  const [what] = call.positional;
  if (what?.kind === 'function') call.apply(what, []);
  else if (what?.kind === 'text' && isKnown(what)) evaluates(0, 'javascript')(call);
  return undefined;
};

const shellRemoves: Operation = (call) => {
  const [first, ...rest] = call.positional;
  const flagged = first?.kind === 'text' && first.text.startsWith('-');
  const paths = (flagged ? rest : call.positional).flatMap((each) => listOf(each) ?? [each]);
  for (const path of paths) call.reading.path('file.delete', path, ...(flagged ? (['recursive', 'force'] as const) : []));
  return undefined;
};

const removesMany: Operation = (call) => {
  for (const path of listOf(call.positional[0]) ?? call.positional.slice(0, 1))
    call.reading.path('file.delete', path, 'recursive', 'force');
  return undefined;
};

const kills: Operation = (call) => {
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

const keepsOrigin: Operation = (call) => unknown(moreTelling('dynamic', originOf(call.positional[0] ?? UNKNOWN)));

const fileWrite: Operation = (call) => {
  writeContent(call, call.receiver, call.positional[0] ?? UNKNOWN);
  return undefined;
};

export const javascriptLibrary: Library = {
  language: 'javascript',
  transparent: [
    'globalThis.',
    'global.',
    'window.',
    'self.',
    'process.mainModule.',
    'module.',
    'process.getBuiltinModule.',
    'Reflect.apply.',
  ],
  values: {
    'process.env': () => unknown('environment'),
    'Bun.env': () => unknown('environment'),
    'process.argv': () => UNKNOWN,
    'process.platform': () => known('linux'),
    'path.sep': () => known('/'),
    __dirname: () => UNKNOWN,
    __filename: () => UNKNOWN,
    undefined: () => known(''),
  },
  operations: {
    ...fileSystem,
    ...named(executes, 'child_process.exec', 'child_process.execSync'),
    ...named(
      spawns,
      'child_process.spawn',
      'child_process.spawnSync',
      'child_process.execFile',
      'child_process.execFileSync',
      'cross-spawn',
      'cross-spawn.spawn',
      'cross-spawn.sync',
      'execa',
      'execa.execa',
      'execa.execaSync',
      'execa.sync',
    ),
    ...named(
      runsShell(0),
      '$',
      'zx.$',
      'bun.$',
      'Bun.$',
      'execa.$',
      'execa.execaCommand',
      'execa.execaCommandSync',
      'shelljs.exec',
      'shelljs.default.exec',
      'execSync',
    ),
    ...named(spawnsList, 'Bun.spawn', 'Bun.spawnSync', 'Deno.run'),
    'Deno.Command': denoCommand,
    '#doShellScript': runsShell(0),
    'util.promisify': passes(),
    ...named(shellRemoves, 'shelljs.rm'),
    ...named(
      removesMany,
      'rimraf',
      'rimraf.sync',
      'rimraf.rimraf',
      'rimraf.rimrafSync',
      'del',
      'del.deleteAsync',
      'del.deleteSync',
      'del.sync',
      'trash',
    ),
    ...named(removesWith(0), 'Deno.remove', 'Deno.removeSync'),
    ...named(writes(0, 1), 'Deno.writeTextFile', 'Deno.writeTextFileSync', 'Deno.writeFile', 'Deno.writeFileSync', 'Bun.write'),
    ...named(reads(0), 'Deno.readTextFile', 'Deno.readTextFileSync', 'Deno.readFile', 'Deno.readFileSync', 'Bun.file'),
    ...named(moves(0, 1), 'Deno.rename', 'Deno.renameSync'),
    ...named(chmods(0, 1), 'Deno.chmod', 'Deno.chmodSync'),
    'Deno.env.toObject': () => unknown('environment'),
    'Deno.env.get': (call) => environmentVariable(textOf(call.positional[0]).text, call.reading),
    ...named(loads(importName), 'require', 'import', 'process.getBuiltinModule', 'module.require'),
    'module.createRequire': () => ({ kind: 'reference', name: 'require' }),
    'os.homedir': (call) => known(call.reading.setting().facts.home),
    'os.tmpdir': (call) => known(call.reading.setting().facts.tempFolders[0] ?? '/tmp'),
    'process.cwd': (call) => known(call.reading.setting().cwd ?? ''),
    'process.chdir': changesFolder,
    'process.kill': kills,
    ...named(joinsPath, 'path.join', 'path.resolve', 'path.posix.join', 'path.posix.resolve'),
    ...named(
      passes(),
      'path.normalize',
      'String',
      'Promise.all',
      'Promise.resolve',
      'decodeURI',
      'structuredClone',
      'Array.from',
      'Object.assign',
      'URL',
    ),
    'Object.keys': () => UNKNOWN,
    ...named(keepsOrigin, 'Object.entries', 'Object.values', 'JSON.stringify', 'util.inspect'),
    ...named(
      fetches,
      'fetch',
      'http.get',
      'https.get',
      'http.request',
      'https.request',
      'axios',
      'axios.get',
      'axios.request',
      'axios.delete',
      'axios.head',
      'got',
      'got.get',
      'node-fetch',
      'undici.request',
      'undici.fetch',
      'superagent.get',
      'needle.get',
      'request',
      'request.get',
      'ky',
      'ky.get',
    ),
    ...named(posts, 'axios.post', 'axios.put', 'axios.patch', 'needle.post'),
    ...named(fetches, 'got.post', 'got.put', 'superagent.post', 'request.post', 'ky.post'),
    'navigator.sendBeacon': posts,
    WebSocket: requests(0),
    ...named(connects, 'net.connect', 'net.createConnection', 'tls.connect', 'socket#connect'),
    'net.Socket': () => object('socket', unknown('downloaded')),
    ...named(sends, 'socket#write', 'socket#end', '#send'),
    ...named(listens, 'net.createServer', 'http.createServer', 'https.createServer', 'Bun.serve', 'Deno.serve', 'Deno.listen'),
    ...named(
      evaluates(0, 'javascript'),
      'eval',
      'vm.runInThisContext',
      'vm.runInNewContext',
      'vm.runInContext',
      'vm.Script',
      'vm.compileFunction',
      '#_compile',
    ),
    ...named(makesFunction, 'Function', '#constructor', 'AsyncFunction'),
    ...named(later, 'setTimeout', 'setInterval', 'setImmediate'),
    ...named(fromBuffer, 'Buffer.from', 'Buffer', 'buffer.Buffer.from'),
    atob: decodes('base64'),
    ...named(decodes('percent'), 'unescape', 'decodeURIComponent'),
    ...named(
      (call: Call) => fromCodes(call.positional.flatMap((each) => listOf(each) ?? [each])),
      'String.fromCharCode',
      'String.fromCodePoint',
    ),
    'String.raw': (call) => call.positional.reduce<Value>(concatenate, known('')),
    ...named(
      (call: Call) => unknown(moreTelling('decoded', originOf(call.positional[0] ?? UNKNOWN))),
      'zlib.gunzipSync',
      'zlib.inflateSync',
      'zlib.unzipSync',
      'zlib.inflateRawSync',
      'zlib.brotliDecompressSync',
    ),
    ...named(prints, 'console.log', 'console.info', 'console.dir', 'console.table', 'console.debug', 'process.stdout.write'),
    ...named(complains, 'console.error', 'console.warn', 'process.stderr.write'),
    ...named(fileWrite, 'file#write', 'file#end', 'file#writeFile'),
    'file#readFile': (call) => argument(call, 0) ?? UNKNOWN,
  },
};
