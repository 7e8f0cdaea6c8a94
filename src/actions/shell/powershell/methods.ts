import type { Effect } from '../../../domain/effect.ts';
import { hostOperand } from '../../addresses.ts';
import { HOLE, literal, type Stream, type Word } from '../../command.ts';
import { pathOperand } from '../../paths.ts';
import { splitQuoted, withValue } from '../../words.ts';
import { runShellText } from '../code.ts';
import { DYNAMIC, type Interpreter } from '../interpreter.ts';
import { type Scope, settingOf } from '../scope.ts';
import { lessTrusted, printedLines } from '../streams.ts';
import { record } from '../trace.ts';
import { runProgram } from './programs.ts';

const MAX_ARGUMENTS = 16;

/** What a .NET method does; the result is what it gives. `on` is what it is called on, `given` its arguments, a line each. */
export function callMethod(run: Interpreter, scope: Scope, name: string, on: Word, given: Word): Stream {
  const all = given.value === '' ? [] : given.value.split('\n', MAX_ARGUMENTS).map((value) => withValue(given, value));
  const [first = on, second = literal(HOLE)] = all;
  const last = all.at(-1) ?? on;
  const note = (effect: Effect) => record(run, { tool: run.tool, effects: [effect] }, [given]);
  const program = (...words: readonly Word[]): Stream =>
    runProgram(run, scope, { words, stdin: printedLines([second.value], [given]), given: [given] });
  switch (name) {
    case 'downloadstring':
    case 'downloaddata':
    case 'getstringasync':
      note({ kind: 'net.request', operand: hostOperand(first) });
      return { origin: 'downloaded' };
    case 'downloadfile':
      return program(literal('curl'), literal('-o'), second, first);
    case 'uploadfile':
      return program(literal('curl'), literal('-T'), last, first);
    case 'uploadstring':
    case 'uploaddata':
    case 'uploadvalues':
      note({ kind: 'net.upload', operand: hostOperand(first) });
      return DYNAMIC;
    case 'frombase64string':
      return decoded(first.value);
    case 'delete':
      return program(literal('rm'), ...(last.value.toLowerCase() === 'true' ? [literal('-r')] : []), first);
    case 'move':
      return program(literal('mv'), first, second);
    case 'copy':
      return program(literal('cp'), first, second);
    case 'writealltext':
    case 'writealllines':
    case 'writeallbytes':
      return program(literal('tee'), first);
    case 'appendalltext':
    case 'appendalllines':
      return program(literal('tee'), literal('-a'), first);
    case 'readalltext':
    case 'readalllines':
    case 'readallbytes':
      note({ kind: 'file.read', operand: pathOperand(first, settingOf(scope)) });
      return { origin: 'file', path: first };
    case 'start':
      return /process\]$/i.test(on.value) ? program(first, ...all.slice(1).flatMap(splitQuoted)) : DYNAMIC;
    case 'create':
    case 'newscriptblock':
    case 'invokescript':
      return name !== 'create' || /scriptblock\]$/i.test(on.value)
        ? runShellText(run, scope, given, 'powershell', undefined, undefined)
        : DYNAMIC;
    case 'getstring':
    case 'getbytes':
      return streamOf(given);
    case 'tostring':
    case 'trim':
    case 'invoke':
      return streamOf(on);
    default:
      return { origin: lessTrusted(lessTrusted(DYNAMIC, on.stream), given.stream)?.origin ?? 'dynamic' };
  }
}

const streamOf = ({ value, stream }: Word): Stream => ({
  origin: stream?.origin ?? 'literal',
  ...(!value.includes(HOLE) && { text: value }),
  ...(stream?.path && { path: stream.path }),
});

/** Scripts are encoded as UTF-16 or as UTF-8; the zero bytes of the one tell. */
function decoded(base64: string): Stream {
  if (base64.includes(HOLE)) return { origin: 'decoded' };
  const bytes = Buffer.from(base64, 'base64');
  return { origin: 'decoded', text: bytes.toString(bytes[1] === 0 ? 'utf16le' : 'utf8').replaceAll(HOLE, '') };
}

/** A socket whose input is run and whose output is sent back. */
export function noteSockets(run: Interpreter, source: string): void {
  const address = /Net\.Sockets\.TCPClient(?:\]::new|\s+-ArgumentList)?\(?\s*['"(]*([\w.:-]+)/i.exec(source)?.[1];
  if (address === undefined) return;
  const shell = /GetStream/i.test(source) && /\b(?:iex|Invoke-Expression|cmd|Process)\b/i.test(source);
  record(run, {
    tool: run.tool,
    effects: [
      { kind: 'net.request', operand: hostOperand(literal(address)), flags: shell ? ['raw-socket', 'reverse-shell'] : ['raw-socket'] },
    ],
  });
}
