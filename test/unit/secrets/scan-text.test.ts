import { describe, expect, it } from 'vitest';
import { formatBaseline, parseBaseline, splitByBaseline } from '../../../src/secrets/baseline.ts';
import { scanText } from '../../../src/secrets/scan-text.ts';

/** Put together here, so that no scanner finds it in this file. */
const TOKEN = ['glpat', 'tFrjFXD7soVU2fqxuDMh'].join('-');
const scan = (text: string, lines?: ReadonlySet<number>) => scanText({ path: 'src/a.ts', text, ...(lines && { lines }) });

describe('a text that holds a secret', () => {
  it('tells where it stands, and shows it masked', async () => {
    const { findings } = await scan(`first\n  const token = "${TOKEN}";\n`);
    expect(findings).toMatchObject([
      {
        ruleId: 'secrets.gitlab-token',
        path: 'src/a.ts',
        line: 2,
        column: 18,
        endLine: 2,
        endColumn: 18 + TOKEN.length,
        certainty: 'certain',
      },
    ]);
    expect(findings[0]?.excerpt).toBe('const token = "glpa***(26)";');
  });

  it('counts only where it touches a line that was asked for', async () => {
    const text = `first\n${TOKEN}\nlast\n`;
    expect((await scan(text, new Set([2]))).findings).toHaveLength(1);
    expect((await scan(text, new Set([1, 3]))).findings).toHaveLength(0);
  });

  it.each([
    ['the line itself', `key = "${TOKEN}" # hookwarden:allow secrets.gitlab-token revoked in May`],
    ['the line before', `// hookwarden:allow gitlab-token revoked in May\nkey = "${TOKEN}"`],
    ['the whole pack', `<!-- hookwarden:allow secrets revoked in May -->\n${TOKEN}`],
  ])('passes where a comment says why, on %s', async (_, text) => {
    const { findings, allowed } = await scan(text);
    expect(findings).toEqual([]);
    expect(allowed).toMatchObject([{ reason: 'revoked in May' }]);
  });

  it.each([
    ['gives no reason', `key = "${TOKEN}" # hookwarden:allow secrets.gitlab-token`],
    ['gives a comment’s end as the reason', `/* hookwarden:allow secrets.gitlab-token */ key = "${TOKEN}"`],
    ['names another rule', `key = "${TOKEN}" # hookwarden:allow secrets.github-token revoked in May`],
    ['stands behind other code', `other(); // hookwarden:allow secrets.gitlab-token revoked\nkey = "${TOKEN}"`],
    ['stands two lines before', `// hookwarden:allow secrets.gitlab-token revoked\n\nkey = "${TOKEN}"`],
  ])('does not pass where the comment %s', async (_, text) => {
    expect((await scan(text)).findings).toHaveLength(1);
  });
});

describe('a baseline', () => {
  it('holds after the lines have moved, and only for the same secret in the same file', async () => {
    const before = await scan(`a\n${TOKEN}\n`);
    const baseline = parseBaseline(formatBaseline(before.findings));
    if (!baseline.ok) throw new Error(baseline.error);
    const moved = await scan(`a\nb\nc\n\t\t${TOKEN}\n`);
    expect(splitByBaseline(moved.findings, baseline.value)).toMatchObject({ fresh: [], known: [{ line: 4 }] });
    const other = await scan(`${TOKEN.replace('tFrj', 'uGsk')}\n`);
    expect(splitByBaseline(other.findings, baseline.value).fresh).toHaveLength(1);
    const elsewhere = await scanText({ path: 'src/b.ts', text: TOKEN });
    expect(splitByBaseline(elsewhere.findings, baseline.value).fresh).toHaveLength(1);
  });

  it('holds no secret', async () => {
    expect(formatBaseline((await scan(TOKEN)).findings)).not.toContain(TOKEN.slice(8));
  });

  it.each(['', '[]', '{"version":2,"findings":[]}', '{"version":1,"findings":[{"fingerprint":"x"}]}'])('is refused as %j', (text) => {
    expect(parseBaseline(text).ok).toBe(false);
  });
});
