import { fromCodes } from '../decoding.ts';
import { environmentVariable } from '../environment.ts';
import { joinPath } from '../folding.ts';
import { argument, type Call, type Library, type Operation } from '../library.ts';
import { downloads, listens, request, requests, sends } from '../network.ts';
import {
  changesFolder,
  chmods,
  contentOf,
  copies,
  decodes,
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
  runArgv,
  runShell,
  runsShell,
  touches,
  unpacks,
  writeContent,
  writes,
} from '../operations.ts';
import { isKnown, known, listOf, object, originOf, textOf, UNKNOWN, unknown, type Value, wordOf } from '../values.ts';

/** `subprocess.run` and its kin: a list, or text for a shell. */
const spawns: Operation = (call) => {
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

const shellOutput: Operation = (call) => {
  runShell(call, argument(call, 0, 'cmd', 'command'));
  return object('process', unknown());
};

/** `os.execv(path, args)`: `args` begins with the program's own name. */
const replacesList =
  (program: number): Operation =>
  (call) => {
    const words = listOf(call.positional[program + 1]);
    const path = call.positional[program];
    runArgv(call, path ? [path, ...(words ?? [UNKNOWN, UNKNOWN]).slice(1)] : []);
    return undefined;
  };

const replacesWords =
  (program: number): Operation =>
  (call) => {
    const [path, , ...rest] = call.positional.slice(program);
    runArgv(call, path ? [path, ...rest.filter((each) => each.kind !== 'map')] : []);
    return undefined;
  };

const opens: Operation = (call) => {
  const path = argument(call, 0, 'file');
  const mode = textOf(argument(call, 1, 'mode') ?? known('r')).text;
  return openFile(call, path, mode);
};

function openFile(call: Call, path: Value | undefined, mode: string): Value {
  if (mode.includes('a')) call.reading.path('file.append', path);
  else if (/[wx+]/.test(mode)) call.reading.path('file.write', path, ...(mode.includes('w') ? (['truncate'] as const) : []));
  else call.reading.path('file.read', path);
  return object('file', textOf(path), mode);
}

/** A method of a path, with the path as its first argument. */
const onPath =
  (operation: Operation): Operation =>
  (call) =>
    operation({ ...call, positional: [call.receiver ?? UNKNOWN, ...call.positional] });

const joinsPath: Operation = (call) =>
  object('Path', joinPath([...(call.receiver?.kind === 'object' ? [call.receiver] : []), ...call.positional]));

const globs =
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
const gets: Operation = (call) => {
  request(call, argument(call, 0, 'url'), body(...bodyNames)(call));
  for (const each of ['params', 'headers'])
    if (originOf(call.named.get(each) ?? UNKNOWN) === 'environment') call.reading.discloses(call.named.get(each) ?? UNKNOWN);
  return unknown('downloaded');
};
const posts = requests(0, (call) => body(...bodyNames)(call) ?? call.positional.slice(1));

/** `urlopen(Request(url, data=…))` and `urlopen(url, data)`. */
const opensUrl: Operation = (call) => {
  const target = argument(call, 0, 'url');
  if (target?.kind === 'object' && target.type === 'request') return target.text;
  const data = argument(call, 1, 'data');
  request(call, target, data ? [data] : undefined);
  return unknown('downloaded');
};

const makesRequest: Operation = (call) => {
  opensUrl(call);
  return object('request', unknown('downloaded'));
};

const connects: Operation = (call) => {
  const address = call.positional[0];
  call.reading.host('net.request', listOf(address)?.[0] ?? address, 'raw-socket');
  return object('socket', unknown('downloaded'));
};

const attaches: Operation = (call) => {
  call.reading.attaches();
  return undefined;
};

const walks: Operation = (call) => {
  const root = textOf(call.positional[0]);
  return { kind: 'list', items: [{ kind: 'list', items: [root, UNKNOWN, UNKNOWN] }] };
};

const expands: Operation = (call) => {
  const path = textOf(call.positional[0]);
  const { home } = call.reading.setting().facts;
  return { ...path, text: path.text.replace(/^~(?=\/|$)/, home), computed: true };
};

const printsTo: Operation = (call) => {
  const file = call.named.get('file');
  if (file?.kind === 'object' && file.type === 'file') {
    for (const each of call.positional) writeContent(call, file.text, each);
    return UNKNOWN;
  }
  return prints(call);
};

const dumpsInto: Operation = (call) => {
  const [value = UNKNOWN, file] = call.positional;
  if (file) writeContent(call, file, value);
  return undefined;
};

const enumerates: Operation = (call) => {
  const items = listOf(call.positional[0]);
  return items
    ? { kind: 'list', items: items.map((item, at) => ({ kind: 'list', items: [{ kind: 'number', value: at }, item] })) }
    : undefined;
};

const characters: Operation = (call) => fromCodes(call.positional);

const bytes: Operation = (call) => {
  const items = listOf(call.positional[0]);
  return items ? fromCodes(items) : call.positional[0];
};

const maps: Operation = (call) => {
  const items = listOf(call.positional[1]) ?? [call.positional[1] ?? UNKNOWN];
  return { kind: 'list', items: items.slice(0, 1000).map((item) => call.apply(call.positional[0], [item])) };
};

const kills: Operation = (call) => {
  const word = wordOf(call.positional[0]);
  call.reading.effect('process.kill', { text: word.text, certainty: word.certainty, classes: [] });
  return undefined;
};

const counts: Operation = () => UNKNOWN;

export const pythonLibrary: Library = {
  language: 'python',
  transparent: ['builtins.', '__builtins__.', 'sys.modules.', 'six.moves.'],
  values: {
    'os.environ': () => unknown('environment'),
    'os.environb': () => unknown('environment'),
    'os.sep': () => known('/'),
    'os.name': () => known('posix'),
    'sys.argv': () => UNKNOWN,
    __name__: () => known('__main__'),
    True: () => ({ kind: 'number', value: 1 }),
    False: () => known(''),
    None: () => known(''),
  },
  operations: {
    ...named(
      removes(0),
      'os.remove',
      'os.unlink',
      'os.rmdir',
      'os.removedirs',
      'send2trash.send2trash',
      'pathlib.Path.unlink',
      'Path.unlink',
    ),
    'shutil.rmtree': removes(0, 'recursive', 'force'),
    '#unlink': removes('receiver'),
    '#rmtree': removes('receiver', 'recursive', 'force'),
    'Path#rmdir': removes('receiver'),
    ...named(moves(0, 1), 'os.rename', 'os.replace', 'os.renames', 'shutil.move'),
    'Path#rename': moves('receiver', 0),
    'Path#replace': moves('receiver', 0),
    ...named(copies(0, 1), 'shutil.copy', 'shutil.copy2', 'shutil.copyfile'),
    'shutil.copytree': copies(0, 1, 'recursive'),
    ...named(links(0, 1, 'symlink'), 'os.symlink'),
    'os.link': links(0, 1),
    'Path#symlink_to': links(0, 'receiver', 'symlink'),
    ...named(chmods(0, 1), 'os.chmod', 'os.lchmod'),
    'Path#chmod': chmods('receiver', 0),
    ...named(touches('file.chmod', 0, 'owner'), 'os.chown', 'shutil.chown', 'os.lchown'),
    'os.truncate': touches('file.write', 0, 'truncate'),
    ...named(touches('file.write', 0, 'create'), 'os.mkdir', 'os.makedirs', 'os.mknod', 'os.mkfifo'),
    'Path#mkdir': touches('file.write', 'receiver', 'create'),
    'Path#touch': touches('file.write', 'receiver', 'create'),
    'os.listdir': listsFolder,
    'os.scandir': listsFolder,
    'os.walk': walks,
    'os.fwalk': walks,
    'os.chdir': changesFolder,
    'os.getcwd': (call) => known(call.reading.setting().cwd ?? ''),
    'os.path.join': (call) => joinPath(call.positional),
    'os.path.expanduser': expands,
    'os.path.expandvars': (call) =>
      known(textOf(call.positional[0]).text.replace(/^\$(?:HOME|\{HOME\})/, call.reading.setting().facts.home)),
    ...named(
      passes(),
      'os.path.abspath',
      'os.path.realpath',
      'os.path.normpath',
      'str',
      'os.fspath',
      'bytearray',
      'memoryview',
      'sorted',
      'set',
      'tuple',
      'dict',
      'iter',
      'repr',
    ),
    list: passes(),
    reversed: (call) =>
      call.positional[0]?.kind === 'list' ? { kind: 'list', items: call.positional[0].items.toReversed() } : decodes('reverse')(call),
    ...named(
      counts,
      'len',
      'id',
      'type',
      'bool',
      'hash',
      'isinstance',
      'hasattr',
      'any',
      'all',
      'os.path.exists',
      'os.path.isfile',
      'os.path.isdir',
      'os.path.getsize',
    ),
    'glob.glob': globs(() => undefined),
    'glob.iglob': globs(() => undefined),
    ...named(opensPath('Path'), 'pathlib.Path', 'pathlib.PosixPath', 'pathlib.PurePath', 'Path'),
    'pathlib.Path.home': (call) => object('Path', known(call.reading.setting().facts.home)),
    'Path.home': (call) => object('Path', known(call.reading.setting().facts.home)),
    'pathlib.Path.cwd': (call) => object('Path', known(call.reading.setting().cwd ?? '')),
    'Path#joinpath': joinsPath,
    'Path#expanduser': (call) => object('Path', textOf(expands({ ...call, positional: [textOf(call.receiver)] }))),
    ...named(passes('receiver'), 'Path#resolve', 'Path#absolute', 'Path#as_posix', 'Path#__str__'),
    'Path#with_suffix': () => object('Path', UNKNOWN),
    'Path#with_name': () => object('Path', UNKNOWN),
    'Path#relative_to': () => object('Path', UNKNOWN),
    'Path#glob': globs((call) => call.receiver),
    'Path#rglob': (call) => globs((each) => joinPath([each.receiver ?? UNKNOWN, known('**')]))(call),
    'Path#iterdir': (call) => object('Path', joinPath([call.receiver ?? UNKNOWN, UNKNOWN])),
    ...named(reads('receiver'), 'Path#read_text', 'Path#read_bytes'),
    ...named(writes('receiver', 0), 'Path#write_text', 'Path#write_bytes', '#write_text'),
    'Path#open': onPath(opens),
    ...named(opens, 'open', 'io.open', 'codecs.open', 'gzip.open', 'os.fdopen'),
    'os.open': (call) => openFile(call, call.positional[0], call.positional.length > 1 ? 'w+' : 'r'),
    ...named((call: Call) => contentOf(call.receiver), 'file#read', 'file#readlines', 'file#readline'),
    ...named(
      (call: Call) => {
        writeContent(call, call.receiver, call.positional[0] ?? UNKNOWN);
        return undefined;
      },
      'file#write',
      'file#writelines',
    ),
    'zipfile.ZipFile': opens,
    'tarfile.open': opens,
    'file#add': reads(0),
    ...named(() => object('libc', UNKNOWN), 'ctypes.CDLL', 'ctypes.cdll.LoadLibrary', 'ctypes.PyDLL'),
    ...named(runsShell(0), 'libc#system', 'libc#popen', 'ctypes.cdll.msvcrt.system'),
    ...named(removes(0), 'libc#unlink', 'libc#rmdir', 'libc#remove'),
    'json.dump': dumpsInto,
    'pickle.dump': dumpsInto,
    'yaml.dump': dumpsInto,
    ...named(
      runsShell(0),
      'os.system',
      'os.popen',
      'os.popen2',
      'posix.system',
      'commands.getoutput',
      'popen2.popen2',
      'asyncio.create_subprocess_shell',
      'pexpect.run',
      'pexpect.spawn',
    ),
    ...named(shellOutput, 'subprocess.getoutput', 'subprocess.getstatusoutput'),
    ...named(
      spawns,
      'subprocess.run',
      'subprocess.call',
      'subprocess.check_call',
      'subprocess.check_output',
      'subprocess.Popen',
      'pty.spawn',
    ),
    'asyncio.create_subprocess_exec': (call) => {
      runArgv(call, call.positional);
      return undefined;
    },
    ...named(replacesList(0), 'os.execv', 'os.execve', 'os.execvp', 'os.execvpe', 'os.posix_spawn', 'os.posix_spawnp'),
    ...named(replacesWords(0), 'os.execl', 'os.execle', 'os.execlp', 'os.execlpe'),
    ...named(replacesList(1), 'os.spawnv', 'os.spawnve', 'os.spawnvp', 'os.spawnvpe'),
    ...named(replacesWords(1), 'os.spawnl', 'os.spawnle', 'os.spawnlp', 'os.spawnlpe'),
    ...named(kills, 'os.kill', 'os.killpg'),
    ...named(attaches, 'os.dup2'),
    ...named(() => object('socket', unknown('downloaded')), 'socket.socket', 'ssl.wrap_socket'),
    ...named(connects, 'socket.create_connection', 'socket#connect', 'socket#connect_ex'),
    ...named(sends, 'socket#send', 'socket#sendall', 'socket#sendto'),
    'socket#listen': listens,
    'socketserver.TCPServer': listens,
    'http.server.HTTPServer': listens,
    'http.server.test': listens,
    ...named(
      gets,
      'requests.get',
      'requests.head',
      'requests.delete',
      'requests.options',
      'httpx.get',
      'httpx.head',
      'httpx.delete',
      'httpx.stream',
      'requests.Session.get',
    ),
    ...named(posts, 'requests.post', 'requests.put', 'requests.patch', 'httpx.post', 'httpx.put', 'httpx.patch'),
    ...named((call: Call) => gets({ ...call, positional: call.positional.slice(1) }), 'requests.request', 'httpx.request'),
    ...named(
      () => object('session', unknown('downloaded')),
      'requests.Session',
      'requests.session',
      'httpx.Client',
      'httpx.AsyncClient',
      'aiohttp.ClientSession',
      'urllib3.PoolManager',
    ),
    'session#get': gets,
    ...named(posts, 'session#post', 'session#put', 'session#patch'),
    'session#request': (call) => gets({ ...call, positional: call.positional.slice(1) }),
    ...named(opensUrl, 'urllib.request.urlopen', 'urllib2.urlopen', 'urllib.urlopen'),
    ...named(makesRequest, 'urllib.request.Request', 'urllib2.Request'),
    ...named(downloads(0, 1), 'urllib.request.urlretrieve', 'urllib.urlretrieve', 'wget.download'),
    ...named(requests(0), 'http.client.HTTPConnection', 'http.client.HTTPSConnection'),
    ...named(evaluates(0, 'python'), 'exec', 'eval', 'runpy.run_path'),
    ...named(passes(), 'compile', 'ast.parse', 'textwrap.dedent', 'base64.b64encode', 'bytes.decode', 'str.encode'),
    ...named(loads(), '__import__', 'importlib.import_module'),
    getattr: picks,
    globals: () => ({ kind: 'reference', name: 'builtins' }),
    vars: passes(),
    ...named(
      decodes('base64'),
      'base64.b64decode',
      'base64.urlsafe_b64decode',
      'base64.standard_b64decode',
      'base64.decodebytes',
      'binascii.a2b_base64',
    ),
    'base64.b32decode': decodes('base32'),
    ...named(decodes('hex'), 'bytes.fromhex', 'bytearray.fromhex', 'binascii.unhexlify', 'binascii.a2b_hex', 'base64.b16decode'),
    'codecs.decode': (call) => {
      const encoding = textOf(call.positional[1]).text;
      return encoding.includes('rot')
        ? decodes('rot13')(call)
        : encoding.includes('64')
          ? decodes('base64')(call)
          : encoding.includes('hex')
            ? decodes('hex')(call)
            : call.positional[0];
    },
    ...named(decodes('percent'), 'urllib.parse.unquote', 'urllib.unquote'),
    ...named(
      unpacks,
      'zlib.decompress',
      'gzip.decompress',
      'bz2.decompress',
      'lzma.decompress',
      'marshal.loads',
      'base64.b85decode',
      'base64.a85decode',
    ),
    ...named(evaluatesPickle(), 'pickle.loads', 'pickle.load'),
    chr: characters,
    bytes,
    map: maps,
    enumerate: enumerates,
    'os.getenv': (call) => {
      const value = environmentVariable(textOf(call.positional[0]).text, call.reading);
      return isKnown(value) || originOf(value) === 'secret' ? value : (call.positional[1] ?? value);
    },
    print: printsTo,
    'pprint.pprint': prints,
    ...named(prints, 'sys.stdout.write', 'sys.stderr.write'),
  },
};

/** Unpickling runs whatever the data says. */
function evaluatesPickle(): Operation {
  return (call) => {
    const origin = originOf(call.positional[0] ?? UNKNOWN);
    if (origin === 'downloaded' || origin === 'decoded') call.reading.effect('code.eval', undefined, [origin]);
    return undefined;
  };
}
