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
    ['is bound anew when it is cleared', lifecycle('SessionStart', { source: 'clear' }), {}, ['resumed']],
    ['goes on when something else says that it resumes', lifecycle('Notification', { source: 'resume' }), {}, []],
    ['is bound anew under another agent', { host: 'codex' }, {}, ['host']],
    ['goes on where a subagent keeps its transcript elsewhere', { agentId: 'a1', transcriptPath: '/tmp/other/s.jsonl' }, {}, []],
    ['goes on where the transcript has no folder', { transcriptPath: 's.jsonl' }, {}, []],
    ['goes on where the transcript is in the root', { transcriptPath: '/s.jsonl' }, {}, []],
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

  it('goes on without a transcript and a mode where none is said', () => {
    const { transcriptPath: _transcript, permissionMode: _mode, ...silent } = eventOf('s', FIRST);
    expect(unwrap(claim(begun(), ada, { ...seen(), event: silent })).because).toEqual([]);
    const session = unwrap(claim(undefined, ada, { ...seen(), event: silent })).session;
    expect(Object.keys(session)).not.toEqual(expect.arrayContaining(['transcripts']));
    expect(Object.keys(session)).not.toEqual(expect.arrayContaining(['permissionMode']));
  });

  it('goes on from the root everywhere, but into another repository', () => {
    const atRoot = { ...begun(), project: '/' };
    const because = (isRepository: boolean) => unwrap(claim(atRoot, ada, seen({}, { isRepository: () => isRepository }))).because;
    expect([because(false), because(true)]).toEqual([[], ['project']]);
  });

  it('is said to be seen every ten minutes', () => {
    const known = begun();
    const later = (now: number) => unwrap(claim(known, ada, seen({}, { now }))).session;
    expect(later(NOW + 599_999_999)).toBe(known);
    expect(later(NOW + 600_000_000)).toStrictEqual({ ...known, seenAt: NOW + 600_000_000 });
  });

  it('is bound anew by a subagent without taking on its project, its transcript or its mode', () => {
    const aside = { agentId: 'a1', permissionMode: 'plan', transcriptPath: '/tmp/other/s.jsonl' };
    const { session } = unwrap(claim(begun(), ada, seen(aside, { project: '/srv/other', now: NOW + DAY })));
    expect(session).toMatchObject({ project: SHOP, transcripts: '/home/ada/.claude/projects/shop', permissionMode: 'default' });
    const bare: Session = { ...begun() };
    const { transcripts: _transcripts, permissionMode: _mode, ...without } = bare;
    expect(unwrap(claim(without, ada, seen({ agentId: 'a1' }, { now: NOW + DAY }))).session).toMatchObject({ project: SHOP });
  });

  it('keeps its mode when it is bound anew by an event that says none', () => {
    const { permissionMode: _mode, ...silent } = eventOf('s', FIRST);
    const late = { project: SHOP, isRepository: () => true, now: NOW + DAY, lifetime: DAY };
    expect(unwrap(claim(begun(), ada, { event: silent, ...late })).session.permissionMode).toBe('default');
    expect(unwrap(claim(begun({ permissionMode: 'plan' }), ada, { event: eventOf('s', FIRST), ...late })).session.permissionMode).toBe(
      'default',
    );
  });

  it('keeps what it holds, and its end, when it is bound anew by what does not act', () => {
    const capabilities = ['held'];
    const known: Session = { ...begun(), capabilities, heldFor: 'ada', ended: { at: NOW, by: 'host' } };
    const { session, because } = unwrap(claim(known, ada, seen(lifecycle('Notification'), { now: NOW + DAY })));
    expect(because).toEqual(['expired']);
    expect(session).toMatchObject({ capabilities, heldFor: 'ada', ended: { at: NOW, by: 'host' } });
    const plain = unwrap(claim(begun(), ada, seen({}, { now: NOW + DAY }))).session;
    for (const field of ['capabilities', 'heldFor', 'ended']) expect(Object.keys(plain)).not.toContain(field);
  });

  it('is taken up again by its own start', () => {
    const ended: Session = { ...begun(), ended: { at: NOW, by: 'host' } };
    expect(unwrap(claim(ended, ada, seen(lifecycle('SessionStart', { source: 'startup' })))).because).toEqual(['ended']);
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

  it('is told why, and of so many intruders the first are forgotten', () => {
    const intruders = Array.from({ length: 32 }, (_, at) => `p${at}`);
    const refused = claim({ ...begun(), intruders }, eve, seen());
    expect(refused).toMatchObject({ ok: false, error: { message: expect.stringContaining('another principal') } });
    expect(refused).toMatchObject({ error: { instead: expect.stringContaining('new session') } });
    expect(refused.ok ? [] : refused.error.session?.intruders).toEqual([...intruders.slice(1), 'eve']);
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
        error: {
          ruleId: 'authentication.session-ended',
          message: expect.stringContaining('An administrator'),
          instead: expect.stringContaining('new session'),
        },
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

  it('work in a project of their own where it is another one than the session’s', () => {
    const of = (project: string) => unwrap(claim(begun(), ada, seen({ agentId: 'a1' }, { project }))).session.agents;
    expect(of(`${SHOP}-topic`)).toStrictEqual([{ id: 'a1', startedAt: NOW, project: `${SHOP}-topic` }]);
    expect(of(SHOP)).toStrictEqual([{ id: 'a1', startedAt: NOW }]);
  });

  it('stop once, and what trails in does not start them again', () => {
    const stop = { agentId: 'a1', ...lifecycle('SubagentStop') };
    const stopped = [{ id: 'a1', startedAt: NOW, stoppedAt: NOW + 1 }];
    expect(agentsAfter([{ agentId: 'a1' }, stop, stop])).toEqual(stopped);
    expect(agentsAfter([{ agentId: 'a1' }, stop, { agentId: 'a1', ...lifecycle('PostToolUse') }])).toEqual(stopped);
    const known: Session = { ...begun(), agents: stopped };
    expect(unwrap(claim(known, ada, seen({ agentId: 'a1', ...lifecycle('PostToolUse') }))).session).toBe(known);
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
