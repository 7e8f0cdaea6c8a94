import { setJavaScriptParser } from '../actions/code/javascript-loader.ts';
import { parseJavaScript } from '../actions/code/javascript-parser.ts';
import type { HookEvent } from '../domain/event.ts';
import type { Facts, FileContent } from '../domain/facts.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Policy } from '../domain/policy.ts';
import type { Principal } from '../domain/principal.ts';
import type { ExampleCall, ExampleSetting, Rule, RuleExample } from '../domain/rule.ts';
import { type SessionLabel, withLabels } from '../domain/session.ts';
import { type Judgement, judgeEvent, remembered, reviewEvent } from '../pipeline.ts';
import { DEFAULTS } from '../policy/defaults.ts';
import type { Judge } from '../policy/test-rules.ts';

setJavaScriptParser(() => parseJavaScript);

const HOME = '/home/dev';
const PROJECT = `${HOME}/project`;

/** Nothing is there but files that cannot be read, by name: `unreadable.sh`, `large.py`. */
function readExample(path: string): FileContent {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name.startsWith('unreadable.')) return { kind: 'unreadable', reason: 'for its owner only' };
  return name.startsWith('large.') ? { kind: 'too-large', bytes: 10_000_000 } : { kind: 'missing' };
}

/** Where every example stands: a developer's project on Linux with next to nothing on the disk and in the environment. */
export const EXAMPLE_FACTS: Facts = {
  machine: {
    platform: 'linux',
    shell: 'bash',
    home: HOME,
    project: PROJECT,
    tempFolders: ['/tmp', '/var/tmp'],
    ownPaths: [`${HOME}/.local/state/hookwarden`, `${HOME}/.config/hookwarden`],
    environment: { HOME, USER: 'dev', SHELL: '/bin/bash' },
    files: { resolve: (path) => path, read: readExample, kind: () => undefined },
  },
  now: 1_800_000_000_000_000,
  attended: true,
};

const DEVELOPER: Principal = { id: 'example', name: 'example', role: 'developer', keyId: 'example' };
const STILL = { now: () => EXAMPLE_FACTS.now, elapsed: () => 0 };
const policies = new Map<string, Map<readonly Rule[], Policy>>();

function settingOf(given: ExampleSetting, facts: Facts): Facts {
  const { machine } = facts;
  const { attended = facts.attended, environment = {}, files = {} } = given;
  const absolute = (path: string): string =>
    path.startsWith('~/') ? HOME + path.slice(1) : path.startsWith('/') ? path : `${PROJECT}/${path}`;
  const texts = new Map(Object.entries(files).map(([path, text]) => [absolute(path), text]));
  const kind = (path: string) =>
    texts.has(path) ? 'file' : [...texts.keys()].some((other) => other.startsWith(`${path}/`)) ? 'directory' : machine.files.kind(path);
  const read = (path: string, most: number): FileContent => {
    const text = texts.get(path);
    return text === undefined ? machine.files.read(path, most) : { kind: 'text', text };
  };
  return {
    ...facts,
    attended,
    machine: { ...machine, environment: { ...machine.environment, ...environment }, files: { ...machine.files, kind, read } },
  };
}

function policyOf(rules: readonly Rule[], profile: Policy['profile']): Policy {
  const known = policies.get(profile) ?? new Map<readonly Rule[], Policy>();
  policies.set(profile, known);
  const policy = known.get(rules) ?? { ...DEFAULTS, profile, rules, hash: '' };
  known.set(rules, policy);
  return policy;
}

function eventOf(example: ExampleCall & Pick<RuleExample, 'cwd' | 'given'>): HookEvent {
  const input: JsonObject = JSON.parse(
    JSON.stringify(example.command === undefined ? (example.input ?? {}) : { command: example.command }),
  );
  const { host = 'claude-code', permissionMode } = example.given ?? {};
  return {
    host,
    ...(permissionMode !== undefined && { permissionMode }),
    name: 'PreToolUse',
    blocking: 'blocks',
    sessionId: 'example',
    cwd: example.cwd ?? PROJECT,
    tool: { name: example.tool ?? 'Bash', input },
    raw: {},
  };
}

/** Stages 3 and 4 for an example, as the hook runs them for an attended developer. */
export const judgeExample = (
  example: RuleExample,
  rules: readonly Rule[],
  profile: Policy['profile'],
  around: Facts = EXAMPLE_FACTS,
): Judgement => {
  const { given, cwd } = example;
  const facts = given ? settingOf(given, around) : around;
  const standard = policyOf(rules, profile);
  const policy = given?.policy ? { ...standard, context: { ...standard.context, ...given.policy } } : standard;
  const session = (example.before ?? []).reduce<readonly SessionLabel[]>((known, call, number) => {
    const event = eventOf({ ...call, ...(cwd !== undefined && { cwd }), ...(given && { given }) });
    const judged = judgeEvent(event, DEVELOPER, { ...facts, session: known }, policy, STILL);
    const after = reviewEvent({ ...event, raw: { tool_response: call.response } }, policy, STILL);
    const labels = [...remembered(judged, judged.verdict.decision, policy.mode), ...after.labels];
    return withLabels(known, labels, { time: facts.now, source: `call ${number + 1}` });
  }, []);
  return judgeEvent(eventOf(example), DEVELOPER, { ...facts, session }, policy, STILL);
};

export const judgeForTest: Judge = (example, rules, profile) => judgeExample(example, rules, profile).verdict;
