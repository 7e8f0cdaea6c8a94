import type { Shell } from './event.ts';
import type { Grant } from './exception.ts';
import type { SessionLabel } from './session.ts';

/** What a read of a file yields; reads never block on a device, a pipe or a network mount. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The disk, as far as the analysis may see it. Every call is bounded and none throws. */
export interface FileSystem {
  /** The real path of the longest existing prefix, with the rest appended; undefined where nothing can be told. */
  readonly resolve: (absolute: string) => string | undefined;
  readonly read: (absolute: string, maxBytes: number) => FileContent;
  /** 'file', 'directory', 'other', or undefined where there is nothing. Follows symbolic links. */
  readonly kind: (absolute: string) => 'file' | 'directory' | 'other' | undefined;
}

/** What is known of the machine: the same for all calls that come from one folder. */
export interface Machine {
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly shell: Shell;
  readonly home: string;
  /** The folder that the agent works on: a git root where there is one, else the working folder. */
  readonly project: string;
  readonly tempFolders: readonly string[];
  /** This guard's own folders and files: state, configuration, program. */
  readonly ownPaths: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly files: FileSystem;
}

/** What is known of the machine and the moment, gathered at the edge; the stages see nothing else of it. */
export interface Facts {
  readonly machine: Machine;
  /** Microseconds since 1970. */
  readonly now: number;
  /** Whether a person is there to answer a question. */
  readonly attended: boolean;
  /** What earlier calls of the session did; none where nothing is known of them. */
  readonly session?: readonly SessionLabel[];
  /** What a person has let through that may concern this event. */
  readonly grants?: readonly Grant[];
}
