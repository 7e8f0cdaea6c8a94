import type { Blocking, HookEvent, Sender } from './event.ts';
import type { Finding, Verdict } from './finding.ts';
import type { JsonObject } from './json.ts';

/**
 * How a host was told to run us: `block` where it waits for an answer that can stop something, `notify` where nothing can be stopped, and
 * `prompt` where only a denial may stop it and no failure of ours: nobody is kept from typing by a guard that fails.
 */
export const VERBS = ['block', 'notify', 'prompt'] as const;
export type Verb = (typeof VERBS)[number];

/** What the host sees of us; `exitCode` is 0 or 2 and nothing else. */
export interface Reply {
  readonly exitCode: 0 | 2;
  readonly stdout: string;
  readonly stderr: string;
}

/** What is known of an event when the answer is made; less than an event where validation refused it. */
export type Addressee = Pick<HookEvent, 'name' | 'blocking' | 'hostEvent'> & {
  readonly tool?: Pick<NonNullable<HookEvent['tool']>, 'name'>;
};

/** What was decided, as far as the host is told. */
export interface Answer extends Pick<Verdict, 'decision' | 'findings'> {
  /** An allow may be said aloud: it then lifts the host's own question. */
  readonly approved?: boolean;
  /** One more sentence, which a person is to read. */
  readonly notice?: string;
}

/** One coding agent: what its events mean, and how it is answered. */
export interface HostAdapter {
  readonly host: Sender;
  /** Fields, as `tool_info.arguments`, in which this host sends JSON as a text. */
  readonly embedded: readonly string[];
  /** Whether the host has an event, and a tool, of this name. */
  readonly knows: (event: string) => boolean;
  readonly hasTool: (tool: string) => boolean;
  /** The same event in the neutral names, those of Claude Code. Total; applied to its own result it changes nothing. */
  readonly translate: (raw: JsonObject) => JsonObject;
  /** What a deny and a failure do to an event of this name. */
  readonly blockingOf: (name: string, raw: JsonObject, verb: Verb) => Blocking;
  /** Whether asking reaches a person: someone is there, the host can ask, and stdin looks like this host's. */
  readonly canAsk: (event: HookEvent, environment: Readonly<Record<string, string | undefined>>) => boolean;
  /** Whether its prompt events are sent for what a person typed and for nothing else, so that a prompt can be a person's word. */
  readonly attestsPrompts: boolean;
  /** What the host itself calls the project, where it tells. */
  readonly projectOf: (environment: Readonly<Record<string, string | undefined>>) => string | undefined;
  readonly reply: (addressee: Addressee, answer: Answer) => Reply;
  /** The answer where we could not judge: it blocks what must not run unjudged, and elsewhere at most tells the person. */
  readonly failure: (addressee: Addressee, findings: readonly Finding[]) => Reply;
}
