import type { Effect } from '../../../domain/effect.ts';
import { HOLE, type Language, type Outcome, type Program, type Run, type Setting, type Word } from '../../command.ts';
import { type OptionSpec, readOptions } from '../../options.ts';

/** How an interpreter's command line says what it runs. */
export interface Interpreter {
  readonly language: Language;
  readonly options: OptionSpec;
  /** Options whose value is code. */
  readonly code: readonly string[];
  /** Options whose value is the script. */
  readonly files?: readonly string[];
  /** Options whose value is a package, or a script that runs before the real one. */
  readonly preloads?: readonly string[];
  /** Words before the script that are no script: `run` in `deno run x.ts`. */
  readonly verbs?: readonly string[];
  /** The first operand is code (awk), unless one of `files` gave it. */
  readonly operandIsCode?: boolean;
  /** What becomes of the operands beside the code. */
  readonly operands?: (operands: readonly Word[], options: ReturnType<typeof readOptions>, setting: Setting) => Outcome;
}

export function interpreter(spec: Interpreter): Program {
  return (command, setting) => {
    const options = readOptions(command.words.slice(1), spec.options);
    const wrapper = command.words[0]?.value ?? spec.language;
    const file = (path: Word, rest: readonly Word[] = []): Run => ({ kind: 'file', path, as: spec.language, wrapper, arguments: rest });
    const code = (text: Word): Run => ({ kind: 'code', text, language: spec.language, wrapper });
    const preloads = options
      .all(...(spec.preloads ?? []))
      .filter(isPath)
      .map((path) => file(path));
    const operands = options.operands[0] && spec.verbs?.includes(options.operands[0].value) ? options.operands.slice(1) : options.operands;
    const [first, ...rest] = operands;
    const given = [...options.all(...spec.code).map(code), ...options.all(...(spec.files ?? [])).map((path) => file(path))];
    if (given.length > 0) return outcome([...preloads, ...given], spec.operands?.(operands, options, setting));
    if (first && spec.operandIsCode) return outcome([...preloads, code(first)], spec.operands?.(rest, options, setting));
    if (first && first.value !== '-') return outcome([...preloads, file(first, rest)]);
    if (spec.operandIsCode || options.has('v', 'V', 'version', 'h', 'help')) return outcome(preloads);
    if (command.stdin === undefined) return outcome(preloads, { effects: [{ kind: 'exec', flags: ['interactive'], note: wrapper }] });
    return outcome([...preloads, { kind: 'stdin', as: spec.language, wrapper, arguments: rest }]);
  };
}

/** Code that only the run can tell is told as such: no reader can say more. */
function outcome(runs: readonly Run[], more: Outcome = {}): Outcome {
  const dynamic: readonly Effect[] = runs.some((run) => run.kind === 'code' && isUnknown(run.text))
    ? [{ kind: 'code.eval', flags: ['dynamic'] }]
    : [];
  return { ...more, effects: [...(more.effects ?? []), ...dynamic], runs: [...runs, ...(more.runs ?? [])] };
}

const isUnknown = (word: Word): boolean => word.value === HOLE;

/** `-r ./hook.js` is a file; `-r dotenv/config` a package. */
const isPath = (word: Word): boolean => /^[./~\0]/.test(word.value) || /\.\w{1,4}$/.test(word.value);
