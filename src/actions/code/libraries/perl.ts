import { decode, fromCodes } from '../decoding.ts';
import type { Call, Library, Operation } from '../library.ts';
import { downloads, listens, request, requests, sends } from '../network.ts';
import {
  changesFolder,
  complains,
  copies,
  decodes,
  deletes,
  evaluates,
  links,
  listsFolder,
  moves,
  named,
  passes,
  prints,
  runArgv,
  runShell,
  runsFile,
  runsShell,
  touches,
  writeContent,
} from '../operations.ts';
import { joinText, known, listOf, object, originOf, textOf, UNKNOWN, unknown, type Value } from '../values.ts';

const flattened = (call: Call): readonly Value[] => call.positional.flatMap((each) => listOf(each) ?? [each]);

/** One string goes to a shell, several are a command. */
export const systems: Operation = (call) => {
  const words = flattened(call);
  if (words.length > 1 || listOf(call.positional[0])) runArgv(call, words);
  else runShell(call, words[0]);
  return UNKNOWN;
};

/** `unlink` and its kin fall back on the topic. */
const removesEach =
  (...flags: readonly ('recursive' | 'force')[]): Operation =>
  (call) => {
    const paths = flattened(call).filter((each) => each.kind !== 'map');
    for (const path of paths.length > 0 ? paths : [call.variable('$_')]) deletes(call, path, ...flags);
    return undefined;
  };

/** `open(F, '>', path)`, `open(F, ">path")`, `open(F, "command |")`, `open(F, '-|', command)`. */
const opens: Operation = (call) => {
  const [, mode, ...rest] = call.positional;
  const written = textOf(mode).text.trim();
  if (rest.length > 0) {
    if (written.includes('|')) return pipe(call, rest);
    if (written.includes('&')) return duplicate(call);
    return openAs(call, written, rest[0] ?? UNKNOWN);
  }
  const match = /^(\+?[<>]{0,2}&?|\|)\s*([^|]*)(\|?)$/s.exec(written);
  if (!match) return UNKNOWN;
  const [, sign = '', target = '', bar] = match;
  const value = known(target.trim(), originOf(mode ?? UNKNOWN));
  if (bar || sign === '|') return pipe(call, [value]);
  if (sign.endsWith('&')) return duplicate(call);
  return openAs(call, sign, value);
};

/** One end of the process is another file's: with a socket, the far side's. */
function duplicate(call: Call): Value {
  call.reading.attaches();
  return UNKNOWN;
}

function pipe(call: Call, words: readonly Value[]): Value {
  if (words.length > 1) runArgv(call, words);
  else runShell(call, words[0]);
  return UNKNOWN;
}

function openAs(call: Call, sign: string, path: Value): Value {
  if (sign.startsWith('>>')) call.reading.path('file.append', path);
  else if (sign.includes('>')) call.reading.path('file.write', path);
  else call.reading.path('file.read', path);
  return object('file', textOf(path));
}

const chmods: Operation = (call) => {
  const [mode, ...paths] = flattened(call);
  for (const path of paths)
    touches(
      'file.chmod',
      0,
      ...(mode?.kind === 'number' && mode.value & 0o2 ? (['world-writable'] as const) : []),
    )({ ...call, positional: [path] });
  return undefined;
};

/** `pack('H*', hex)`, `unpack('u', text)`: what they yield was hidden. */
const packs: Operation = (call) => {
  const [format, ...values] = flattened(call);
  const template = textOf(format).text;
  if (/^[Hh]/.test(template)) return decode(values[0], 'hex');
  if (/^m/.test(template)) return decode(values[0], 'base64');
  return /^[CcUW]/.test(template) ? (fromCodes(values) ?? unknown('decoded')) : unknown('decoded');
};

const joins: Operation = (call) => {
  const [separator, ...items] = flattened(call);
  return joinText(items, textOf(separator).text);
};

const maps: Operation = (call) => {
  const [callback, ...items] = flattened(call);
  return { kind: 'list', items: items.slice(0, 48).map((item) => (callback?.kind === 'function' ? call.apply(callback, [item]) : item)) };
};

const connects: Operation = (call) => {
  const peer =
    call.named.get('PeerAddr') ??
    call.named.get('PeerHost') ??
    call.positional.find((each) => each.kind === 'text' && /[.:]/.test(each.text));
  if (call.named.has('Listen')) call.reading.effect('net.listen');
  else call.reading.host('net.request', peer ?? UNKNOWN, 'raw-socket');
  return object('socket', unknown('downloaded'));
};

const firstPacked: Operation = (call) => call.positional.at(-1);

export const perlLibrary = (): Library => ({
  language: 'perl',
  transparent: ['CORE.GLOBAL.', 'CORE.', 'POSIX.', 'main.'],
  callsByName: true,
  fills: ['open', 'sysopen'],
  values: {
    $ENV: () => unknown('environment'),
    $0: () => UNKNOWN,
    $_: () => UNKNOWN,
    $ARGV: () => UNKNOWN,
  },
  operations: {
    ...named(removesEach(), 'unlink', 'rmdir'),
    ...named(removesEach('recursive', 'force'), 'File.Path.rmtree', 'File.Path.remove_tree', 'rmtree', 'remove_tree'),
    ...named(touches('file.write', 0, 'create'), 'mkdir', 'File.Path.make_path', 'File.Path.mkpath'),
    ...named(moves(0, 1), 'rename', 'File.Copy.move', 'move'),
    ...named(copies(0, 1), 'File.Copy.copy', 'copy'),
    symlink: links(0, 1, 'symlink'),
    link: links(0, 1),
    chmod: chmods,
    truncate: touches('file.write', 0, 'truncate'),
    chdir: changesFolder,
    opendir: (call) => listsFolder({ ...call, positional: call.positional.slice(1) }),
    glob: (call) => ({ ...textOf(call.positional[0]), glob: true }),
    ...named(opens, 'open', 'sysopen'),
    ...named(systems, 'system', 'exec'),
    qx: runsShell(0),
    ...named(evaluates(0, 'perl'), 'eval'),
    ...named(runsFile('perl'), 'do', 'require'),
    ...named(decodes('base64'), 'MIME.Base64.decode_base64', 'decode_base64'),
    ...named(packs, 'pack', 'unpack'),
    reverse: (call) =>
      call.positional.length === 1 && call.positional[0]?.kind === 'text'
        ? decode(call.positional[0], 'reverse')
        : { kind: 'list', items: flattened(call).toReversed() },
    ...named(passes(), 'scalar', 'lc', 'quotemeta', 'chomp'),
    join: joins,
    chr: (call) => fromCodes(call.positional),
    ...named(maps, 'map', 'grep'),
    ...named(
      (call: Call) => (textOf(call.positional[0]).origin === 'environment' ? UNKNOWN : undefined),
      'keys',
      'defined',
      'exists',
      'length',
    ),
    print: (call) => {
      const [first, ...rest] = call.positional;
      if (first?.kind === 'object' && first.type === 'file') {
        for (const each of rest) writeContent(call, first, each);
        return UNKNOWN;
      }
      return prints(call);
    },
    ...named(prints, 'say', 'printf'),
    ...named(complains, 'warn', 'die'),
    kill: (call) => {
      call.reading.effect('process.kill', {
        text: textOf(call.positional[1]).text.replaceAll('\0', '…'),
        certainty: 'derived',
        classes: [],
      });
      return undefined;
    },
    ...named(connects, 'IO.Socket.INET.new', 'IO.Socket.INET6.new', 'IO.Socket.SSL.new', 'IO.Socket.IP.new'),
    listen: listens,
    connect: (call) => {
      call.reading.host('net.request', call.positional[1], 'raw-socket');
      return unknown('downloaded');
    },
    ...named(firstPacked, 'sockaddr_in', 'pack_sockaddr_in', 'inet_aton', 'Socket.sockaddr_in', 'Socket.inet_aton'),
    '#fdopen': (call) => {
      call.reading.attaches();
      return undefined;
    },
    ...named(sends, 'socket#print', 'socket#send', 'socket#syswrite'),
    ...named(requests(0), 'LWP.Simple.get', 'LWP.Simple.head', 'LWP.Simple.getprint'),
    ...named(downloads(0, 1), 'LWP.Simple.getstore', 'LWP.Simple.mirror'),
    ...named(() => object('agent', unknown('downloaded')), 'LWP.UserAgent.new', 'HTTP.Tiny.new', 'WWW.Mechanize.new'),
    'agent#get': requests(0),
    ...named(
      (call: Call) => {
        request(call, call.positional[0], [...call.positional.slice(1), ...call.named.values()]);
        return unknown('downloaded');
      },
      'agent#post',
      'agent#put',
      'agent#post_form',
    ),
  },
});
