import type { ContextNames } from '../domain/context.ts';
import type { Effect } from '../domain/effect.ts';
import type { Shell } from '../domain/event.ts';
import type { Machine } from '../domain/facts.ts';
import type { Certainty } from '../domain/operand.ts';
import type { SessionLabel } from '../domain/session.ts';
import type { SqlDialect } from './sql/dialects.ts';
import type { Tier } from './tiers/names.ts';

/** Stands in `Word.value` for a piece that only the run can tell. Validation refuses NUL in input, so it is never the user's own. */
export const HOLE = '\0';

/** A shell word after expansion, as far as it can be expanded. */
export interface Word {
  /** As written. */
  readonly text: string;
  /** Quotes removed, known expansions done; `HOLE` for each unknown piece. */
  readonly value: string;
  readonly certainty: Certainty;
  /** True where `value` holds an unquoted glob character that the shell will expand. */
  readonly glob?: boolean;
  /** True where a hole may be empty because nothing in the call sets the variable. */
  readonly unset?: boolean;
  /** The output that a substitution put into it; of several, the least trusted. Kept by spreading the word. */
  readonly stream?: Stream;
  /** Indexes of the actions whose output stands in it. */
  readonly sources?: readonly number[];
}

export const literal = (value: string): Word => ({ text: value, value, certainty: 'literal' });

/** What flows through a pipe, a here-document or a substitution. */
export interface Stream {
  /** `literal`: written in the call; `decoded`: made from it by base64 and the like; `downloaded`: from the network; `file`: a file's content; `dynamic`: whatever a program prints. */
  readonly origin: 'literal' | 'decoded' | 'downloaded' | 'file' | 'dynamic';
  /** The content, where it is known; `HOLE` for each piece of it that is not. */
  readonly text?: string;
  /** With origin `file`. */
  readonly path?: Word;
  /** Where the whole is not known: the texts in it that are, and the files, in their order. */
  readonly parts?: readonly (string | Word)[];
}

export interface Redirection {
  readonly fd: number;
  readonly mode: 'read' | 'write' | 'append' | 'read-write';
  readonly target: Word;
}

/** One simple command, expanded, before its program is looked up. `words[0]` is the program. */
export interface Command {
  readonly words: readonly Word[];
  /** Assignments in front of it, and those that wrappers such as `env` add: its environment, beyond what it inherits. */
  readonly environment: Readonly<Record<string, Word>>;
  readonly redirections: readonly Redirection[];
  /** What arrives on standard input; absent where it is the terminal or nothing. */
  readonly stdin?: Stream;
  /** Outermost first. */
  readonly wrappers: readonly string[];
}

/** Where a command runs. */
export interface Setting {
  readonly machine: Machine;
  /** Absolute; undefined after a `cd` that cannot be followed. */
  readonly cwd: string | undefined;
  /** What earlier calls of the session did; none where nothing is known of them. */
  readonly session?: readonly SessionLabel[];
  /** True inside ssh, a container or a cluster: paths there are not this machine's. */
  readonly remote: boolean;
  /** With `remote`: host folders that are visible inside, longest target first. */
  readonly mounts: readonly { readonly source: string; readonly target: string }[];
  /** Where the client works that this is sent through: `psql -h db.prod`, `kubectl --context kind-dev exec`. */
  readonly tier?: Tier;
  /** True where statements are sent to a database that is there for tests. */
  readonly disposable?: boolean;
  /** What the policy calls protected, sensitive or production, where it names any. */
  readonly names?: ContextNames;
}

export type Language =
  | 'python'
  | 'javascript'
  | 'perl'
  | 'ruby'
  | 'php'
  | 'awk'
  | 'lua'
  | SqlDialect
  | 'r'
  | 'applescript'
  | 'tcl'
  | 'sed'
  | 'make'
  /** Any other: read for the calls that it spells out. */
  | 'code';

/** Something that a program runs in turn; the shell interpreter follows it with its budget. */
export type Run =
  /** Another command: `sudo rm x`, `xargs rm`, `find -exec rm {} ;`. */
  | {
      readonly kind: 'argv';
      readonly argv: readonly Word[];
      readonly wrapper: string;
      readonly environment?: Readonly<Record<string, Word>>;
      readonly cwd?: Word;
      readonly remote?: boolean;
      readonly mounts?: Setting['mounts'];
      /** False where it does not read the outer command's standard input (xargs, find). */
      readonly inheritsStdin?: boolean;
    }
  /** Shell text: `bash -c '…'`, `ssh host '…'`, `eval "…"`. */
  | {
      readonly kind: 'shell';
      readonly text: Word;
      readonly shell: Shell;
      readonly wrapper: string;
      readonly arguments?: readonly Word[];
      /** What `$0` is, where the call says it: the word behind the text of `sh -c`. */
      readonly zero?: Word;
      readonly origin?: Stream['origin'];
      readonly cwd?: Word;
      readonly remote?: boolean;
      readonly mounts?: Setting['mounts'];
    }
  /** Code in a language: `python -c '…'`. */
  | {
      readonly kind: 'code';
      readonly text: Word;
      readonly language: Language;
      readonly wrapper: string;
      readonly origin?: Stream['origin'];
      readonly remote?: boolean;
      readonly disposable?: boolean;
    }
  /** A script on disk: `bash x.sh`, `./x`, `python x.py`. */
  | {
      readonly kind: 'file';
      readonly path: Word;
      readonly as: Shell | Language | 'unknown';
      readonly wrapper: string;
      readonly arguments?: readonly Word[];
      readonly remote?: boolean;
      readonly disposable?: boolean;
    }
  /** Whatever arrives on standard input is executed: `… | sh`. */
  | {
      readonly kind: 'stdin';
      readonly as: Shell | Language;
      readonly wrapper: string;
      readonly arguments?: readonly Word[];
      readonly remote?: boolean;
    };

/** What a program does when run with these words. */
export interface Outcome {
  readonly effects?: readonly Effect[];
  readonly runs?: readonly Run[];
  /** What it prints; absent: whatever it likes, of the same origin as its input where that is downloaded or decoded. */
  readonly stdout?: Stream;
  /** Files it writes, with what, so that a later part of the call that runs or reads them can be followed. */
  readonly writes?: readonly { readonly path: Word; readonly stream: Stream; readonly append?: boolean }[];
  /** Variables that stand for what it selects for the commands behind it: `kubectl config use-context prod`. */
  readonly selects?: Readonly<Record<string, Word>>;
}

/** What one program does. Pure; never throws; judges nothing: whether it may is for the rules. */
export type Program = (command: Command, setting: Setting) => Outcome;

/** By lower-cased base name. */
export type ProgramTable = Readonly<Record<string, Program>>;

/** What code in a language does. */
export type CodeReader = (text: string, setting: Setting) => Outcome;
