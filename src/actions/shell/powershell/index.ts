import type { Effect } from '../../../domain/effect.ts';
import { hostOperand } from '../../addresses.ts';
import { HOLE, literal, type Stream, type Word } from '../../command.ts';
import { pathOperand } from '../../paths.ts';
import { runShellText } from '../code.ts';
import { DYNAMIC, type Interpreter, nested, SILENT, spend } from '../interpreter.ts';
import { parameterNamed } from '../parameters.ts';
import { type Scope, settingOf, setVariable, unknown, variableNamed } from '../scope.ts';
import { concatenate, lessTrusted } from '../streams.ts';
import { connect, record } from '../trace.ts';
import { type Pipeline, readPipelines, type Token } from './tokens.ts';
import { translate } from './translation.ts';

/** Runs a PowerShell script: cmdlets as the programs that do the same, blocks and brackets whatever their condition. */
export function runPowerShell(run: Interpreter, scope: Scope, source: string, stdin: Stream | undefined): Stream {
  noteSockets(run, source);
  let output = SILENT;
  for (const pipeline of readPipelines(source)) {
    if (!spend(run, 'commands')) return DYNAMIC;
    output = concatenate(output, runPipeline(run, scope, pipeline, stdin));
  }
  return output;
}

function runPipeline(run: Interpreter, scope: Scope, pipeline: Pipeline, stdin: Stream | undefined): Stream {
  const start = run.actions.length;
  let flow = stdin;
  for (const tokens of pipeline) {
    const first = run.actions.length;
    if (!spend(run, 'commands')) return DYNAMIC;
    flow = nested(run, DYNAMIC, () => runTokens(run, scope, tokens.slice(calledAt(tokens)), flow));
    connect(run, start, first);
  }
  return flow ?? DYNAMIC;
}

const KEYWORDS =
  /^(?:if|elseif|else|while|foreach|foreach-object|where-object|for|do|until|switch|try|catch|finally|function|filter|param|begin|process|end|trap|invoke-command|start-job|measure-command|return|throw|%|\?|icm)$/;

/** Where the command stands behind `&` and `.`, which only call it. */
function calledAt(tokens: readonly Token[]): number {
  const at = tokens.findIndex((token) => token.text !== '&' && token.text !== '.');
  return at < 0 ? tokens.length : at;
}

function runTokens(run: Interpreter, scope: Scope, tokens: readonly Token[], stdin: Stream | undefined): Stream {
  const [head, second] = tokens;
  if (!head) return SILENT;
  const only = head.pieces.length === 1 ? head.pieces[0] : undefined;
  if (only?.kind === 'variable' && /^[-+]?=$/.test(second?.text ?? '')) return runAssignment(run, scope, only.name, tokens.slice(2), stdin);
  if (KEYWORDS.test(head.text.toLowerCase())) return runBlocks(run, scope, tokens.slice(1), stdin);
  if (only?.kind === 'block') return runPowerShell(run, scope, only.body, stdin);
  const words = tokens.map((token) => evaluate(run, scope, token, stdin));
  const [program] = words;
  if (!program) return SILENT;
  if (/^(?:iex|invoke-expression)$/i.test(program.value)) return runText(run, scope, words.slice(1), stdin);
  if (/^[[$('"@\d]/.test(head.text) && words.length === 1) return valueStream(program);
  const argv = translate(words, stdin);
  return run.invoke(run, scope, {
    words: argv,
    environment: scope.exported,
    redirections: [],
    wrappers: scope.wrappers,
    effects: [],
    external: true,
    ...(stdin && { stdin }),
  });
}

function runAssignment(run: Interpreter, scope: Scope, name: string, tokens: readonly Token[], stdin: Stream | undefined): Stream {
  const first = run.actions.length;
  const stream = nested(run, DYNAMIC, () => runTokens(run, scope, tokens.slice(calledAt(tokens)), stdin));
  const sources = Array.from({ length: Math.min(64, run.actions.length - first) }, (_, i) => first + i);
  const value = stream.text?.replace(/\r?\n$/, '') ?? HOLE;
  const certainty = value.includes(HOLE) ? 'unknown' : 'derived';
  setVariable(scope, name, { choices: [{ text: `$${name}`, value, certainty, stream, ...(sources.length > 0 && { sources }) }] });
  return SILENT;
}

/** Conditions, script blocks and the bodies of functions are all taken to run. */
function runBlocks(run: Interpreter, scope: Scope, tokens: readonly Token[], stdin: Stream | undefined): Stream {
  let output = SILENT;
  for (const token of tokens) {
    for (const piece of token.pieces) {
      if (piece.kind === 'block' || piece.kind === 'group') output = concatenate(output, runPowerShell(run, scope, piece.body, stdin));
    }
  }
  return output;
}

function runText(run: Interpreter, scope: Scope, words: readonly Word[], stdin: Stream | undefined): Stream {
  const text = words.filter((word) => word.text.toLowerCase() !== '-command').at(-1);
  if (text) return runShellText(run, scope, text, 'powershell', undefined, undefined);
  const value = stdin?.text ?? HOLE;
  return runShellText(run, scope, { ...unknown('$input'), value, ...(stdin && { stream: stdin }) }, 'powershell', stdin?.origin, undefined);
}

const valueStream = (word: Word): Stream =>
  word.value.includes(HOLE)
    ? { origin: word.stream?.origin ?? 'dynamic' }
    : { origin: word.stream?.origin ?? 'literal', text: `${word.value}\n` };

function evaluate(run: Interpreter, scope: Scope, token: Token, stdin: Stream | undefined): Word {
  const method = callMethod(run, scope, token);
  let value = '';
  let stream = method;
  let plain = true;
  for (const piece of token.pieces) {
    if (piece.kind === 'text') value += piece.text;
    else {
      plain = false;
      const inner = piece.kind === 'variable' ? variable(run, scope, piece.name) : grouped(run, scope, piece.body, stdin);
      value += inner.value;
      stream = lessTrusted(stream, inner.stream);
    }
  }
  if (method) value = method.text ?? HOLE;
  const certainty = value.includes(HOLE) ? 'unknown' : plain ? 'literal' : 'derived';
  return { text: token.text, value, certainty, ...(stream && { stream }), ...(/[*?]/.test(token.text) && { glob: true }) };
}

const STARTUP = '~/.config/powershell/Microsoft.PowerShell_profile.ps1';

function variable(run: Interpreter, scope: Scope, name: string): Word {
  if (name === 'true' || name === 'false' || name === 'null') return literal(name === 'null' ? '' : name);
  const known = variableNamed(scope, name)?.choices[0];
  if (known) return known;
  if (name === 'home' || name === 'pwd') return parameterNamed(run, scope, name.toUpperCase());
  if (name === 'profile') return { ...literal(STARTUP), text: '$PROFILE' };
  return name.startsWith('env:')
    ? parameterNamed(
        run,
        scope,
        name
          .slice(4)
          .toUpperCase()
          .replace(/^USERPROFILE$/, 'HOME'),
      )
    : unknown(`$${name}`);
}

function grouped(run: Interpreter, scope: Scope, body: string, stdin: Stream | undefined): Word {
  const stream = nested(run, DYNAMIC, () => runPowerShell(run, scope, body, stdin));
  const value = stream.text?.replace(/\r?\n$/, '') ?? HOLE;
  return { text: body, value, certainty: value.includes(HOLE) ? 'unknown' : 'derived', stream };
}

const METHOD =
  /(?:::|\.)(DownloadString|DownloadFile|DownloadData|UploadString|UploadFile|FromBase64String|Delete|WriteAllText|AppendAllText|WriteAllBytes|ReadAllText)\(\s*(?:'([^']*)'|"([^"]*)"|\$([\w:]+))?/i;

/** What a .NET method in the word does; the result is what it gives. */
function callMethod(run: Interpreter, scope: Scope, token: Token): Stream | undefined {
  const match = METHOD.exec(token.text);
  const name = match?.[1]?.toLowerCase();
  if (!match || name === undefined) return undefined;
  const argument = match[4] === undefined ? literal(match[2] ?? match[3] ?? HOLE) : variable(run, scope, match[4].toLowerCase());
  const note = (effect: Effect) => record(run, { tool: run.tool, effects: [effect] });
  switch (name) {
    case 'downloadstring':
    case 'downloaddata':
    case 'downloadfile':
      note({ kind: 'net.request', operand: hostOperand(argument) });
      return { origin: 'downloaded' };
    case 'uploadstring':
    case 'uploadfile':
      note({ kind: 'net.upload', operand: hostOperand(argument) });
      return DYNAMIC;
    case 'frombase64string':
      return decoded(argument.value);
    case 'delete':
      note({
        kind: 'file.delete',
        operand: pathOperand(argument, settingOf(scope)),
        flags: /\$true/i.test(token.text) ? ['recursive'] : [],
      });
      return SILENT;
    case 'writealltext':
    case 'writeallbytes':
    case 'appendalltext':
      note({ kind: 'file.write', operand: pathOperand(argument, settingOf(scope)), flags: ['truncate'] });
      return SILENT;
    default:
      note({ kind: 'file.read', operand: pathOperand(argument, settingOf(scope)) });
      return { origin: 'file', path: argument };
  }
}

/** Scripts are encoded as UTF-16 or as UTF-8; the zero bytes of the one tell. */
function decoded(base64: string): Stream {
  if (base64.includes(HOLE)) return { origin: 'decoded' };
  const bytes = Buffer.from(base64, 'base64');
  return { origin: 'decoded', text: bytes.toString(bytes[1] === 0 ? 'utf16le' : 'utf8').replaceAll(HOLE, '') };
}

/** A socket whose input is run and whose output is sent back. */
function noteSockets(run: Interpreter, source: string): void {
  const address = /Net\.Sockets\.TCPClient\(?\s*['"(]*([\w.:-]+)/i.exec(source)?.[1];
  if (address === undefined) return;
  const shell = /GetStream/i.test(source) && /\b(?:iex|Invoke-Expression|cmd|Process)\b/i.test(source);
  record(run, {
    tool: run.tool,
    effects: [
      { kind: 'net.request', operand: hostOperand(literal(address)), flags: shell ? ['raw-socket', 'reverse-shell'] : ['raw-socket'] },
    ],
  });
}
