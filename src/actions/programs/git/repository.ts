import type { Effect } from '../../../domain/effect.ts';
import type { Operand } from '../../../domain/operand.ts';
import { hostOperand } from '../../addresses.ts';
import type { Run, Word } from '../../command.ts';
import { pathOperand } from '../../paths.ts';
import { withValue } from '../../words.ts';
import { effect, type GitLine, shellRun } from './line.ts';

/** True for a URL or `host:path`, false for a remote's name and for a path. */
export function isAddress(text: string): boolean {
  return text.includes('://') || /^[^/.\\][^/\\]*:/.test(text);
}

export interface Repository {
  readonly operand?: Operand;
  readonly effects: readonly Effect[];
  readonly runs: readonly Run[];
}

/** Where a repository is, and what reaching it executes here: the `ext::` transport, and a pack program for a local one. */
export function repository(word: Word, line: GitLine, packProgram?: Word): Repository {
  if (/^ext::/i.test(word.value)) {
    const text = withValue(word, word.value.slice(5).replaceAll(/% /g, ' '));
    return { effects: [effect(line, 'git.config-exec')], runs: [shellRun(line, text)] };
  }
  const runs = packProgram ? [shellRun(line, packProgram)] : [];
  const effects =
    packProgram && !/^(?:\S*\/)?git[- ](?:upload|receive)-pack$/.test(packProgram.value) ? [effect(line, 'git.config-exec')] : [];
  if (isAddress(word.value)) return { operand: hostOperand(word), effects, runs };
  return /^[./~]/.test(word.value) ? { operand: pathOperand(word, line.setting), effects, runs } : { effects, runs };
}
