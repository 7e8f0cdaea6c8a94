/**
 * How far a word is known. `literal`: written out. `derived`: computed from what is written (a variable assigned in the
 * same command, `cd`, a glob, a decoded string). `unknown`: depends on what only the run can tell.
 */
export const CERTAINTIES = ['literal', 'derived', 'unknown'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/**
 * What a path is to its owner. One path may have several classes; an operand that could be one of several paths has them all.
 * Place: root (`/`, all of it, or one of its standard folders such as `/usr`), system, home (a whole home folder), personal (what a person keeps there:
 * Documents, Desktop, …), project-root (the project folder itself, all of it, or a folder above it), project, outside (none of the others), temp, device.
 * Kind: vcs (inside .git), secret, sensitive (named so by the policy, and then secret, too), shell-startup, persistence (cron, systemd, launchd, authorized_keys, …), agent-config (any settings of an agent),
 * agent-hooks (those that say which hooks run and what needs a question), agent-folder (a folder that holds them), own-state (this guard's files), ci, git-hook, manifest (package scripts, Makefile), cache (can be built or fetched again), log, history-file, unset
 * (an expansion that nothing in the call sets stands at its head: may be empty).
 */
export const PATH_CLASSES = [
  'root',
  'system',
  'home',
  'personal',
  'project-root',
  'project',
  'outside',
  'temp',
  'device',
  'vcs',
  'secret',
  'sensitive',
  'shell-startup',
  'persistence',
  'agent-config',
  'agent-hooks',
  'agent-folder',
  'own-state',
  'ci',
  'git-hook',
  'manifest',
  'cache',
  'log',
  'history-file',
  'unset',
] as const;
export type PathClass = (typeof PATH_CLASSES)[number];

export const HOST_CLASSES = [
  'loopback',
  'private',
  'metadata',
  'public',
  'ip',
  'raw-content',
  'paste',
  'tunnel',
  'webhook',
  'shortener',
  'code-host',
  'registry',
] as const;
export type HostClass = (typeof HOST_CLASSES)[number];

export interface Operand {
  /** As the call wrote it; for messages. May hold a secret: redact before showing. */
  readonly text: string;
  /** Resolved where it could be: an absolute normal path, a host name, a ref. */
  readonly value?: string;
  readonly certainty: Certainty;
  /** A set; with certainty `unknown` it holds what it might be, possibly nothing. */
  readonly classes: readonly (PathClass | HostClass)[];
}
