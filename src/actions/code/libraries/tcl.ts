import type { Call, Library, Operation } from '../library.ts';
import { requests } from '../network.ts';
import { changesFolder, deletes, evaluates, named, prints, runArgv, runShell, runsFile, runsShell } from '../operations.ts';
import { object, textOf, UNKNOWN, unknown, type Value } from '../values.ts';

const withoutOptions = (values: readonly Value[]): readonly Value[] => values.filter((each) => !/^-\w/.test(textOf(each).text));

/** `exec ?-switches? rm -rf x`: options before the program are Tcl's own. */
const executes: Operation = (call) => {
  const first = call.positional.findIndex((each) => !/^-(?:ignorestderr|keepnewline|noecho|open|-)$/.test(textOf(each).text));
  runArgv(call, first < 0 ? [] : call.positional.slice(first));
  return UNKNOWN;
};

/** `file delete -force x`, `file rename a b`. */
const files: Operation = (call) => {
  const [verb, ...rest] = call.positional;
  const paths = withoutOptions(rest);
  switch (textOf(verb).text) {
    case 'delete':
      for (const path of paths) deletes(call, path, ...(paths.length < rest.length ? (['recursive', 'force'] as const) : []));
      return undefined;
    case 'rename':
      call.reading.path('file.move', paths[0]);
      call.reading.path('file.write', paths[1]);
      return undefined;
    case 'mkdir':
      for (const path of paths) call.reading.path('file.write', path, 'create');
      return undefined;
    default:
      return undefined;
  }
};

const opens: Operation = (call: Call) => {
  const [path, mode] = call.positional;
  const written = textOf(path);
  if (written.text.startsWith('|')) {
    runShell(call, { ...written, text: written.text.slice(1), computed: true });
    return UNKNOWN;
  }
  const letters = textOf(mode ?? { kind: 'text', text: 'r', origin: 'literal' }).text;
  call.reading.path(letters.startsWith('a') ? 'file.append' : letters.startsWith('w') ? 'file.write' : 'file.read', path);
  return object('file', written);
};

const connects: Operation = (call) => {
  if (textOf(call.positional[0]).text === '-server') call.reading.effect('net.listen');
  else call.reading.host('net.request', withoutOptions(call.positional)[0], 'raw-socket');
  return object('socket', unknown('downloaded'));
};

export const tclLibrary = (): Library => ({
  language: 'tcl',
  transparent: ['::'],
  values: { env: () => unknown('environment'), argv: () => UNKNOWN },
  operations: {
    ...named(executes, 'exec', 'spawn'),
    ...named(runsShell(0), 'system'),
    file: files,
    open: opens,
    glob: (call) => ({ ...textOf(withoutOptions(call.positional)[0]), glob: true }),
    cd: changesFolder,
    socket: connects,
    source: runsFile('tcl'),
    eval: evaluates(0, 'tcl'),
    puts: prints,
    'http::geturl': requests(0),
  },
});
