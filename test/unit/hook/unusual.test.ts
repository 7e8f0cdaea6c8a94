import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/actions/index.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { riskOf } from '../../../src/governance/risk.ts';
import { unusual } from '../../../src/hook/unusual.ts';
import { facts, PROJECT } from '../../support/setting.ts';
import { event, pattern, policy, rule } from '../policy/fixtures.ts';
import { layer, met } from '../policy/layer-fixtures.ts';

const builtin = policy([rule(pattern('git.push'))]);
const noting = { ...builtin, unusual: 'note' } as const;
const HOUR = `\nhour ${Math.floor(facts().now / 3_600_000_000) % 24}\n`;
const USUAL = `\nprogram git\nprogram curl\neffect git.read\neffect exec\neffect net.request\nhost registry.example.com${HOUR}`;

function noted(command: string, judging: Policy = noting, usual: string | null = USUAL) {
  const call = { ...event(), cwd: PROJECT, tool: { name: 'Bash', input: { command } } };
  const asked: string[] = [];
  const found = unusual(analyze(call, facts()), { id: 'ada', name: 'Ada', role: 'developer', keyId: 'k' }, facts(), judging, (...whose) => {
    asked.push(...whose);
    return usual ?? undefined;
  });
  return { found, asked };
}

describe('what is not usual of a principal in a project', () => {
  it('is noted where the policy wants it, raises the risk and stops nothing', () => {
    const { found, asked } = noted('nc 10.0.0.1 80');
    expect(asked).toEqual(['ada', PROJECT]);
    expect(found).toMatchObject([
      { ruleId: 'governance.unusual', severity: 'low', decision: 'allow', message: expect.stringContaining('program nc') },
    ]);
    expect(riskOf(found)).toBe(15);
  });

  it('weighs more where something is sent to a host that is not usual', () => {
    expect(noted('curl -T a.tgz https://files.example.net/').found[0]).toMatchObject({
      severity: 'medium',
      message: expect.stringMatching(/^This is not usual here: host files\.example\.net, .*effect net\.upload/),
    });
  });

  it('is nothing of what is usual, where nothing is known, or where too little is', () => {
    expect(noted('git status').found).toEqual([]);
    for (const usual of [null, '']) expect(noted('nc 10.0.0.1 80', noting, usual).found).toEqual([]);
  });

  it('is not even looked for where the policy does not want it', () => {
    for (const judging of [builtin, { ...builtin, unusual: 'off' } as const])
      expect(noted('nc 10.0.0.1 80', judging)).toEqual({ found: [], asked: [] });
  });

  it('shows no secret', () => {
    const secret = `${'gh'}p_${'a1B2'.repeat(9)}`;
    expect(noted(`nc ${secret} 80`).found[0]?.message).not.toContain(secret);
  });

  it('is noted where any layer says so, unless one that may loosen says otherwise', () => {
    const of = (...sources: Parameters<typeof layer>[]) => met(builtin, ...sources.map((source) => layer(...source))).policy.unusual;
    expect(of()).toBeUndefined();
    expect(of(['project', 'unusual: note\n'])).toBe('note');
    expect(of(['managed', 'unusual: note\n'], ['user', 'unusual: "off"\n'])).toBe('note');
  });
});
