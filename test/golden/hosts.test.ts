// What each host sends, byte by byte, what is read of it, and what it is answered: hosts/*.yaml, written by hand.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { HOSTS, type HookEvent } from '../../src/domain/event.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { Reply } from '../../src/domain/host.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import { adapterFor, detectHost } from '../../src/hosts/index.ts';
import { LIMITS } from '../../src/validation/limits.ts';
import { validate } from '../../src/validation/validate.ts';

interface Shape {
  readonly what: string;
  readonly sent: JsonObject;
  /** What the event is read as; only what stands here is compared. */
  readonly event?: Partial<HookEvent>;
  /** The call, whole. */
  readonly tool?: HookEvent['tool'];
  readonly asks?: boolean;
  /** Fields that are not kept. */
  readonly lacks?: readonly string[];
  /** What a refusal says. */
  readonly refused?: string;
}
interface Golden {
  readonly shapes: readonly Shape[];
  readonly replies: readonly ({ readonly to: string } & Readonly<
    Partial<Record<'allow' | 'approved' | 'ask' | 'deny' | 'failure', Reply>>
  >)[];
}

const folder = join(import.meta.dirname, 'hosts');
const finding = (decision: Finding['decision']): Finding => ({
  stage: 'governance',
  ruleId: 'a.rule',
  severity: 'high',
  decision,
  message: 'It is example.',
});

it('there is a page for every host', () => {
  expect(readdirSync(folder).sort()).toEqual(HOSTS.map((host) => `${host}.yaml`).sort());
});

describe.each(HOSTS)('%s', (host) => {
  const { shapes, replies }: Golden = parse(readFileSync(join(folder, `${host}.yaml`), 'utf8'));
  const adapter = adapterFor(host);
  const read = (sent: JsonObject) => validate(Buffer.from(JSON.stringify(sent)), adapter, 'block', LIMITS, () => '/start');

  it.each(shapes)('$what', ({ sent, event, tool, asks, lacks = [], refused }) => {
    const validated = read(sent);
    if (refused !== undefined) {
      if (validated.ok) throw new Error('It was not refused.');
      const { addressee, finding: why } = validated.error;
      expect(why).toMatchObject({ decision: 'deny', message: expect.stringMatching(refused) });
      expect(addressee?.blocking).toBe('blocks');
      return;
    }
    if (!validated.ok) throw new Error(validated.error.finding.message);
    expect(validated.value).toMatchObject({ host, ...event });
    if (tool) expect(validated.value.tool).toEqual(tool);
    if (asks !== undefined) expect(adapter.canAsk(validated.value, {})).toBe(asks);
    for (const field of lacks) expect(validated.value.raw).not.toHaveProperty(field);
  });

  it.each(replies)('answers $to', ({ to, ...expected }) => {
    const event = read(shapes.find(({ what }) => what === to)?.sent ?? {});
    if (!event.ok) throw new Error(event.error.finding.message);
    const given = {
      allow: adapter.reply(event.value, { decision: 'allow', findings: [] }),
      approved: adapter.reply(event.value, { decision: 'allow', findings: [], approved: true }),
      ask: adapter.reply(event.value, { decision: 'ask', findings: [finding('ask')] }),
      deny: adapter.reply(event.value, { decision: 'deny', findings: [finding('deny')] }),
      failure: adapter.failure(event.value, [finding('deny')]),
    };
    expect(given).toMatchObject(expected);
  });

  it('a record of it can be judged again', () => {
    for (const { sent } of shapes) {
      const event = read(sent);
      if (event.ok) expect(read(event.value.raw)).toEqual(event);
    }
  });

  it('is known by the shape of a call', () => {
    expect(detectHost(shapes[0]?.sent ?? {})).toBe(host);
  });
});
