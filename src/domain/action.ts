import type { Effect } from './effect.ts';
import type { SessionLabel } from './session.ts';

/** The effective argv, after wrappers such as `sudo`, `env`, `xargs` and `sh -c` are peeled off. */
export interface Invocation {
  /** Lower-cased base name without `.exe`; empty where only the run can tell. */
  readonly program: string;
  readonly argv: readonly string[];
  /** The wrappers peeled off, outermost first: `['sudo', 'env']`. */
  readonly wrappers: readonly string[];
  /** The variables that the call sets for it, where it sets any; a value that only the run can tell holds NUL. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The directory it would run in, where known. */
  readonly cwd?: string;
}

export interface Action {
  /** What asked for it: the tool, in the words of the design (`Bash`, `Read`, `mcp__server__tool`). */
  readonly tool: string;
  readonly invocation?: Invocation;
  readonly effects: readonly Effect[];
}

/** What the source action yields flows into the sink: a pipe, a file written then read, a substitution, an argument. */
export interface DataEdge {
  /** Indexes into `Analysis.actions`. */
  readonly from: number;
  readonly to: number;
}

/** A file that a call makes of what nobody has read. */
export interface MadeFile {
  /** Absolute; with `BELOW` at its end everything in that folder. */
  readonly path: string;
  readonly label: 'downloaded-script' | 'cloned-repository' | 'wrote-script';
}

/** Everything that a call would do, as far as it can be known. */
export interface Analysis {
  readonly actions: readonly Action[];
  readonly edges: readonly DataEdge[];
  /** Why the analysis stopped early, where it did; the verdict is then at least `ask`. */
  readonly incomplete: readonly string[];
  /** What it leaves behind for later calls of the session to run. */
  readonly made?: readonly MadeFile[];
  /** What earlier calls of the session did, where anything is known of them. */
  readonly session?: readonly SessionLabel[];
}

export const NO_ACTIONS: Analysis = { actions: [], edges: [], incomplete: [] };
