import { HOLE } from '../../../../src/actions/command.ts';
import type { Analysis } from '../../../../src/domain/action.ts';
import type { Effect } from '../../../../src/domain/effect.ts';
import { HOME, PROJECT } from '../../../support/setting.ts';

/** Paths as from the project, `?` for what only the run can tell. */
const short = (text: string): string =>
  text.replaceAll(HOLE, '?').replaceAll(`${PROJECT}/`, './').replaceAll(PROJECT, '.').replaceAll(HOME, '~').replaceAll('\n', '\\n');

function effectLine({ kind, operand, flags = [], note }: Effect): string {
  const on = operand && (operand.value ?? `?${operand.text}`);
  return [kind, on, operand?.certainty === 'unknown' ? '(unknown)' : undefined, ...flags, note && `“${note}”`]
    .filter((piece) => piece !== undefined && piece !== '')
    .join(' ');
}

/** All of an analysis, a line each: every action with its wrappers, words, environment, folder and effects, then what flows where. */
export function traceOf({ actions, edges, incomplete, made = [] }: Analysis): string[] {
  const lines = actions.map(({ invocation, effects }) => {
    const { program = '', argv = [], wrappers = [], environment = {}, cwd } = invocation ?? {};
    const own = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    const base = (argv[0] ?? '').split('/').at(-1);
    const words = [...own, ...argv, ...(program === base || program === '' ? [] : [`(${program})`])].join(' ');
    const place = cwd === undefined || cwd === PROJECT ? [] : [`in ${cwd}`];
    const command = invocation ? [[...wrappers, words].join(' > '), ...place].join(' ') : '-';
    return [command, ...effects.map(effectLine)].join(' | ');
  });
  const flows = edges.map(({ from, to }) => `${from}>${to}`);
  return [
    ...lines,
    ...(flows.length > 0 ? [`flows ${flows.join(' ')}`] : []),
    ...incomplete.map((reason) => `incomplete: ${reason}`),
    ...made.map(({ path, label }) => `made ${label} ${path}`),
  ].map(short);
}
