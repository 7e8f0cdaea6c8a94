import type { Outcome, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { pathOperand } from '../../paths.ts';
import { joined } from '../../words.ts';
import { ONE_VARIABLE, runShellText, variableEvaluation } from '../code.ts';
import { withoutHistory } from '../environment.ts';
import { type Builtin, type Call, type Interpreter, nested, SILENT } from '../interpreter.ts';
import { type Scope, settingOf, subshell } from '../scope.ts';
import { runFile } from '../scripts.ts';
import { lessTrusted } from '../streams.ts';
import { recordCode } from '../trace.ts';

/** `eval` and its like run text in the shell itself. */
const evaluate: Builtin = (run, scope, call) => {
  const words = call.words.slice(call.words[1]?.value === '--' ? 2 : 1);
  const [first] = words;
  if (!first) return {};
  // What a substitution put there is judged by what it came from.
  if (ONE_VARIABLE.test(first.text) && words.every((word) => word.text === first.text && !word.sources?.length)) {
    recordCode(run, scope, [variableEvaluation(first.text, 'eval')]);
  }
  return evaluateText(run, scope, joinedText(words), call);
};

export function evaluateText(run: Interpreter, scope: Scope, text: Word, call: Call): Outcome {
  return { stdout: nested(run, SILENT, () => runShellText(run, scope, text, scope.shell, undefined, call.stdin)) };
}

/** The words as one text, with what they came from. */
export function joinedText(words: readonly Word[]): Word {
  const stream = words.map((word) => word.stream).reduce(lessTrusted, undefined);
  const sources = words.flatMap((word) => word.sources ?? []);
  return {
    ...joined(words),
    ...(words.some((word) => word.unset) && { unset: true }),
    ...(stream && { stream }),
    ...(sources.length > 0 && { sources }),
  };
}

const source: Builtin = (run, scope, call) => {
  const [, path, ...rest] = call.words;
  if (!path) return {};
  const { positional, zero } = scope;
  if (rest.length > 0) scope.positional = rest;
  const stdout = nested(run, SILENT, () => runFile(run, scope, call, path, scope.shell));
  scope.positional = positional;
  scope.zero = zero;
  return { stdout };
};

/** `command x`, `builtin x`, `exec x`, `noglob x`: the same command, without functions and aliases. */
const passing =
  (valued?: RegExp): Builtin =>
  (run, scope, call) => {
    let at = 1;
    for (let option = call.words[at]?.value; option?.startsWith('-'); option = call.words[++at]?.value) {
      if (/^-p*[vV]/.test(option)) return found(call.words.slice(at + 1));
      if (valued?.test(option)) at++;
    }
    const words = call.words.slice(at);
    if (words.length === 0) return keepSockets(scope, call);
    return { stdout: nested(run, SILENT, () => run.invoke(run, scope, { ...call, words, effects: [], external: true })) };
  };

/** `command -v x`, `which x`: the name stands for the path, which only the run can tell. */
function found(words: readonly Word[]): Outcome {
  const names = words.map((word) => word.value).filter((value) => !value.startsWith('-'));
  return { stdout: { origin: 'dynamic', text: names.map((name) => `${name}\n`).join('') } };
}

/** `exec 5<>/dev/tcp/…` opens a connection for the commands after it. */
function keepSockets(scope: Scope, call: Call): Outcome {
  const opened = call.redirections.filter((redirection) => /^\/dev\/(?:tcp|udp)\//.test(redirection.target.value));
  scope.sockets = [...scope.sockets, ...opened.map((redirection) => String(redirection.fd))];
  return { stdout: SILENT };
}

/** `trap 'command' EXIT` runs the command sooner or later. */
const trap: Builtin = (run, scope, call) => {
  const words = call.words.filter((word) => word.value !== '--');
  const [, text] = words;
  if (!text || words.length < 3 || text.value.startsWith('-')) return {};
  return evaluateText(run, subshell(scope), text, call);
};

/** `complete -C cmd`, `bind -x '"key": cmd'`: commands kept for later. */
const keeping =
  (option: string): Builtin =>
  (run, scope, call) => {
    const text = optionValue(call, option);
    if (!text) return {};
    return evaluateText(run, subshell(scope), { ...text, value: text.value.replace(/^"[^"]*":\s*/, '') }, call);
  };

const optionValue = ({ words }: Call, letter: string): Word | undefined => readOptions(words.slice(1), { values: [letter] }).value(letter);

/** `enable -f library name` loads code into the shell. */
const enable: Builtin = (run, scope, call) => {
  const library = optionValue(call, 'f');
  if (!library) return {};
  return {
    effects: [{ kind: 'code.eval', operand: pathOperand(library, settingOf(scope, run.choice)), flags: ['environment'], note: 'enable' }],
  };
};

/** `hash -p path name` gives a program another name. */
const hash: Builtin = (_run, scope, call) => {
  const [, option, path, name] = call.words;
  if (option?.value === '-p' && path && name) scope.aliases = new Map(scope.aliases).set(name.value, path.value);
  return {};
};

const history: Builtin = (_run, _scope, call) =>
  call.words.some((word) => /^-[cd]/.test(word.value)) ? { effects: [withoutHistory('history')] } : {};

const telling: Builtin = () => ({});
const locating: Builtin = (_run, _scope, call) => found(call.words.slice(1));

export const evaluating: Readonly<Record<string, Builtin>> = {
  eval: evaluate,
  source,
  '.': source,
  command: passing(),
  builtin: passing(),
  exec: passing(/^-[cl]*a$/),
  noglob: passing(),
  nocorrect: passing(),
  '-': passing(),
  trap,
  jobs: telling,
  type: locating,
  which: locating,
  whence: locating,
  hash,
  history,
  enable,
  complete: keeping('C'),
  bind: keeping('x'),
  dirs: telling,
  times: telling,
};
