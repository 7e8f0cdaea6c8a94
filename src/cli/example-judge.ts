import type { HookEvent } from '../domain/event.ts';
import type { Facts } from '../domain/facts.ts';
import type { Verdict } from '../domain/finding.ts';
import type { JsonObject, JsonValue } from '../domain/json.ts';
import type { Policy } from '../domain/policy.ts';
import type { Principal } from '../domain/principal.ts';
import type { Rule, RuleExample } from '../domain/rule.ts';
import { judgeEvent } from '../pipeline.ts';
import { BUILTIN } from '../policy/builtin.ts';

/** The machine that examples are written for: a Linux home with one project, an empty disk, a person to ask. */
export const EXAMPLE_FACTS: Facts = {
  now: 0,
  platform: 'linux',
  shell: 'bash',
  attended: true,
  home: '/home/dev',
  project: '/home/dev/project',
  tempFolders: ['/tmp', '/var/tmp'],
  ownPaths: ['/home/dev/.local/state/hookwarden', '/home/dev/.config/hookwarden'],
  environment: { HOME: '/home/dev', USER: 'dev' },
  files: { resolve: (path) => path, read: () => ({ kind: 'missing' }), kind: () => undefined },
};

const DEVELOPER: Principal = { id: 'local', name: 'local', role: 'developer', keyId: '' };
const NO_CLOCK = { now: () => 0, elapsed: () => 0 };

/** What the whole pipeline says of an example under these rules. */
export function judgeExample(example: RuleExample, rules: readonly Rule[], profile: Policy['profile']): Verdict {
  return judgeEvent(eventOf(example), DEVELOPER, EXAMPLE_FACTS, { ...BUILTIN, rules, profile }, NO_CLOCK).verdict;
}

function eventOf(example: RuleExample): HookEvent {
  const name = example.tool ?? 'Bash';
  const input = example.command === undefined ? jsonOf(example.input ?? {}) : { command: example.command };
  return {
    host: 'claude-code',
    name: 'PreToolUse',
    blocking: 'blocks',
    sessionId: 'example',
    cwd: example.cwd ?? EXAMPLE_FACTS.project,
    tool: { name, input },
    raw: { hook_event_name: 'PreToolUse', tool_name: name, tool_input: input },
  };
}

/** Rule files hold plain YAML, which is JSON; anything else in one is a broken loader. */
function jsonOf(input: Readonly<Record<string, unknown>>): JsonObject {
  const value: JsonValue = JSON.parse(JSON.stringify(input));
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
}
