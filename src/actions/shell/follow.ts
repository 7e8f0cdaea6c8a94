import { assertNever } from '../../domain/result.ts';
import { HOLE, type Run, type Setting, type Stream } from '../command.ts';
import { absoluteOf } from '../paths.ts';
import { tierBehind } from '../tiers/index.ts';
import { ONE_VARIABLE, runCode, runShellText, variableEvaluation } from './code.ts';
import { fedCode } from './fed.ts';
import { type Call, DYNAMIC, type Interpreter, nested, SILENT, spend } from './interpreter.ts';
import { childShell, type Scope, settingOf, subshell } from './scope.ts';
import { runFile } from './scripts.ts';
import { concatenate } from './streams.ts';
import { recordCode } from './trace.ts';

/** Follows what a program runs in turn; the result is what those runs print. */
export function follow(run: Interpreter, scope: Scope, call: Call, runs: readonly Run[]): Stream {
  let output = SILENT;
  for (const one of runs) {
    if (!spend(run, 'runs')) return DYNAMIC;
    output = concatenate(
      output,
      nested(run, DYNAMIC, () => followOne(run, scope, call, one)),
    );
  }
  return output;
}

function followOne(run: Interpreter, outer: Scope, call: Call, one: Run): Stream {
  const scope = innerScope(run, outer, call, one);
  switch (one.kind) {
    case 'argv':
      return run.invoke(run, scope, {
        words: one.argv,
        environment: one.environment ? { ...call.environment, ...one.environment } : call.environment,
        redirections: call.redirections,
        wrappers: scope.wrappers,
        effects: [],
        external: true,
        inherited: one.environment === undefined,
        ...(call.socket && { socket: true }),
        ...(call.stdin && one.inheritsStdin !== false && { stdin: call.stdin }),
      });
    case 'shell':
      scope.positional = one.arguments ?? [];
      if (one.zero) scope.zero = one.zero.value;
      if (!scope.settings[0]?.remote && ONE_VARIABLE.test(one.text.text) && !one.text.sources?.length)
        recordCode(run, scope, [variableEvaluation(one.text.text, one.wrapper)]);
      return runShellText(run, scope, one.text, one.shell, one.origin, call.stdin);
    case 'code':
      return runCode(run, scope, call, one.text, one.language, one.origin);
    case 'file':
      scope.positional = one.arguments ?? [];
      return runFile(run, scope, call, one.path, one.as);
    case 'stdin':
      scope.positional = one.arguments ?? [];
      return fedCode(run, scope, call, one.as);
    default:
      return assertNever(one);
  }
}

/** Where a run takes place: another folder, another machine, behind one more wrapper. */
function innerScope(run: Interpreter, outer: Scope, call: Call, one: Run): Scope {
  const setting = settingOf(outer, run.choice);
  const cwd = 'cwd' in one && one.cwd ? (one.cwd.value.includes(HOLE) ? undefined : absoluteOf(one.cwd, setting)) : setting.cwd;
  const tier = tierBehind(call, setting, one.remote === true || !('argv' in one || one.kind === 'shell'));
  const inner: Setting = {
    ...setting,
    cwd,
    remote: one.remote ?? setting.remote,
    mounts: ('mounts' in one ? one.mounts : undefined) ?? setting.mounts,
    ...(tier && { tier }),
    ...('disposable' in one && one.disposable && { disposable: true }),
  };
  const change = { settings: [inner], wrappers: [...call.wrappers, one.wrapper], conditional: 0 };
  return one.kind === 'argv' ? subshell(outer, change) : childShell(outer, inner.remote ? {} : call.environment, change);
}
