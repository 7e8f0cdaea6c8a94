import { HOLE, type Outcome, type Word } from '../../command.ts';
import { pathOperand } from '../../paths.ts';
import { ONE_VARIABLE, runShellText, variableEvaluation } from '../code.ts';
import { withoutHistory } from '../environment.ts';
import { type Builtin, type Call, type Interpreter, nested, SILENT } from '../interpreter.ts';
import { type Scope, settingOf, subshell } from '../scope.ts';
import { runFile } from '../scripts.ts';
import { lessTrusted, printed } from '../streams.ts';
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
  return evaluateText(run, scope, joined(words), call);
};

function evaluateText(run: Interpreter, scope: Scope, text: Word, call: Call): Outcome {
  return { stdout: nested(run, SILENT, () => runShellText(run, scope, text, scope.shell, undefined, call.stdin)) };
}

function joined(words: readonly Word[]): Word {
  const value = words.map((word) => word.value).join(' ');
  let stream: Word['stream'];
  const sources: number[] = [];
  for (const word of words) {
    stream = lessTrusted(stream, word.stream);
    sources.push(...(word.sources ?? []));
  }
  return {
    text: words.map((word) => word.text).join(' '),
    value,
    certainty: value.includes(HOLE) ? 'unknown' : 'derived',
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
  (valued: RegExp): Builtin =>
  (run, scope, call) => {
    let at = 1;
    for (; call.words[at]?.value.startsWith('-'); at++) {
      const option = call.words[at]?.value ?? '';
      if (/^-[vV]+$/.test(option)) return found(call.words.slice(at + 1));
      if (valued.test(option)) at++;
      if (option === '--') {
        at++;
        break;
      }
    }
    const argv = call.words.slice(at);
    if (argv.length === 0) return keepSockets(scope, call);

    return { stdout: nested(run, SILENT, () => run.invoke(run, scope, { ...call, words: argv, effects: [], external: true })) };
  };

/** `command -v x`, `which x`: the name stands for the path, which only the run can tell. */
function found(words: readonly Word[]): Outcome {
  const names = words.filter((word) => !word.value.startsWith('-'));
  return { stdout: { ...printed(names.map((word) => `${word.value}\n`).join(''), names), origin: 'dynamic' } };
}

/** `exec 5<>/dev/tcp/…` opens a connection for the commands after it. */
function keepSockets(scope: Scope, call: Call): Outcome {
  const opened = call.redirections.filter((redirection) => /^\/dev\/(?:tcp|udp)\//.test(redirection.target.value));
  if (opened.length > 0) scope.sockets = [...scope.sockets, ...opened.map((redirection) => String(redirection.fd))].slice(0, 32);
  return { stdout: SILENT };
}

/** `trap 'command' EXIT` runs the command sooner or later. */
const trap: Builtin = (run, scope, call) => {
  const words = call.words.filter((word) => word.value !== '--');
  const [, text] = words;
  if (!text || words.length < 3 || text.value === '' || text.value.startsWith('-')) return {};
  return evaluateText(run, subshell(scope), { ...text }, call);
};

/** `complete -C cmd`, `bind -x '"key": cmd'`: commands kept for later. */
const keeping =
  (option: string): Builtin =>
  (run, scope, call) => {
    const at = call.words.findIndex((word) => word.value === option);
    const text = at < 0 ? undefined : call.words[at + 1];
    if (!text) return {};
    return evaluateText(run, subshell(scope), { ...text, value: text.value.replace(/^"[^"]*":\s*/, '') }, call);
  };

/** `enable -f library name` loads code into the shell. */
const enable: Builtin = (run, scope, call) => {
  const at = call.words.findIndex((word) => word.value === '-f');
  const library = at < 0 ? undefined : call.words[at + 1];
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
  call.words.slice(1).some((word) => /^-[cd]/.test(word.value)) ? { effects: [withoutHistory('history')] } : {};

const jobs: Builtin = () => ({});

export const evaluating: Readonly<Record<string, Builtin>> = {
  eval: evaluate,
  source,
  '.': source,
  command: passing(/^$/),
  builtin: passing(/^$/),
  exec: passing(/^-[cl]*a$/),
  noglob: passing(/^$/),
  nocorrect: passing(/^$/),
  '-': passing(/^$/),
  trap,
  jobs,
  type: (_run, _scope, call) => found(call.words.slice(1)),
  which: (_run, _scope, call) => found(call.words.slice(1)),
  whence: (_run, _scope, call) => found(call.words.slice(1)),
  hash,
  history,
  enable,
  complete: keeping('-C'),
  bind: keeping('-x'),
  dirs: jobs,
  times: jobs,
};
