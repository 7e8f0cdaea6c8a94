import { describe, expect, it } from 'vitest';
import { claim, type Sighting } from '../../../src/authentication/claim.ts';
import type { Session } from '../../../src/domain/bound-session.ts';
import type { HookEvent } from '../../../src/domain/event.ts';
import { DAY, eventOf, NOW, unwrap } from '../../support/installation.ts';

const ada = { id: 'ada', name: 'Ada', role: 'developer', keyId: 'k1' };
const eve = { id: 'eve', name: 'Eve', role: 'developer', keyId: 'k2' };
const SHOP = '/home/ada/shop';
const FIRST = { permissionMode: 'default', transcriptPath: '/home/ada/.claude/projects/shop/s.jsonl' };

const seen = (event: Partial<HookEvent> = {}, change: Partial<Sighting> = {}): Sighting => ({
  event: eventOf('s', { ...FIRST, ...event }),
  project: SHOP,
  isRepository: () => true,
  now: NOW,
  lifetime: DAY,
  ...change,
});
const begun = (event: Partial<HookEvent> = {}): Session => unwrap(claim(undefined, ada, seen(event))).session;
const lifecycle = (name: string, raw = {}) => ({ name, raw, blocking: 'never' }) as const;

describe('a session that is seen for the first time', () => {
  it('is bound to who acts, where, under which agent and mode', () => {
    expect(claim(undefined, ada, seen())).toEqual({
      ok: true,
      value: {
        because: [],
        session: {
          id: 's',
          owner: 'ada',
          host: 'claude-code',
          project: SHOP,
          transcripts: '/home/ada/.claude/projects/shop',
          permissionMode: 'default',
          boundAt: NOW,
          seenAt: NOW,
          agents: [],
          intruders: [],
          labels: [],
        },
      },
    });
  });
});

describe('a session that is known', () => {
  it.each<[what: string, event: Partial<HookEvent>, change: Partial<Sighting>, because: readonly string[]]>([
    ['goes on', {}, {}, []],
    ['goes on in a folder of its project', {}, { project: `${SHOP}/web`, isRepository: () => false }, []],
    ['is bound anew in another repository below its project', {}, { project: `${SHOP}/vendor/lib` }, ['project']],
    ['is bound anew in a worktree beside its project', {}, { project: `${SHOP}-topic` }, ['project']],
    ['is bound anew in the folder above', {}, { project: '/home/ada', isRepository: () => false }, ['project']],
    ['goes on where a subagent works in a worktree of its own', { agentId: 'a1' }, { project: `${SHOP}-topic` }, []],
    ['goes on where a subagent has a mode of its own', { agentId: 'a1', permissionMode: 'plan' }, {}, []],
    ['is bound anew where the mode changes', { permissionMode: 'bypassPermissions' }, {}, ['permissionMode']],
    ['is bound anew where the transcript moves', { transcriptPath: '/tmp/other/s.jsonl' }, {}, ['transcripts']],
    ['is bound anew when it is resumed', lifecycle('SessionStart', { source: 'resume' }), {}, ['resumed']],
    ['is bound anew when it is compacted', lifecycle('SessionStart', { source: 'compact' }), {}, ['resumed']],
    ['goes on when it is said to start', lifecycle('SessionStart', { source: 'startup' }), {}, []],
    ['goes on until its lifetime is over', {}, { now: NOW + DAY - 1 }, []],
    ['is bound anew when its lifetime is over', {}, { now: NOW + DAY }, ['expired']],
    ['goes on when the clock is set back', {}, { now: NOW - DAY }, []],
  ])('%s', (_, event, change, because) => {
    expect(unwrap(claim(begun(), ada, seen(event, change))).because).toEqual(because);
  });

  it('is the very same value where there is nothing to write', () => {
    const known = begun();
    expect(unwrap(claim(known, ada, seen())).session).toBe(known);
  });

  it('keeps what it remembers when it is bound anew', () => {
    const labels = [{ name: 'secret-read', time: NOW, source: 'record r1' }] as const;
    const known = { ...begun(), labels, intruders: ['eve'] };
    const { session } = unwrap(claim(known, ada, seen({}, { project: '/srv/other', now: NOW + DAY })));
    expect(session).toMatchObject({ project: '/srv/other', boundAt: NOW + DAY, labels, intruders: ['eve'] });
  });
});

describe('another principal', () => {
  it('is refused, and remembered once', () => {
    const first = claim(begun(), eve, seen());
    expect(first).toMatchObject({ ok: false, error: { ruleId: 'authentication.session-of-another', owner: 'ada' } });
    const known = first.ok ? undefined : first.error.session;
    expect(known?.intruders).toEqual(['eve']);
    const second = claim(known, eve, seen());
    expect(second).toMatchObject({ ok: false, error: { ruleId: 'authentication.session-of-another' } });
    expect(second.ok ? 'accepted' : second.error.session).toBeUndefined();
    expect(claim(known, ada, seen()).ok).toBe(true);
  });

  it('is refused by every event, also where the owner’s session has ended', () => {
    const ended = unwrap(claim(begun(), ada, seen(lifecycle('SessionEnd')))).session;
    for (const event of [{}, lifecycle('SessionStart', { source: 'resume' }), lifecycle('SessionEnd')])
      expect(claim(ended, eve, seen(event)).ok).toBe(false);
  });

  it('may have it once its lifetime is over, with all that it remembers', () => {
    const { session, because } = unwrap(claim({ ...begun(), intruders: ['eve'] }, eve, seen({}, { now: NOW + DAY })));
    expect(because).toEqual(['expired', 'principal']);
    expect(session).toMatchObject({ owner: 'eve', intruders: [] });
  });
});

describe('a session that has ended', () => {
  const ended = () => unwrap(claim(begun(), ada, seen(lifecycle('SessionEnd')))).session;

  it('knows it, and what trails in takes nothing up again', () => {
    expect(ended().ended).toEqual({ at: NOW, by: 'host' });
    for (const name of ['SessionEnd', 'Notification', 'PostToolUse', 'SubagentStop'])
      expect(unwrap(claim(ended(), ada, seen(lifecycle(name)))).session.ended, name).toBeDefined();
  });

  it('is bound anew where it acts again', () => {
    const again = unwrap(claim(ended(), ada, seen()));
    expect(again.because).toEqual(['ended']);
    expect(again.session.ended).toBeUndefined();
  });

  it('by an administrator is refused to everybody, and no event takes it up again', () => {
    const known: Session = { ...begun(), ended: { at: NOW, by: 'administrator' } };
    for (const event of [{}, lifecycle('SessionStart', { source: 'resume' }), lifecycle('SessionEnd')])
      expect(claim(known, ada, seen(event, { now: NOW + 2 * DAY }))).toMatchObject({
        ok: false,
        error: { ruleId: 'authentication.session-ended' },
      });
  });
});

describe('the agents of a session', () => {
  const agentsAfter = (events: readonly Partial<HookEvent>[]): Session['agents'] =>
    events.reduce((known, event, at) => unwrap(claim(known, ada, seen(event, { now: NOW + at }))).session, begun()).agents;

  it('are known from when they start, by type, until they stop', () => {
    const agent = { agentId: 'a1', agentType: 'explorer' };
    expect(agentsAfter([{ ...agent, ...lifecycle('SubagentStart') }, agent, { ...agent, ...lifecycle('SubagentStop') }])).toEqual([
      { id: 'a1', type: 'explorer', startedAt: NOW, stoppedAt: NOW + 2 },
    ]);
  });

  it('are known from their first call where no event told of them, and again where they go on', () => {
    expect(agentsAfter([{ agentId: 'a1' }, { agentId: 'a1', ...lifecycle('SubagentStop') }, { agentId: 'a1' }])).toEqual([
      { id: 'a1', startedAt: NOW },
    ]);
  });

  it('are so many and no more: those that have stopped make room first', () => {
    const many = Array.from({ length: 64 }, (_, at) => ({ agentId: `a${at}` }));
    const stopped = { agentId: 'a7', ...lifecycle('SubagentStop') };
    const ids = agentsAfter([...many, stopped, { agentId: 'b1' }, { agentId: 'b2' }]).map(({ id }) => id);
    expect(ids).toHaveLength(64);
    expect(ids).not.toContain('a7');
    expect(ids).not.toContain('a0');
    expect(ids.slice(-2)).toEqual(['b1', 'b2']);
  });
});
