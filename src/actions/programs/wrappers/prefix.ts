import type { Effect } from '../../../domain/effect.ts';
import type { Command, Program, Run, Word } from '../../command.ts';
import { type OptionSpec, type Options, readOptions } from '../../options.ts';
import { programName, withValue } from '../../words.ts';

/** How a program is read that runs the rest of its words as another command. */
export interface Prefix extends OptionSpec {
  /** Operands of its own in front of the command: a duration, a priority, a lock file. */
  readonly operands?: number;
  /** `NAME=value` words in front of the command go into its environment. */
  readonly assignments?: boolean;
  /** Options whose value is the folder that the command runs in. */
  readonly cwd?: readonly string[];
  /** With any of these it runs nothing. */
  readonly idle?: readonly string[];
  readonly effects?: (options: Options, inner: readonly Word[]) => readonly Effect[];
}

/** A function that bash exports has `%%` behind its name. */
const ASSIGNMENT = /^[A-Za-z_]\w*(?:%%)?=/;

/** Leading `NAME=value` words and what follows them. */
export function leadingAssignments(words: readonly Word[]): { environment: Readonly<Record<string, Word>>; rest: readonly Word[] } {
  const end = words.findIndex((word) => !ASSIGNMENT.test(word.value));
  const count = end < 0 ? words.length : end;
  const pairs = words.slice(0, count).map((word): [string, Word] => {
    const equals = word.value.indexOf('=');
    return [word.value.slice(0, equals), withValue(word, word.value.slice(equals + 1))];
  });
  return { environment: Object.fromEntries(pairs), rest: words.slice(count) };
}

/** Words that a wrapper runs as a command; none where there is no command. */
export function runOf(
  command: Command,
  inner: readonly Word[],
  more: { environment?: Readonly<Record<string, Word>>; cwd?: Word } = {},
): readonly Run[] {
  if (inner.length === 0) return [];
  return [{ kind: 'argv', argv: inner, wrapper: programName(command.words[0]), ...more }];
}

/** A program that runs the rest of its words as another command. */
export function prefix(spec: Prefix = {}): Program {
  const reading: OptionSpec = { ...spec, stopAtOperand: true };
  return (command) => {
    const options = readOptions(command.words.slice(1), reading);
    if (spec.idle && options.has(...spec.idle)) return {};
    const { environment, rest } = spec.assignments ? leadingAssignments(options.operands) : { environment: {}, rest: options.operands };
    const inner = rest.slice(spec.operands ?? 0);
    const cwd = spec.cwd && options.value(...spec.cwd);
    const runs = runOf(command, inner, {
      ...(Object.keys(environment).length > 0 ? { environment } : {}),
      ...(cwd ? { cwd } : {}),
    });
    return { effects: spec.effects?.(options, inner) ?? [], runs };
  };
}
