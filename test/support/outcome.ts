import type { Outcome, Run, Word } from '../../src/actions/command.ts';
import { HOLE } from '../../src/actions/command.ts';
import type { Effect } from '../../src/domain/effect.ts';

const shown = (word: Word): string => word.value.replaceAll(HOLE, '?');

/** A run in a few characters: `argv rm x`, `bash: echo hi`, `file a.sh`, `stdin sh`; `@` marks one that is remote. */
function shownRun(run: Run): string {
  const at = run.remote ? '@' : '';
  switch (run.kind) {
    case 'argv':
      return `${at}argv ${run.argv.map(shown).join(' ')}`;
    case 'shell':
      return `${at}${run.shell}: ${shown(run.text)}`;
    case 'code':
      return `${at}${run.language}: ${shown(run.text)}`;
    case 'file':
      return `${at}file ${shown(run.path)} as ${run.as}`;
    case 'stdin':
      return `${at}stdin ${run.as}`;
  }
}

/** An effect in a few characters: `git.push force,all origin`. */
export function shownEffect(effect: Effect): string {
  const operand = effect.operand?.value ?? (effect.operand ? '?' : '');
  return [effect.kind, [...(effect.flags ?? [])].sort().join(','), operand].filter((part) => part !== '').join(' ');
}

export const shownRuns = (outcome: Outcome | undefined): string[] => (outcome?.runs ?? []).map(shownRun);
export const shownEffects = (outcome: Outcome | undefined): string[] => (outcome?.effects ?? []).map(shownEffect);
