import { HOLE, literal, type Word } from '../../command.ts';
import { absoluteOf } from '../../paths.ts';
import { type Builtin, type Call, type Interpreter, SILENT } from '../interpreter.ts';
import { parameterNamed } from '../parameters.ts';
import { assign, moveTo, type Scope, settingOf, unknown } from '../scope.ts';

const cd: Builtin = (run, scope, call) => {
  const target = operandOf(call);
  enter(run, scope, target);
  return { stdout: SILENT };
};

/** Without a folder it goes back to the last, and keeps this one in its place. */
const pushd: Builtin = (run, scope, call) => {
  const target = operandOf(call);
  const { cwd } = settingOf(scope, run.choice);
  if (target && IN_STACK.test(target.value)) moveTo(scope, undefined);
  else if (target) {
    scope.folders = [...scope.folders, cwd];
    enter(run, scope, target);
  } else {
    const folder = scope.folders.at(-1);
    scope.folders = [...scope.folders.slice(0, -1), cwd];
    moveTo(scope, folder);
  }
  return {};
};

const popd: Builtin = (_run, scope) => {
  const folder = scope.folders.at(-1);
  scope.folders = scope.folders.slice(0, -1);
  moveTo(scope, folder);
  return {};
};

/** `pushd +2`: a place in the stack, which is not followed. */
const IN_STACK = /^[-+]\d+$/;

const operandOf = (call: Call): Word | undefined =>
  call.words.slice(1).find((word) => word.value === '-' || !/^-[LPe@qs]*-?$/.test(word.value));

function enter(run: Interpreter, scope: Scope, target: Word | undefined): void {
  const setting = settingOf(scope, run.choice);
  const word =
    target === undefined ? parameterNamed(run, scope, 'HOME') : target.value === '-' ? parameterNamed(run, scope, 'OLDPWD') : target;
  // An empty CDPATH entry and a link are left aside: the folder is taken by its name.
  const cwd = word.value.includes(HOLE) ? undefined : word.value === '' ? setting.cwd : absoluteOf(word, setting);
  assign(scope, 'OLDPWD', [setting.cwd === undefined ? unknown('$OLDPWD') : literal(setting.cwd)]);
  moveTo(scope, cwd);
}

export const folders: Readonly<Record<string, Builtin>> = { cd, chdir: cd, pushd, popd };
