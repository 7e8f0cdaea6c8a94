import { describe, expect, it } from 'vitest';
import { absorbLine, spoolLine } from '../../../src/audit/spool.ts';
import { draft } from '../../support/installation.ts';

const PEPPER = Buffer.alloc(32, 6);
const LIMIT = 64 * 1024;
const denial = draft({ decision: 'deny', session: 's', subject: { command: 'rm -rf ~' } });
const finding = { stage: 'governance', ruleId: 'x', severity: 'high', decision: 'deny', message: 'No.', instead: 'Do not.' } as const;
const line = spoolLine(denial, PEPPER);
const kept = (given: typeof denial) => absorbLine(spoolLine(given, PEPPER), PEPPER);

describe('a line of the spool', () => {
  it('becomes a record of its own kind, which denies, and the same one each time', () => {
    const absorbed = absorbLine(line, PEPPER);
    expect(absorbed).toEqual({ ...denial, kind: 'spooled', callHash: `spool:${line.slice(0, 64)}` });
    expect(absorbLine(spoolLine({ ...denial, decision: 'allow' }, PEPPER), PEPPER)?.decision).toBe('deny');
    expect(absorbLine(line, PEPPER)).toEqual(absorbed);
  });

  it.each([
    ['nothing', ''],
    ['a line without its end', line.slice(0, -1)],
    ['a line with something before it', ` ${line}`],
    ['a line within another', `x${line}`],
    ['two lines', line + line],
    ['a line with something behind it', `${line}x`],
    ['another text', line.replace('rm', 'ls')],
    ['another code', `${line.startsWith('0') ? '1' : '0'}${line.slice(1)}`],
    ['a code without a text', `${line.slice(0, 65)}\n`],
    ['a line of another installation', spoolLine(denial, Buffer.alloc(32, 7))],
  ])('is not %s', (_, given) => {
    expect(absorbLine(given, PEPPER)).toBeUndefined();
  });
});

describe('a denial that is too large for the spool', () => {
  const sized = (length: number) => {
    const empty = JSON.stringify({ ...denial, subject: { text: '' } }).length;
    return { ...denial, subject: { text: 'x'.repeat(length - empty) } };
  };
  const large = sized(LIMIT + 1);

  it('goes without its subject, one of the greatest size with it', () => {
    expect(kept(sized(LIMIT))?.subject).toEqual(sized(LIMIT).subject);
    expect(kept(large)).toMatchObject({ subject: { omitted: 'too large for the spool' }, decision: 'deny', tool: 'Bash', session: 's' });
  });

  it('keeps the first of its findings, and a hash in the place of what is long', () => {
    const long = 'y'.repeat(5000);
    const findings = [{ ...finding, message: long }, finding];
    const shortened = kept({ ...large, findings, session: long, tool: long });
    const hashed = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
    expect(shortened).toMatchObject({ session: hashed, tool: hashed });
    expect(shortened?.findings).toEqual([{ ...finding, message: hashed, instead: '' }]);
    expect(kept({ ...large, findings: [] })?.findings).toEqual([]);
  });

  it('has no session and no tool where it had none', () => {
    const { session: _session, tool: _tool, ...rest } = large;
    expect(kept(rest)).not.toHaveProperty('session');
    expect(kept(rest)).not.toHaveProperty('tool');
  });
});
