import type { Decision, Profile, Severity } from './decision.ts';
import type { EffectFlag, EffectKind } from './effect.ts';
import type { Sender } from './event.ts';
import type { HostClass, PathClass } from './operand.ts';
import type { ContextSettings } from './policy.ts';
import type { LabelName } from './session.ts';

/** Three-valued logic: what only the run can tell is `unknown`. */
export type Truth = 'true' | 'false' | 'unknown';

export type OperandClass = PathClass | HostClass;

/** Fits one effect when every field that is given fits. Lists are "any of", except `flags`, which is "all of". */
export interface EffectPattern {
  /** Wildcards (`git.*`) are expanded when the rule is read. */
  readonly effect: readonly EffectKind[];
  /** Path or host classes, any of which the operand has. */
  readonly class?: readonly OperandClass[];
  /** Path or host classes, none of which the operand may have. */
  readonly notClass?: readonly OperandClass[];
  readonly flags?: readonly EffectFlag[];
  readonly anyFlag?: readonly EffectFlag[];
  readonly notFlags?: readonly EffectFlag[];
  readonly program?: readonly string[];
  readonly wrapper?: readonly string[];
  /** Globs over the tool's name: `mcp__*`. */
  readonly tool?: readonly string[];
  /** Globs over the operand's value (its text where it has none). */
  readonly value?: readonly string[];
}

export type Condition =
  | EffectPattern
  /** Every one holds somewhere in the call. */
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  /** Data goes from an effect that fits `from` to one that fits `to`, in one action or along data edges. */
  | { readonly flow: { readonly from: EffectPattern; readonly to: EffectPattern } };

export const CONTEXTS = ['production', 'sensitive-files', 'dangerous'] as const;
type Context = (typeof CONTEXTS)[number];

/** `experimental` rules are reported and never stop a call; `deprecated` ones are silent, and their id stands for `replacedBy`. */
export const RULE_STATUSES = ['stable', 'experimental', 'deprecated'] as const;

/** Under this name the strict profile asks about what no rule speaks of; like a rule it can be let pass. */
export const NOT_KNOWN_SAFE = 'governance.not-known-safe';

/** What a policy may make of a rule, from lax to strict. */
export const STANCES = ['off', 'observe', 'ask', 'deny'] as const;
export type Stance = (typeof STANCES)[number];

/** A shell command, or a whole tool call. */
export interface ExampleCall {
  readonly command?: string;
  readonly tool?: string;
  readonly input?: Readonly<Record<string, unknown>>;
}

/** What an example finds around it; where it says nothing, an attended call in an empty project, and no policy. */
export interface ExampleSetting {
  readonly attended?: boolean;
  readonly host?: Sender;
  readonly permissionMode?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Texts by absolute path; `~/` is the home folder, any other relative path lies in the project. */
  readonly files?: Readonly<Record<string, string>>;
  readonly policy?: Partial<Omit<ContextSettings, 'hours'>>;
}

export interface RuleExample extends ExampleCall {
  /** Calls of the same session that went before, in their order; with `response`, what came back. */
  readonly before?: readonly (ExampleCall & { readonly response?: string })[];
  readonly cwd?: string;
  readonly given?: ExampleSetting;
  /** Written to hide or to look like; each rule needs one that must match and one that must pass. */
  readonly adversarial?: boolean;
  /** What the whole call is decided to be, where another rule speaks too; `allow` for `pass` examples where absent. */
  readonly decision?: Decision;
  readonly why?: string;
}

/** How calls are made that a rule speaks of; each list is "any of". */
interface Circumstances {
  /** Whether a person is there to answer. */
  readonly attended?: boolean;
  readonly host?: readonly Sender[];
  /** In the host's own words. */
  readonly permissionMode?: readonly string[];
}

/** A rule is data. Ours and the user's have one format (docs/rule-format.md). */
export interface Rule {
  readonly id: string;
  readonly version: number;
  readonly status: (typeof RULE_STATUSES)[number];
  readonly severity: Severity;
  /** `ask` or `deny`. */
  readonly decision: Exclude<Decision, 'allow'>;
  readonly replacedBy?: string;
  /** Only these profiles; both where absent. */
  readonly profiles?: readonly Profile[];
  /** Cannot be switched off, excepted or loosened by anyone. */
  readonly absolute?: boolean;
  /** The least decision when the rule throws or an analysis runs out of budget. */
  readonly floor?: Exclude<Decision, 'allow'>;
  /** A rule of stage 3: it speaks only to principals without `context:NAME`. */
  readonly context?: Context;
  readonly only?: Circumstances;
  /** What an operand or class known to be unknown counts as in `when`. */
  readonly unknown: 'match' | 'skip';
  readonly title: string;
  /** `{{operand}}`, `{{program}}`, `{{note}}`, `{{class}}` are filled in. */
  readonly message: string;
  readonly instead?: string;
  readonly tags: readonly string[];
  readonly when: Condition;
  /** Only after a call of the session that set any of these; a label about a file or a name must be about the effect's own. */
  readonly session?: readonly LabelName[];
  /** Tested on the very effect that fitted `when`; unknown never satisfies it. */
  readonly unless?: readonly EffectPattern[];
}

/** A rule with what only its author and its tests need. */
export interface RuleSource extends Rule {
  readonly examples: {
    readonly match: readonly RuleExample[];
    readonly pass: readonly RuleExample[];
    readonly gap?: readonly RuleExample[];
  };
}
