import type { Decision } from './decision.ts';
import type { Stance } from './rule.ts';

/** What the git guard itself objects to, beside secrets and what rules say of a file's content. */
export const GIT_RULES = [
  'commit.conflict-marker',
  'commit.credential-file',
  'commit.generated',
  'commit.outside-link',
  'commit.protected-branch',
  'commit.message',
  'push.force',
  'push.delete',
  'push.protected-branch',
] as const;
export type GitRule = (typeof GIT_RULES)[number];

/** What becomes of a file that is too large to be read, from lax to strict. */
export const TOO_LARGE = ['pass', 'ask', 'deny'] as const;

export const ANCHORS = ['notes', 'off'] as const;

/** What a commit message has to be; nothing where nothing is said. */
interface MessageTerms {
  /** Lists of globs, of each of which one fits the subject. */
  readonly subject: readonly (readonly string[])[];
  /** Characters. */
  readonly maxSubject?: number;
  /** A `Signed-off-by` line has to be there. */
  readonly signedOff: boolean;
}

/** Where some rules do not speak, and why. */
export interface GitException {
  /** Globs over paths in the repository. */
  readonly paths: readonly string[];
  /** Globs over ids of rules. */
  readonly rules: readonly string[];
  readonly reason: string;
}

/** How commits and pushes are guarded. */
export interface GitSettings {
  readonly rules: Readonly<Partial<Record<GitRule, Stance>>>;
  readonly tooLarge: (typeof TOO_LARGE)[number];
  /** Bytes; what is larger is not read. */
  readonly maxFileSize: number;
  readonly messages: MessageTerms;
  readonly exceptions: readonly GitException[];
  /** Whether each commit gets a note with the head of the audit log. */
  readonly anchor: (typeof ANCHORS)[number];
}

export const stanceDecision = (stance: Stance): Decision => (stance === 'ask' || stance === 'deny' ? stance : 'allow');
