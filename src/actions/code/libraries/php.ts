import { fromCodes } from '../decoding.ts';
import { environmentVariable } from '../environment.ts';
import type { Call, Library, Operation } from '../library.ts';
import { listens, request, requests, sends } from '../network.ts';
import {
  attachesIfFed,
  changesFolder,
  chmods,
  contentOf,
  copies,
  decodes,
  evaluates,
  links,
  listsFolder,
  moves,
  named,
  passes,
  prints,
  removes,
  runArgv,
  runShell,
  runsFile,
  runsShell,
  touches,
  unpacks,
  writeContent,
} from '../operations.ts';
import { joinText, known, listOf, object, textOf, UNKNOWN, unknown, type Value } from '../values.ts';
import { otherServices } from './services.ts';

const isUrl = (value: Value | undefined): boolean => /^(?:https?|ftp):/.test(textOf(value).text);

/** Files and addresses are read alike. */
const readsAny: Operation = (call) => {
  const [path] = call.positional;
  if (isUrl(path)) {
    request(call, path);
    return unknown('downloaded');
  }
  if (textOf(path).text === 'php://input') return unknown('downloaded');
  call.reading.path('file.read', path);
  return contentOf(path);
};

const opens: Operation = (call) => {
  const [path, mode] = call.positional;
  const letters = textOf(mode ?? known('r')).text;
  if (isUrl(path) || textOf(path).text.startsWith('php:'))
    return object('file', textOf(readsAny({ ...call, positional: [path ?? UNKNOWN] })));
  call.reading.path(letters.startsWith('a') ? 'file.append' : /[wxc+]/.test(letters) ? 'file.write' : 'file.read', path);
  return object('file', textOf(path), letters);
};

const putsFile: Operation = (call) => {
  const [path, content, flags] = call.positional;
  const appends = flags?.kind === 'reference' && flags.name.includes('APPEND');
  call.reading.path(appends ? 'file.append' : 'file.write', path);
  if (content) writeContent(call, path, content);
  return undefined;
};

const putsHandle: Operation = (call) => {
  const [handle, content] = call.positional;
  if (handle && content && handle.kind === 'object' && handle.type === 'file') writeContent(call, handle.text, content);
  if (handle?.kind === 'object' && handle.type === 'socket' && content) call.reading.discloses(content);
  return undefined;
};

const procOpen: Operation = (call) => {
  const words = listOf(call.positional[0]);
  if (words) runArgv(call, words);
  else runShell(call, call.positional[0]);
  attachesIfFed(call);
  return UNKNOWN;
};

const connects: Operation = (call) => {
  const host = textOf(call.positional[0]);
  call.reading.host('net.request', { ...host, text: host.text.replace(/^(?:tcp|ssl|tls|udp):\/\//, '') }, 'raw-socket');
  return object('socket', unknown('downloaded'));
};

/** `call_user_func('system', 'id')`, `array_map('system', ['id'])`. */
const callsFirst: Operation = (call) => {
  const [callee, ...rest] = call.positional;
  return call.apply(callee, rest);
};

const callsList: Operation = (call) => {
  const [callee, items] = call.positional;
  return call.apply(callee, listOf(items) ?? [items ?? UNKNOWN]);
};

const mapsList: Operation = (call) => {
  const at = call.positional.findIndex((each) => each.kind === 'function' || (each.kind === 'text' && !each.glob));
  const callee = call.positional[at];
  const list = call.positional[at === 0 ? 1 : 0];
  const items = listOf(list) ?? [list ?? UNKNOWN];
  return { kind: 'list', items: items.slice(0, 48).map((item) => call.apply(callee, [item])) };
};

const evaluatesLast: Operation = (call) => evaluates(0, 'php')({ ...call, positional: call.positional.slice(-1) });

const getsEnvironment: Operation = (call) => {
  const [name] = call.positional;
  return name ? environmentVariable(textOf(name).text, call.reading) : unknown('environment');
};

const includes: Operation = (call) => {
  const [path] = call.positional;
  const file = textOf(path).text;
  if (isUrl(path) || file === 'php://input' || file.startsWith('data:')) {
    call.reading.effect('code.eval', undefined, [file.startsWith('data:') ? 'decoded' : 'downloaded']);
    return undefined;
  }
  return runsFile('php')(call);
};

const setsOption: Operation = (call) => {
  const option = call.positional[1];
  if (option?.kind === 'reference' && option.name === 'CURLOPT_URL') request(call, call.positional[2]);
  if (option?.kind === 'reference' && option.name === 'CURLOPT_POSTFIELDS') request(call, UNKNOWN, [call.positional[2] ?? UNKNOWN]);
  return UNKNOWN;
};

const fed = () => unknown('downloaded');

export const phpLibrary = (): Library => ({
  language: 'php',
  transparent: [],
  callsByName: true,
  values: {
    $_ENV: () => unknown('environment'),
    $_GET: fed,
    $_POST: fed,
    $_REQUEST: fed,
    $_COOKIE: fed,
    $_FILES: () => UNKNOWN,
    $_SERVER: () => UNKNOWN,
    $argv: () => UNKNOWN,
    __DIR__: () => UNKNOWN,
    __FILE__: () => UNKNOWN,
    PHP_EOL: () => known('\n'),
    DIRECTORY_SEPARATOR: () => known('/'),
    null: () => known(''),
    false: () => known(''),
  },
  operations: {
    ...otherServices(),
    ...named(removes(0), 'unlink', 'rmdir'),
    ...named(moves(0, 1), 'rename', 'move_uploaded_file'),
    copy: copies(0, 1),
    symlink: links(0, 1, 'symlink'),
    link: links(0, 1),
    chmod: chmods(0, 1),
    ...named(touches('file.chmod', 0, 'owner'), 'chown', 'chgrp'),
    ...named(touches('file.write', 0, 'create'), 'mkdir', 'touch'),
    chdir: changesFolder,
    ...named(listsFolder, 'scandir', 'opendir', 'dir'),
    glob: (call) => ({ ...textOf(call.positional[0]), glob: true }),
    ...named(readsAny, 'file_get_contents', 'file', 'readfile', 'highlight_file', 'show_source', 'parse_ini_file'),
    ...named(opens, 'fopen', 'SplFileObject'),
    file_put_contents: putsFile,
    ...named(putsHandle, 'fwrite', 'fputs', 'fputcsv'),
    ...named((call: Call) => call.positional[0] && unknown(textOf(call.positional[0]).origin), 'fread', 'fgets', 'stream_get_contents'),
    ...named(runsShell(0), 'system', 'exec', 'shell_exec', 'passthru', 'popen', 'expect_popen'),
    pcntl_exec: (call) => {
      runArgv(call, [call.positional[0] ?? UNKNOWN, ...(listOf(call.positional[1]) ?? [])]);
      return undefined;
    },
    proc_open: procOpen,
    ...named(evaluates(0, 'php'), 'eval', 'assert'),
    create_function: evaluatesLast,
    ...named(includes, 'include', 'include_once', 'require', 'require_once'),
    ...named(callsFirst, 'call_user_func', 'forward_static_call'),
    ...named(callsList, 'call_user_func_array'),
    ...named(mapsList, 'array_map', 'array_filter', 'array_walk', 'usort', 'uasort'),
    base64_decode: decodes('base64'),
    ...named(decodes('hex'), 'hex2bin'),
    str_rot13: decodes('rot13'),
    strrev: decodes('reverse'),
    ...named(decodes('percent'), 'urldecode', 'rawurldecode'),
    ...named(unpacks, 'gzinflate', 'gzuncompress', 'gzdecode', 'convert_uudecode', 'openssl_decrypt'),
    pack: (call) => (textOf(call.positional[0]).text.startsWith('H') ? decodes('hex', 1)(call) : unknown('decoded')),
    chr: (call) => fromCodes(call.positional),
    ...named(
      (call: Call) =>
        joinText(
          listOf(call.positional.find((each) => each.kind === 'list')) ?? [UNKNOWN],
          textOf(call.positional.find((each) => each.kind === 'text') ?? known('')).text,
        ),
      'implode',
      'join',
    ),
    ...named(passes(), 'trim', 'strtolower', 'escapeshellcmd', 'escapeshellarg', 'realpath'),
    getenv: getsEnvironment,
    ...named(connects, 'fsockopen', 'pfsockopen', 'stream_socket_client'),
    ...named(listens, 'stream_socket_server', 'socket_listen', 'socket_create_listen'),
    ...named(fed, 'socket_read', 'socket_recv', 'socket_accept', 'stream_socket_accept'),
    socket_connect: (call) => connects({ ...call, positional: call.positional.slice(1) }),
    ...named(sends, 'socket_write', 'socket_send'),
    curl_init: (call) => {
      if (call.positional[0]) request(call, call.positional[0]);
      return unknown('downloaded');
    },
    curl_setopt: setsOption,
    curl_exec: fed,
    ...named(requests(0), 'http_get'),
    mail: (call) => {
      for (const each of call.positional) call.reading.discloses(each);
      return undefined;
    },
    ...named(
      (call: Call) => {
        for (const each of call.positional) call.reading.prints(each);
        return UNKNOWN;
      },
      'echo',
      'print',
      'printf',
      'exit',
      'die',
    ),
    ...named(prints, 'print_r', 'var_dump', 'var_export'),
  },
});
