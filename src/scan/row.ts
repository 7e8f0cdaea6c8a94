import type { Decision } from '../domain/decision.ts';
import type { Sender } from '../domain/event.ts';
import type { Finding } from '../domain/finding.ts';

/** Formats of recorded logs, each read by the file of its name in `formats/`. */
export const FORMATS = [
  'claude-code',
  'stream-json',
  'codex',
  'gemini',
  'qwen',
  'copilot',
  'opencode',
  'openhands',
  'swe-agent',
  'atif',
  'otel',
  'audit-log',
  'hook-events',
] as const;
export type Format = (typeof FORMATS)[number];

/** What became of a call, as far as its log tells. `denied`: the host, a hook or a person stopped it. */
export const CALL_OUTCOMES = ['ran', 'failed', 'denied', 'unknown'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** Where something was recorded. */
export interface Place {
  /** The path as it was found; `-` for standard input. */
  readonly source: string;
  /** From 1; in a document or a database, the how-manieth record it is. */
  readonly line: number;
  readonly format: Format;
}

type RowFinding = Pick<Finding, 'ruleId' | 'severity' | 'decision' | 'message'>;

/** A recorded tool call with what was judged of it, but for what it says. */
export interface RowHead extends Place {
  /** `claude-code` where the log is of no host that is known here: its tools are told in the neutral names. */
  readonly host: Sender;
  /** Empty where the call belongs to none. */
  readonly session: string;
  /** A subagent's id. */
  readonly agent?: string;
  /** The folder that the call was made in. */
  readonly project: string;
  /** Microseconds since 1970. */
  readonly time?: number;
  readonly tool: string;
  readonly outcome: CallOutcome;
  readonly decision: Decision;
  /** 0 to 100. */
  readonly risk: number;
  readonly findings: readonly RowFinding[];
}

/** One judged call of a report. Its texts are an agent's: free of secrets, and otherwise as hostile as they come. */
export interface ScanRow extends RowHead {
  /** The host's id of the call. */
  readonly call?: string;
  /** What the call would do, in one line of at most `MAX_SUMMARY` characters. */
  readonly summary: string;
}

export const MAX_SUMMARY = 240;

/** What could not be read, and where. */
export interface Problem {
  readonly source: string;
  /** 0 where it is the source as a whole. */
  readonly line: number;
  readonly reason: string;
}
