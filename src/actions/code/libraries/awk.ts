import type { Library, Operation } from '../library.ts';
import { named, prints, reads, runShell, runsShell, writeContent } from '../operations.ts';
import { joinText, textOf, UNKNOWN, unknown } from '../values.ts';

/** `print x > "file"`; a name under `/inet` is a connection. */
const redirects =
  (kind: 'file.write' | 'file.append'): Operation =>
  (call) => {
    const [target, ...values] = call.positional;
    call.reading.path(kind, target);
    for (const value of values) writeContent(call, target, value);
    return undefined;
  };

const pipes: Operation = (call) => {
  const [command, ...fed] = call.positional;
  // What is printed into a shell is what runs.
  if (fed.length > 0 && /^\s*(?:\/\S*\/)?(?:ba|z|da|k)?sh\s*$/.test(textOf(command).text)) {
    runShell(call, joinText(fed, ' '));
    return UNKNOWN;
  }
  const socket = /^\/inet[46]?\/(?:tcp|udp)\/[^/]*\/([^/]+)\//.exec(textOf(command).text);
  if (!socket) {
    runShell(call, command);
    return UNKNOWN;
  }
  call.reading.host('net.request', { kind: 'text', text: socket[1] ?? '', origin: 'literal' }, 'raw-socket');
  return unknown('downloaded');
};

export const awkLibrary = (): Library => ({
  language: 'awk',
  transparent: [],
  values: {
    ENVIRON: () => unknown('environment'),
    NR: () => UNKNOWN,
    NF: () => UNKNOWN,
    FILENAME: () => UNKNOWN,
  },
  operations: {
    ...named(runsShell(0), 'system'),
    '|': pipes,
    '>': redirects('file.write'),
    '>>': redirects('file.append'),
    getline: reads(0),
    print: prints,
  },
});
