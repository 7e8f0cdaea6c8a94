import type { Function as FunctionNode, Statement } from 'unbash';
import type { Action, DataEdge } from '../../domain/action.ts';
import type { Effect } from '../../domain/effect.ts';
import type { Shell } from '../../domain/event.ts';
import type { CodeReader, Command, Language, Outcome, Program, Stream, Word } from '../command.ts';
import type { Budget, Resource } from './budget.ts';
import type { Scope } from './scope.ts';

/** What the analysis looks up beyond its own text. */
export interface Knowledge {
  readonly programNamed: (name: string) => Program | undefined;
  readonly codeReader: (language: Language) => CodeReader | undefined;
}

/** A file that an earlier part of the call wrote. */
export interface Written {
  readonly stream: Stream;
  /** The same, or of a copy what the call had put into the file that it was made of. */
  readonly content: Stream;
  readonly action: number;
  /** Whether what had stood there before the call still does, in front of it. */
  readonly kept?: boolean;
}

/** One analysis under way: what it has found so far, what it may still spend, and the ways into the evaluator. */
export interface Interpreter {
  readonly tool: string;
  readonly knowledge: Knowledge;
  readonly budget: Budget;
  readonly actions: Action[];
  readonly edges: DataEdge[];
  readonly incomplete: string[];
  /** By absolute path. */
  readonly written: Map<string, Written>;
  /** The last action that wrote to a path, by absolute path. */
  readonly writers: Map<string, number>;
  /** Scripts being run, innermost last: a call of one of them is a recursion. */
  readonly calls: string[];
  /** The bodies of the functions among them. */
  readonly bodies: FunctionNode['body'][];
  /** True inside a pipeline or a background list of the innermost function or script. */
  spawning: boolean;
  depth: number;
  /** Which of a variable's alternatives is looked at, and how many there are among those seen. */
  choice: number;
  width: number;
  /** True while a command expands its words once for each alternative: what its substitutions run looks at that one only. */
  walking: boolean;
  /** Standard input of the command whose words are being expanded. */
  input: Stream | undefined;
  /** Names for the files of process substitutions. */
  descriptors: number;
  readonly execute: (run: Interpreter, scope: Scope, statements: readonly Statement[], stdin: Stream | undefined) => Stream;
  readonly invoke: (run: Interpreter, scope: Scope, call: Call) => Stream;
  readonly interpret: (run: Interpreter, scope: Scope, text: string, shell: Shell, stdin: Stream | undefined) => Stream;
}

/** A simple command, expanded, with what the evaluator knows beyond the programs. */
export interface Call extends Command {
  /** What its redirections do. */
  readonly effects: readonly Effect[];
  /** What its redirections are made of: the text that a here-document hands it. */
  readonly given?: readonly Word[];
  readonly obfuscated?: boolean;
  /** Functions and aliases are not looked up: `command`, `sudo`, `xargs`. */
  readonly external?: boolean;
  /** Its environment was judged with the command that it runs for. */
  readonly inherited?: boolean;
  /** Where standard input or output is a network socket. */
  readonly socket?: boolean;
}

/** A command of the shell itself: it may change the scope. */
export type Builtin = (run: Interpreter, scope: Scope, call: Call) => Outcome;

export const SILENT: Stream = { origin: 'literal', text: '' };
export const DYNAMIC: Stream = { origin: 'dynamic' };

/** Takes from the budget; false, with the reason recorded, when nothing is left. */
export function spend(run: Interpreter, resource: Resource, amount = 1): boolean {
  run.budget[resource] -= amount;
  if (run.budget[resource] >= 0) return true;
  giveUp(run, `too much work: ${resource}`);
  return false;
}

export function giveUp(run: Interpreter, reason: string): void {
  if (!run.incomplete.includes(reason)) run.incomplete.push(reason);
}

/** Goes one level deeper, unless that is too deep. */
export function nested<T>(run: Interpreter, otherwise: T, body: () => T): T {
  if (run.depth >= MAX_DEPTH) {
    giveUp(run, 'nested too deeply');
    return otherwise;
  }
  run.depth++;
  const result = body();
  run.depth--;
  return result;
}

const MAX_DEPTH = 120;
