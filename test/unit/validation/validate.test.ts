import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adapterFor } from '../../../src/hosts/index.ts';
import { LIMITS } from '../../../src/validation/limits.ts';
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
    [{ ...event, tool_input: {} }, 'missing-field', 'tool_input.command'],
    [{ ...event, tool_input: { command: ['rm', 'x'] } }, 'bad-field', 'tool_input.command'],
    [{ ...event, tool_name: 'Write', tool_input: { file_path: '/a' } }, 'missing-field', 'tool_input.content'],
    [{ ...event, hook_event_name: 'BeforeTool', tool_input: undefined }, 'missing-field', 'tool_input'],
    [{ ...event, hook_event_name: 'UserPromptSubmit', tool_name: undefined, tool_input: undefined }, 'missing-field', 'prompt'],
  ])('names the field: %j', (input, reason, field) => {
    expect(refusal(input)).toMatchObject({ rule: `validation.${reason}`, message: expect.stringContaining(`(${field}:`) });
  });

  it('knows how to answer an event whose name it could read', () => {
    const result = validated({ hook_event_name: 'Stop' });
    expect(result).toMatchObject({ ok: false, error: { addressee: { name: 'Stop', blocking: 'never' } } });
  });

  it.each([
    ['', 'empty'],
    ['[]', 'not-an-object'],
    ['"text"', 'not-an-object'],
    [JSON.stringify(event).slice(0, -5), 'truncated'],
    [`${JSON.stringify(event).slice(0, -1)},"cwd":"/"}`, 'duplicate-key'],
  ])('refuses %j as %s', (input, reason) => {
    expect(refusal(input)?.rule).toBe(`validation.${reason}`);
  });

  it('refuses bytes that are not UTF-8, and says where', () => {
    const result = validate(Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22]), host, 'block', LIMITS);
    expect(result).toMatchObject({
      ok: false,
      error: { finding: { ruleId: 'validation.not-utf8', message: expect.stringContaining('byte 2') } },
    });
  });

  it('takes a file as long as the input may be, and no more', () => {
    const sized = (length: number) => ({
      ...event,
      tool_name: 'Write',
      tool_input: { file_path: '/work/site/a', content: 'x'.repeat(length) },
    });
    const frame = JSON.stringify(sized(0)).length;
    expect(validated(sized(LIMITS.bytes - frame)).ok).toBe(true);
    expect(refusal(sized(LIMITS.bytes - frame + 1))?.rule).toBe('validation.too-large');
  });

  it('shows long and odd field names cut and quoted', () => {
    const name = `a b${'x'.repeat(100)}`;
    expect(refusal(`{${JSON.stringify(name)}:1,${JSON.stringify(name)}:2}`)?.message).toContain(`["a b${'x'.repeat(37)}…"]`);
  });

  it('throws on no bytes at all', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void validate(bytes, host, 'block', LIMITS)));
    fc.assert(fc.property(fc.json(), (text) => void validated(text)));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(event), 'prompt', 'x'), fc.jsonValue()), (value) => void validated(value)),
    );
  });
});
