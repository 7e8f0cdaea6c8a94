import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/domain/json.ts';
import { adapterFor } from '../../../src/hosts/index.ts';
import { LIMITS } from '../../../src/validation/limits.ts';
import { formatPath } from '../../../src/validation/refusal.ts';
import { validate } from '../../../src/validation/validate.ts';

const host = adapterFor('claude-code');
const event = { session_id: 's1', cwd: '/work/site', hook_event_name: 'PreToolUse', tool_name: 'Bash', tool_input: { command: 'ls' } };
const validated = (input: unknown) =>
  validate(Buffer.from(typeof input === 'string' ? input : JSON.stringify(input)), host, 'block', LIMITS);
const refusal = (input: unknown) => {
  const result = validated(input);
  return result.ok ? undefined : { rule: result.error.finding.ruleId, message: result.error.finding.message };
};

describe('validating an event', () => {
  it('keeps what it reads and what it does not know', () => {
    const result = validated({ ...event, tool_use_id: 't1', permission_mode: 'plan', agent_id: 'a', novelty: { x: [1] } });
    expect(result).toMatchObject({
      ok: true,
      value: {
        name: 'PreToolUse',
        blocking: 'blocks',
        sessionId: 's1',
        permissionMode: 'plan',
        agentId: 'a',
        tool: { name: 'Bash', useId: 't1' },
      },
    });
    expect(result.ok && result.value.raw['novelty']).toEqual({ x: [1] });
  });

  it.each([
    [{ ...event, session_id: undefined }, 'missing-field', 'session_id'],
    [{ ...event, cwd: undefined }, 'missing-field', 'cwd'],
    [{ ...event, cwd: 'site' }, 'bad-field', 'cwd'],
    [{ ...event, hook_event_name: undefined }, 'missing-field', 'hook_event_name'],
    [{ ...event, tool_name: undefined }, 'missing-field', 'tool_name'],
    [{ ...event, tool_name: '' }, 'bad-field', 'tool_name'],
    [{ ...event, tool_input: undefined }, 'missing-field', 'tool_input'],
    [{ ...event, tool_input: ['ls'] }, 'bad-field', 'tool_input'],
    [{ ...event, tool_input: 'ls' }, 'bad-field', 'tool_input'],
    [{ ...event, tool_input: null }, 'bad-field', 'tool_input'],
    [{ ...event, session_id: 'x'.repeat(513) }, 'bad-field', 'session_id'],
    [{ ...event, agent_type: 5 }, 'bad-field', 'agent_type'],
    [{ hook_event_name: 'Stop', session_id: null, cwd: '/' }, 'bad-field', 'session_id'],
    [{ ...event, tool_input: {} }, 'missing-field', 'tool_input.command'],
    [{ ...event, tool_input: { command: ['rm', 'x'] } }, 'bad-field', 'tool_input.command'],
    [{ ...event, tool_name: 'Write', tool_input: { file_path: '/a' } }, 'missing-field', 'tool_input.content'],
    [{ ...event, hook_event_name: 'BeforeTool', tool_input: undefined }, 'missing-field', 'tool_input'],
    [{ ...event, hook_event_name: 'UserPromptSubmit', tool_name: undefined, tool_input: undefined }, 'missing-field', 'prompt'],
  ])('names the field (%#)', (input, reason, field) => {
    expect(refusal(input)).toMatchObject({ rule: `validation.${reason}`, message: expect.stringContaining(`(${field}:`) });
  });

  it.each([
    [{ ...event, cwd: 'site' }, 'cwd: an absolute path'],
    [{ ...event, tool_input: [] }, 'tool_input: an object'],
    [{ ...event, tool_input: {} }, 'tool_input.command: a text'],
    [{ ...event, agent_type: 5 }, 'agent_type: a text'],
    [{ ...event, session_id: '' }, 'session_id: a text of 1 to 512 characters'],
    [{ ...event, tool_name: '' }, 'tool_name: a text of 1 to 512 characters'],
    [{ ...event, hook_event_name: '' }, 'hook_event_name: a text of 1 to 512 characters'],
  ])('says what belongs there: %j', (input, told) => expect(refusal(input)?.message).toContain(`(${told})`));

  it.each(['PreToolUse', 'PermissionRequest', 'PermissionDenied', 'PostToolUse', 'PostToolUseFailure'])('wants a tool with %s', (name) =>
    expect(refusal({ session_id: 's1', cwd: '/', hook_event_name: name })?.message).toContain('(tool_name:'),
  );

  it.each([
    ['Bash', ['command']],
    ['PowerShell', ['command']],
    ['Read', ['file_path']],
    ['Write', ['file_path', 'content']],
    ['Edit', ['file_path', 'old_string', 'new_string']],
    ['MultiEdit', ['file_path']],
    ['NotebookEdit', ['notebook_path']],
    ['Glob', ['pattern']],
    ['Grep', ['pattern']],
    ['WebFetch', ['url']],
    ['WebSearch', ['query']],
  ])('lets no call of %s pass that lacks one of %j', (tool, texts) => {
    const input = Object.fromEntries(texts.map((text) => [text, 'x']));
    const call = { ...event, tool_name: tool, tool_input: input };
    expect(refusal(call)).toBeUndefined();
    for (const text of texts)
      expect(refusal({ ...call, tool_input: { ...input, [text]: undefined } })?.message).toContain(`(tool_input.${text}: a text)`);
  });

  it.each([
    ['/', true],
    ['C:\\site', true],
    ['d:/site', true],
    ['site/C:/', false],
    ['1:/site', false],
    ['C:site', false],
    ['', false],
  ])('takes %j for an absolute path: %s', (cwd, taken) => expect(validated({ ...event, cwd }).ok).toBe(taken));

  it('has in the event what was sent, and no field more', () => {
    const sent = { session_id: 's1', cwd: '/work/site', hook_event_name: 'Stop' };
    const read = { host: 'claude-code', name: 'Stop', blocking: 'never', sessionId: 's1', cwd: '/work/site' };
    const call = { ...event, tool_use_id: 't1', tool_folder: '/work/tools' };
    const value = (input: JsonObject) => {
      const result = validated(input);
      return result.ok ? result.value : result.error;
    };
    expect(value(sent)).toStrictEqual({ ...read, raw: sent });
    const full = { ...sent, permission_mode: 'plan', agent_id: 'a', agent_type: 'reader', transcript_path: '/t', host_event_name: 'stop' };
    expect(value(full)).toStrictEqual({
      ...read,
      ...{ hostEvent: 'stop', permissionMode: 'plan', agentId: 'a', agentType: 'reader', transcriptPath: '/t' },
      raw: full,
    });
    expect(value({ ...sent, transcript_path: null })).not.toHaveProperty('transcriptPath');
    expect(Object.keys(Object(value(event)).tool)).toEqual(['name', 'input']);
    expect(value(call)).toHaveProperty('tool', { name: 'Bash', input: { command: 'ls' }, useId: 't1', folder: '/work/tools' });
    expect(value({ ...sent, hook_event_name: 'UserPromptSubmit', prompt: 'Go on' })).toHaveProperty('prompt', 'Go on');
    expect(value({ ...sent, prompt: 5 })).not.toHaveProperty('code');
  });

  it('takes the folder that the hook was started in where none was sent', () => {
    const from = (sent: JsonObject) => validate(Buffer.from(JSON.stringify(sent)), host, 'block', LIMITS, () => '/start');
    expect(from({ ...event, cwd: undefined })).toMatchObject({ ok: true, value: { cwd: '/start' } });
    expect(from(event)).toMatchObject({ ok: true, value: { cwd: '/work/site' } });
  });

  it('knows how to answer an event whose name it could read', () => {
    const result = validated({ hook_event_name: 'Stop', host_event_name: 'stop' });
    expect(result).toMatchObject({ ok: false, error: { addressee: { name: 'Stop', hostEvent: 'stop', blocking: 'never' } } });
    const unnamed = validated({ hook_event_name: 5 });
    expect(unnamed.ok ? undefined : Object.keys(unnamed.error)).toEqual(['finding']);
  });

  it.each([
    ['empty', ''],
    ['not-json', '{]'],
    ['not-json', '\ufeff{}'],
    ['nul', '{"a":"\\u0000"}'],
    ['lone-surrogate', '{"a":"\\ud800"}'],
    ['reserved-key', '{"__proto__":1}'],
    ['too-deep', '['.repeat(65)],
    ['too-many-values', `[${'1,'.repeat(100_000)}1]`],
    ['key-too-long', `{"${'k'.repeat(1025)}":1}`],
    ['not-an-object', '[]'],
    ['not-an-object', '"text"'],
    ['truncated', JSON.stringify(event).slice(0, -5)],
    ['duplicate-key', `${JSON.stringify(event).slice(0, -1)},"cwd":"/"}`],
  ])('refuses what is %s (%#)', (reason, input) => {
    expect(refusal(input)?.rule).toBe(`validation.${reason}`);
  });

  it('refuses bytes that are not UTF-8, and says where', () => {
    const result = validate(Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22]), host, 'block', LIMITS);
    expect(result).toMatchObject({
      ok: false,
      error: { finding: { ruleId: 'validation.not-utf8', message: expect.stringContaining('byte 2') } },
    });
    const marked = validate(Buffer.from([0xef, 0xbb, 0xbf, 0xff]), host, 'block', LIMITS);
    expect(marked).toMatchObject({ error: { finding: { message: expect.stringContaining('byte 3') } } });
  });

  it('takes a file as long as the input may be, and no more', () => {
    const sized = (length: number) => ({
      ...event,
      tool_name: 'Write',
      tool_input: { file_path: '/work/site/a', content: 'x'.repeat(length) },
    });
    const frame = JSON.stringify(sized(0)).length;
    expect(validated(sized(LIMITS.bytes - frame)).ok).toBe(true);
    const larger = refusal(sized(LIMITS.bytes - frame + 1));
    expect([larger?.rule, larger?.message]).toEqual(['validation.too-large', `The event is larger than ${LIMITS.bytes} bytes.`]);
  });

  it('shows long and odd field names cut and quoted', () => {
    const name = `a b${'x'.repeat(100)}`;
    expect(refusal(`{${JSON.stringify(name)}:1,${JSON.stringify(name)}:2}`)?.message).toContain(`["a b${'x'.repeat(37)}…"]`);
  });

  it('says where in the event it went wrong', () => {
    expect(refusal('{"a":[1,{"b":"\\u0000"}]}')?.message).toMatch(/ \(at character \d+, in a\[1\]\.b\)\.$/);
    expect(refusal('{]')?.message).toMatch(/ \(at character 1\)\.$/);
    expect(refusal('[]')?.message).toMatch(/an object\.$/);
  });

  it('repeats no secret that stands in a name', () => {
    const secret = ['glpat', 'x7Kp2mQ9vR4tY8wL3nZa'].join('-');
    expect(formatPath([secret])).toMatch(/^\["<[^>]+>"\]$/);
    expect(formatPath(['x'.repeat(40)])).toBe('x'.repeat(40));
    expect(formatPath(['a', 'x'.repeat(41)])).toBe(`a.${'x'.repeat(40)}…`);
  });

  it('throws on no bytes at all', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void validate(bytes, host, 'block', LIMITS)));
    fc.assert(fc.property(fc.json(), (text) => void validated(text)));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(event), 'prompt', 'x'), fc.jsonValue()), (value) => void validated(value)),
    );
  });
});
