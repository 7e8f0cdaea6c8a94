import { decode } from '../decoding.ts';
import { environmentVariable } from '../environment.ts';
import { joinPath } from '../folding.ts';
import { argument, type Call, type Library, type Operation } from '../library.ts';
import { downloads, listens, requests, sends } from '../network.ts';
import {
  changesFolder,
  contentOf,
  copies,
  decodes,
  deletes,
  evaluates,
  links,
  listsFolder,
  loads,
  moves,
  named,
  opensPath,
  passes,
  picks,
  prints,
  reads,
  removes,
  runsFile,
  runsShell,
  touches,
  touchesAll,
  writeContent,
  writes,
} from '../operations.ts';
import { isKnown, known, listOf, object, originOf, textOf, UNKNOWN, unknown, type Value } from '../values.ts';
import { systems } from './perl.ts';
import { otherServices } from './services.ts';

const removesAll =
  (...flags: readonly ('recursive' | 'force')[]): Operation =>
  (call) => {
    for (const path of call.positional.flatMap((each) => listOf(each) ?? [each]))
      if (path.kind !== 'map' && path.kind !== 'function') deletes(call, path, ...flags);
    return undefined;
  };

/** `File.open(path, mode) { |f| … }`, and Kernel's `open`, where a bar before the name runs a command. */
const opens: Operation = (call) => {
  const path = call.positional[0];
  const written = textOf(path).text;
  if (written.startsWith('|')) return runsShell(0)({ ...call, positional: [known(written.slice(1), originOf(path ?? UNKNOWN))] });
  if (/^https?:/.test(written)) return requests(0)(call);
  const second = argument(call, 1, 'mode');
  const mode = second?.kind === 'text' ? second.text : 'r';
  call.reading.path(mode.startsWith('a') ? 'file.append' : /[w+]/.test(mode) ? 'file.write' : 'file.read', path);
  const file = object('file', textOf(path), mode);
  const callback = call.positional.at(-1);
  return callback?.kind === 'function' ? call.apply(callback, [file]) : file;
};

const spawns: Operation = (call) => {
  const words = call.positional.filter((each) => each.kind !== 'map' && each.kind !== 'function');
  if ([...call.positional, ...call.named.values()].some((each) => originOf(each) === 'downloaded')) call.reading.attaches();
  systems({ ...call, positional: words });
  const callback = call.positional.at(-1);
  if (callback?.kind === 'function') call.apply(callback, [UNKNOWN]);
  return UNKNOWN;
};

/** `send(:system, 'id')`. */
const sendsMessage: Operation = (call) => {
  const [message, ...rest] = call.positional;
  const name = textOf(message);
  if (!isKnown(name)) return UNKNOWN;
  const receiver =
    call.receiver?.kind === 'reference' ? call.member(call.receiver, name.text) : ({ kind: 'reference', name: name.text } as const);
  return call.apply(receiver, rest);
};

const unpacks: Operation = (call) => {
  const format = textOf(call.positional[0]).text;
  const decoded = format.startsWith('m') ? decode(call.receiver, 'base64') : unknown('decoded');
  return { kind: 'list', items: [decoded] };
};

const packs: Operation = (call) => {
  const format = textOf(call.positional[0]).text;
  const first = listOf(call.receiver)?.[0];
  return /^[Hh]/.test(format) ? decode(first, 'hex') : format.startsWith('m') ? unknown() : call.member(call.receiver ?? UNKNOWN, 'pack');
};

const globs: Operation = (call) => {
  const pattern: Value = { ...textOf(call.positional[0]), glob: true };
  const callback = call.positional.at(-1);
  return callback?.kind === 'function' ? call.apply(callback, [pattern]) : pattern;
};

const expands: Operation = (call) => {
  const path = textOf(call.positional[0]);
  const { home } = call.reading.setting().machine;
  return { ...path, text: path.text.replace(/^~(?=\/|$)/, home), computed: true };
};

const connects: Operation = (call) => {
  call.reading.host('net.request', call.positional[0], 'raw-socket');
  return object('socket', unknown('downloaded'));
};

const attaches: Operation = (call) => {
  if (call.positional.some((each) => originOf(each) === 'downloaded')) call.reading.attaches();
  return undefined;
};

const fileWrite: Operation = (call) => {
  for (const each of call.positional) writeContent(call, call.receiver, each);
  return call.receiver;
};

export const rubyLibrary = (): Library => ({
  language: 'ruby',
  transparent: ['Kernel.', 'Object.', 'self.', '::'],
  values: {
    ENV: () => unknown('environment'),
    ARGV: () => UNKNOWN,
    $0: () => UNKNOWN,
    // The last line read: code that runs it runs what it is fed.
    $_: () => unknown('downloaded'),
    __FILE__: () => UNKNOWN,
    __dir__: () => UNKNOWN,
    'File.SEPARATOR': () => known('/'),
    nil: () => known(''),
    'Dir.home': (reading) => known(reading.setting().machine.home),
    'Dir.pwd': (reading) => known(reading.setting().cwd ?? ''),
    'ENV.to_h': () => unknown('environment'),
  },
  operations: {
    ...otherServices(),
    ...named(
      removesAll(),
      'File.delete',
      'File.unlink',
      'Dir.rmdir',
      'Dir.delete',
      'Dir.unlink',
      'FileUtils.rm',
      'FileUtils.rm_f',
      'FileUtils.rmdir',
      'FileUtils.remove',
      'FileUtils.safe_unlink',
    ),
    ...named(
      removesAll('recursive', 'force'),
      'FileUtils.rm_rf',
      'FileUtils.rm_r',
      'FileUtils.rmtree',
      'FileUtils.remove_dir',
      'FileUtils.remove_entry',
      'FileUtils.remove_entry_secure',
      'FileUtils.remove_file',
    ),
    ...named(removes('receiver'), 'Pathname#delete', 'Pathname#unlink', 'Pathname#rmdir'),
    ...named(removes('receiver', 'recursive', 'force'), 'Pathname#rmtree'),
    ...named(moves(0, 1), 'File.rename', 'FileUtils.mv', 'FileUtils.move'),
    ...named(copies(0, 1), 'FileUtils.cp', 'FileUtils.copy', 'FileUtils.copy_file', 'IO.copy_stream'),
    ...named(copies(0, 1, 'recursive'), 'FileUtils.cp_r', 'FileUtils.copy_entry'),
    ...named(links(0, 1, 'symlink'), 'File.symlink', 'FileUtils.ln_s', 'FileUtils.ln_sf'),
    'FileUtils.ln': links(0, 1),
    ...named(touches('file.chmod', 1), 'FileUtils.chmod', 'FileUtils.chmod_R', 'File.chmod'),
    ...named(touches('file.chmod', 2, 'owner'), 'FileUtils.chown', 'FileUtils.chown_R', 'File.chown'),
    ...named(touchesAll('file.write', 'create'), 'FileUtils.mkdir_p', 'FileUtils.mkdir', 'FileUtils.touch', 'Dir.mkdir'),
    ...named(touches('file.write', 0, 'truncate'), 'File.truncate'),
    ...named(writes(0, 1), 'File.write', 'IO.write', 'File.binwrite'),
    ...named(reads(0), 'File.read', 'IO.read', 'File.readlines', 'File.binread', 'IO.readlines', 'File.foreach'),
    ...named(opens, 'File.open', 'File.new', 'open', 'IO.open'),
    ...named(fileWrite, 'file#write', 'file#puts', 'file#print', 'file#<<'),
    'file#read': (call) => contentOf(call.receiver),
    ...named(listsFolder, 'Dir.entries', 'Dir.children', 'Dir.each_child'),
    ...named(globs, 'Dir.glob', 'Dir', 'Dir.[]'),
    'Dir.chdir': changesFolder,
    ...named(opensPath('Pathname'), 'Pathname', 'Pathname.new'),
    ...named((call: Call) => joinPath(call.positional), 'File.join'),
    ...named(expands, 'File.expand_path', 'File.absolute_path'),
    ...named(
      spawns,
      'system',
      'exec',
      'spawn',
      'Process.spawn',
      'Process.exec',
      'PTY.spawn',
      'Open3.capture2',
      'Open3.capture2e',
      'Open3.capture3',
      'Open3.popen2',
      'Open3.popen2e',
      'Open3.popen3',
      'Open3.pipeline',
    ),
    // What follows the command is a mode.
    'IO.popen': (call) => spawns({ ...call, positional: call.positional.filter((each, at) => at === 0 || each.kind !== 'text') }),
    '`': runsShell(0),
    ...named(
      evaluates(0, 'ruby'),
      'eval',
      'binding.eval',
      '#instance_eval',
      '#class_eval',
      '#module_eval',
      'instance_eval',
      'class_eval',
      'TOPLEVEL_BINDING.eval',
    ),
    ...named(runsFile('ruby'), 'load'),
    ...named(loads(), 'Object.const_get', 'const_get', 'Kernel.const_get'),
    ...named(sendsMessage, 'send', '__send__', 'public_send', '#send', '#__send__', '#public_send'),
    method: (call) => ({ kind: 'reference', name: textOf(call.positional[0]).text }),
    '#method': picksMethod(),
    '#call': (call) => call.apply(call.receiver, call.positional),
    ...named(decodes('base64'), 'Base64.decode64', 'Base64.strict_decode64', 'Base64.urlsafe_decode64'),
    ...named(unpacks, '#unpack'),
    '#unpack1': (call) => listOf(unpacks(call))?.[0],
    '#pack': packs,
    ...named(
      requests(0),
      'Net.HTTP.get',
      'Net.HTTP.get_response',
      'Net.HTTP.get_print',
      'Net.HTTP.start',
      'URI.open',
      'OpenURI.open_uri',
      'HTTParty.get',
      'RestClient.get',
      'Faraday.get',
      'HTTP.get',
      'Excon.get',
    ),
    ...named(
      requests(0, (call) => [...call.positional.slice(1), ...call.named.values()]),
      'Net.HTTP.post',
      'Net.HTTP.post_form',
      'HTTParty.post',
      'RestClient.post',
      'Faraday.post',
      'HTTP.post',
    ),
    ...named(passes(), 'URI', 'URI.parse', 'String', 'Array', 'Shellwords.escape'),
    'Down.download': downloads(0, 1),
    ...named(connects, 'TCPSocket.new', 'TCPSocket.open', 'Socket.tcp', 'UDPSocket.new'),
    ...named(listens, 'TCPServer.new', 'TCPServer.open', 'WEBrick.HTTPServer.new'),
    ...named(sends, 'socket#puts', 'socket#write', 'socket#print', 'socket#send'),
    ...named(attaches, '#reopen', '$stdin.reopen', '$stdout.reopen', '$stderr.reopen', 'STDIN.reopen', 'STDOUT.reopen'),
    ...named(prints, 'puts', 'print', 'p', 'pp', 'warn', '$stdout.puts', 'STDOUT.puts', '$stdout.write', '$stderr.puts'),
    'Process.kill': (call) => {
      call.reading.effect('process.kill', {
        text: textOf(call.positional[1]).text.replaceAll('\0', '…'),
        certainty: 'derived',
        classes: [],
      });
      return undefined;
    },
    ...named(
      (call: Call) =>
        originOf(call.receiver ?? UNKNOWN) === 'environment' ? environmentVariable(textOf(call.positional[0]).text, call.reading) : UNKNOWN,
      '#fetch',
    ),
  },
});

/** `Kernel.method(:system)`, to be called later. */
function picksMethod(): Operation {
  return (call) => picks({ ...call, positional: call.receiver ? [call.receiver, ...call.positional] : call.positional });
}
