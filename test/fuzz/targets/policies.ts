import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { HookEvent } from '../../../src/domain/event.ts';
import { judgeEvent } from '../../../src/pipeline.ts';
import { BUILTIN } from '../../../src/policy/builtin.ts';
import { compilePolicy } from '../../../src/policy/compile.ts';
import { facts } from '../../support/setting.ts';
import { spoiledJson, spoiledText } from '../spoiled.ts';
import { must, type Target } from '../target.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const documented = [...readFileSync(join(ROOT, 'docs/policy-format.md'), 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(
  ([, text = '']) => text,
);
const RULES = join(ROOT, 'rules/filesystem');
const rules = readdirSync(RULES).map((name) => readFileSync(join(RULES, name), 'utf8'));

const LAYERS = ['user', 'project', 'managed'] as const;
const KINDS = ['policy', 'rules'] as const;

const who = { id: 'ada', name: 'ada', role: 'developer', keyId: '' };
const STILL = { now: () => 1_800_000_000_000_000, elapsed: () => 0 };
const event = (command: string): HookEvent => ({
  ...{ host: 'claude-code', name: 'PreToolUse', blocking: 'blocks', sessionId: 's', cwd: '/home/ada/code/shop', raw: {} },
  tool: { name: 'Bash', input: { command } },
});

/** `LAYER KIND TEXT`. What no layer may loosen is denied under every policy that is taken. */
function check(input: string): void {
  const [, layerName, kindName, text = ''] = /^(\w+) (\w+) ([\s\S]*)$/.exec(input) ?? [];
  const layer = LAYERS.find((name) => name === layerName);
  const kind = KINDS.find((name) => name === kindName);
  if (!layer || !kind) return;
  const compiled = compilePolicy([{ layer, kind, path: '/p.yaml', bytes: Buffer.from(text) }], BUILTIN);
  if (!compiled.ok) {
    must(compiled.error.length > 0 && compiled.error.every(({ message, line }) => message !== '' && line >= 1), 'refused without a word');
    return;
  }
  // It is kept as text between the runs.
  const policy = JSON.parse(JSON.stringify(compiled.value));
  for (const command of ['rm -rf /', 'rm -rf ~'])
    must(judgeEvent(event(command), who, facts(), policy, STILL).verdict.decision === 'deny', `${command} has passed`);
  must(
    ['allow', 'ask', 'deny'].includes(judgeEvent(event('npm test && git status'), who, facts(), policy, STILL).verdict.decision),
    'no decision',
  );
}

/** JSON is YAML, too. */
const asJson = (texts: readonly string[]): readonly string[] => texts.map((text) => JSON.stringify(parse(text)));
const spoiledYaml = (texts: readonly string[]): fc.Arbitrary<string> => fc.oneof(spoiledText(texts), spoiledJson(asJson(texts)));

const inputs = fc
  .tuple(
    fc.constantFrom(...LAYERS),
    fc.oneof(
      spoiledYaml(documented).map((text) => `policy ${text}`),
      spoiledYaml(rules).map((text) => `rules ${text}`),
    ),
  )
  .map(([layer, rest]) => `${layer} ${rest}`);

export const policies: Target = { name: 'policies', inputs, check };
