import type { Writable } from 'node:stream';
import type { JsonObject } from '../domain/json.ts';
import { err, type Result } from '../domain/result.ts';
import { LIMITS } from '../validation/limits.ts';
import { denial, refusal } from './answers.ts';
import { announced, type Call, ended, interrupted, noticed, type Surroundings } from './calls.ts';
import type { Guard } from './guard.ts';
import { linesOf } from './lines.ts';
import { type Reach, reviseTools } from './listed.ts';
import { answered, answersIn, isFinal, isMisspelt, type Received, readReceived, withAnswers, withoutBreaks } from './received.ts';
import { type Asked, readSent, TOO_LONG } from './sent.ts';
import type { WaitingRequests } from './waiting.ts';

/** What both directions share. */
export interface Relay {
  readonly surroundings: Surroundings;
  readonly guard: Guard;
  readonly waiting: WaitingRequests;
  /** What the policy says of tools, as of now; the error says why that is not known. */
  readonly reach: () => Promise<Result<Reach, string>>;
  /** To the client, which waits for whole lines from two sides. */
  readonly client: Writable;
  readonly server: Writable;
  /** To a person who looks at what the server says on its standard error. */
  readonly say: (message: string) => void;
}

/** Beyond this a server's line is no message that a client could hold. */
const MAX_RECEIVED = 64 * 1024 * 1024;

/** Resolves once the other side has room again; what cannot be written is lost with whoever was to read it. */
const write = (stream: Writable, bytes: Buffer): Promise<void> => new Promise((resolve) => void stream.write(bytes, () => resolve()));

/**
 * From the client to the server, until the client ends. One line after another: a call is judged before what comes behind it is read, so
 * that nothing overtakes it and no queue grows.
 */
export async function relaySent(pieces: AsyncIterable<Buffer>, relay: Relay): Promise<void> {
  const { client, server } = relay;
  let calls = 0;
  for await (const line of linesOf(pieces, LIMITS.bytes)) {
    const sent = line.kind === 'whole' ? readSent(line.bytes) : err(TOO_LONG);
    if (!sent.ok) {
      await note(sent.error.finding.message, relay);
      await write(client, refusal(sent.error));
      continue;
    }
    const kept: JsonObject[] = [];
    for (const { message, asked } of sent.value.messages) {
      const objection = await follow(asked, () => `mcp-${++calls}`, relay);
      if (objection === undefined) kept.push(message);
      else if (asked.kind === 'call' && asked.id !== undefined) await write(client, denial(asked.id, objection));
    }
    const isWhole = kept.length === sent.value.messages.length;
    if (isWhole && line.kind === 'whole') await write(server, line.bytes);
    else if (kept.length > 0) await write(server, Buffer.from(`${JSON.stringify(kept)}\n`));
  }
}

/** Why a message must not go on; undefined where it may. What the server will answer is remembered before it can. */
async function follow(asked: Asked, nextUseId: () => string, { guard, waiting, surroundings }: Relay): Promise<string | undefined> {
  switch (asked.kind) {
    case 'call': {
      const call: Call = { tool: asked.tool, input: asked.input, useId: nextUseId() };
      const objection = await guard.objection(announced(call, surroundings));
      if (objection === undefined && asked.id !== undefined) waiting.add(asked.id, { kind: 'call', call });
      return objection;
    }
    case 'list':
      waiting.add(asked.id, { kind: 'list' });
      return undefined;
    case 'cancelled': {
      const request = waiting.take(asked.id);
      if (request?.kind === 'call') void guard.tell(interrupted(request.call, surroundings));
      return undefined;
    }
    case 'other':
      return undefined;
  }
}

/** Said aloud, and recorded. */
async function note(message: string, { say, guard, surroundings }: Relay): Promise<void> {
  say(message);
  await guard.tell(noticed(message, surroundings));
}

/** From the server to the client, until the server's output ends, or a line of it is too long. */
export async function relayReceived(pieces: AsyncIterable<Buffer>, relay: Relay): Promise<'ended' | 'too-long'> {
  for await (const line of linesOf(pieces, MAX_RECEIVED)) {
    if (line.kind === 'too-long') return 'too-long';
    const whole = relay.waiting.isEmpty() ? line.bytes : withoutBreaks(line.bytes);
    const received = relay.waiting.isEmpty() ? undefined : readReceived(whole);
    if (received && isMisspelt(received)) {
      await note('the server sent a message with a field that some clients would take for another; it was not passed on', relay);
      continue;
    }
    const { bytes = whole, told } = received ? await heed(received, relay) : NOTHING;
    await write(relay.client, bytes);
    await told;
  }
  return 'ended';
}

interface Heeded {
  /** What the client gets in the place of the line. */
  readonly bytes?: Buffer;
  readonly told?: Promise<unknown>;
}

const NOTHING: Heeded = {};

/** The guard is told before the client has the answer: whatever is called next is judged by what came back. */
async function heed(received: Received, relay: Relay): Promise<Heeded> {
  const { waiting, guard, surroundings } = relay;
  const told: Promise<void>[] = [];
  const revised = new Map<JsonObject, JsonObject>();
  for (const answer of answersIn(received)) {
    const request = waiting.find(answer.id);
    if (isFinal(answer)) waiting.end(answer.id);
    if (request?.kind === 'call') told.push(guard.tell(ended(request.call, answered(answer, received), surroundings)));
    const result = request?.kind === 'list' ? await revise(answer, relay) : undefined;
    if (result) revised.set(answer, { ...answer, result });
  }
  return {
    told: Promise.all(told),
    ...(revised.size > 0 && { bytes: withAnswers(received, (answer) => revised.get(answer) ?? answer) }),
  };
}

/** Where the policy cannot be asked, every tool is shown, and each call is denied for that very reason. */
async function revise({ result }: JsonObject, relay: Relay): Promise<JsonObject | undefined> {
  const known = await relay.reach();
  if (!known.ok) relay.say(`which tools may be called is not known: ${known.error}`);
  const revised = reviseTools(result, known.ok ? known.value : { may: () => true, enforced: true });
  if (revised.notes.length > 0) void note(revised.notes.join('; '), relay);
  return revised.result;
}
