import { isSharedByName } from '../../../domain/branches.ts';
import type { Effect, EffectFlag, EffectKind } from '../../../domain/effect.ts';
import type { Operand } from '../../../domain/operand.ts';
import type { Command, Outcome, Run, Setting, Word } from '../../command.ts';

/** One git command, behind its global options. */
export interface GitLine {
  readonly command: Command;
  readonly verb: string;
  /** The words behind the verb. */
  readonly words: readonly Word[];
  /** Where it runs, `-C` and `--work-tree` followed. */
  readonly setting: Setting;
  /** What `-C` named, for what it runs in turn. */
  readonly folder?: Word;
  /** What `-c` and the environment configure, by lower-cased key. */
  readonly configuration: ReadonlyMap<string, Word>;
}

export type Verb = (line: GitLine) => Outcome;
export type VerbTable = Readonly<Record<string, Verb>>;

/** One effect, noted with the verb that has it. */
export function effect(line: GitLine, kind: EffectKind, flags: readonly EffectFlag[] = [], operand?: Operand): Effect {
  return { kind, ...(operand ? { operand } : {}), ...(flags.length > 0 ? { flags } : {}), note: `git ${line.verb}` };
}

export function shellRun(line: GitLine, text: Word, rest: { arguments?: readonly Word[] } = {}): Run {
  return { kind: 'shell', text, shell: 'sh', wrapper: 'git', ...rest, ...(line.folder ? { cwd: line.folder } : {}) };
}

export function argvRun(line: GitLine, argv: readonly Word[]): readonly Run[] {
  return argv.length > 0 ? [{ kind: 'argv', argv, wrapper: 'git', ...(line.folder ? { cwd: line.folder } : {}) }] : [];
}

/** A verb that has one effect and no more to it. */
export const plainly =
  (kind: EffectKind, ...flags: readonly EffectFlag[]): Verb =>
  (line) => ({ effects: [effect(line, kind, flags)] });

/** Branches that others build on: by the names that they usually have, and those that the policy names. */
export function isProtectedBranch(ref: string, { names }: Setting): boolean {
  const branch = ref.replace(/^refs\/heads\//, '');
  return isSharedByName(branch) || names?.isProtectedBranch(branch) === true;
}
