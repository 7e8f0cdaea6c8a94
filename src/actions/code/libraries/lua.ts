import { decode, fromCodes } from '../decoding.ts';
import { environmentVariable } from '../environment.ts';
import type { Library, Operation } from '../library.ts';
import { argument } from '../library.ts';
import { requests } from '../network.ts';
import { evaluates, loads, moves, named, passes, prints, reads, removes, runsShell, touches, writeContent } from '../operations.ts';
import { joinText, known, listOf, object, textOf, UNKNOWN, unknown } from '../values.ts';

const opens: Operation = (call) => {
  const mode = textOf(argument(call, 1) ?? known('r')).text;
  call.reading.path(mode.includes('a') ? 'file.append' : /[w+]/.test(mode) ? 'file.write' : 'file.read', call.positional[0]);
  return object('file', textOf(call.positional[0]), mode);
};

const connects: Operation = (call) => {
  call.reading.host('net.request', call.positional[0], 'raw-socket');
  return object('socket', unknown('downloaded'));
};

const each: Operation = (call) => {
  const items = listOf(call.positional[0]);
  return items ? { kind: 'list', items } : undefined;
};

export const luaLibrary = (): Library => ({
  language: 'lua',
  transparent: ['_G.'],
  values: { arg: () => UNKNOWN },
  operations: {
    'os.remove': removes(0),
    'lfs.rmdir': removes(0),
    'lfs.mkdir': touches('file.write', 0, 'create'),
    'os.rename': moves(0, 1),
    ...named(runsShell(0), 'os.execute', 'io.popen', 'vim.fn.system', 'vim.fn.jobstart'),
    'io.open': opens,
    ...named(reads(0), 'io.lines', 'io.input'),
    'io.output': touches('file.write', 0, 'truncate'),
    'file#write': (call) => {
      for (const value of call.positional) writeContent(call, call.receiver, value);
      return call.receiver;
    },
    ...named(evaluates(0, 'lua'), 'load', 'loadstring'),
    dofile: (call) => {
      call.reading.run({
        kind: 'file',
        path: { text: textOf(call.positional[0]).text, value: textOf(call.positional[0]).text, certainty: 'literal' },
        as: 'lua',
        wrapper: 'lua',
      });
      return undefined;
    },
    require: loads(),
    assert: passes(),
    ...named(each, 'ipairs', 'pairs'),
    'os.getenv': (call) => environmentVariable(textOf(call.positional[0]).text, call.reading),
    'string.char': (call) => fromCodes(call.positional),
    'string.reverse': (call) => decode(call.positional[0], 'reverse'),
    'table.concat': (call) => joinText(listOf(call.positional[0]) ?? [UNKNOWN], call.positional[1] ? textOf(call.positional[1]).text : ''),
    ...named(prints, 'print', 'io.write', 'io.stdout.write'),
    ...named(() => object('socket', unknown('downloaded')), 'socket.tcp', 'socket.udp'),
    ...named(connects, 'socket.connect', 'socket#connect', 'vim.loop.new_tcp'),
    ...named(requests(0), 'socket.http.request', 'http.request'),
  },
});
