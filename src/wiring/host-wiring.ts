import type { Host } from '../domain/event.ts';
import type { Verb } from '../domain/host.ts';
import type { JsonObject, JsonValue } from '../domain/json.ts';
import type { Path } from './edit/editor.ts';
import type { Places } from './places.ts';

/** Whom settings are for: one person, one project on this machine, or everybody on it. */
export const SCOPES = ['user', 'project', 'managed'] as const;
export type Scope = (typeof SCOPES)[number];

/** The command line that a host is to run. */
export type Command = (verb: Verb) => string;

/** What is put behind the others of a list. */
export interface Entry {
  readonly list: readonly string[];
  readonly value: JsonObject;
}

/** Settings with much else in them. */
export interface SharedFile {
  readonly kind: 'shared';
  readonly path: string;
  /** `jsonc` only where the host is known to read comments. */
  readonly format: 'json' | 'jsonc' | 'toml';
  readonly entries: (command: Command) => readonly Entry[];
  /** What the host wants to be there beside hooks. */
  readonly required?: readonly (readonly [key: string, value: JsonValue])[];
}

/** A file that is there for nothing but this guard. */
export interface OwnFile {
  readonly kind: 'own';
  readonly path: string;
  readonly text: (command: Command) => string;
  readonly executable: boolean;
  /** The events for which the host runs it. */
  readonly events: readonly string[];
}

export type WiredFile = SharedFile | OwnFile;

/** A version below which the host does not do what is relied on. */
interface Minimum {
  readonly version: string;
  /** What older ones do, and how to update. */
  readonly otherwise: readonly [does: string, mend: string];
}

/** How one coding agent is told to run the launcher. */
export interface HostWiring {
  readonly host: Host;
  readonly title: string;
  /** Names of its program. */
  readonly programs: readonly string[];
  /** Folders and files that only somebody who uses it has. */
  readonly traces: (places: Places) => readonly string[];
  /** Where it keeps what its sessions did, in a form that a scan reads; absent where none is known. */
  readonly logs?: (places: Places) => readonly string[];
  /** Which files of a scope are written; none where the host has no such scope. */
  readonly files: (scope: Scope, places: Places) => readonly WiredFile[];
  /** Files that `install` does not write, in which hooks may be wired or switched off as well. */
  readonly others?: (places: Places) => readonly string[];
  /** With which verb the launcher is run, by event. */
  readonly events: Readonly<Record<string, Verb>>;
  /** Settings with which no hook runs. */
  readonly switchesOff: readonly { readonly at: Path; readonly value: JsonValue }[];
  readonly minimum?: Minimum;
  /** The version that was run with the launcher; absent where documentation had to do. */
  readonly tried?: string;
  /** What the host cannot be made to do, and what to do about it. */
  readonly cautions: readonly string[];
  /** What the host sends before it runs a shell command. */
  readonly sample: (command: string, where: SampleSession) => JsonObject;
}

export interface SampleSession {
  readonly session: string;
  readonly cwd: string;
}

/** Seconds a host waits: above what the launcher takes at most, so that its denial is still read. */
export const TIMEOUT_SECONDS = 10;

/** Events whose calls the host holds back until the launcher has answered. */
export const heldEvents = ({ events }: HostWiring): readonly string[] => Object.keys(events).filter((event) => events[event] === 'block');

/** What the sessions of `doctor` begin with, so that the log tells them from an agent's. */
export const SELF_TEST = 'hookwarden-self-test';

export const isSelfTest = (session: string | undefined): boolean => session?.startsWith(`${SELF_TEST}-`) === true;
