import type { Analysis, DataEdge } from '../../../src/domain/action.ts';
import type { Effect, EffectFlag, EffectKind } from '../../../src/domain/effect.ts';
import type { HookEvent } from '../../../src/domain/event.ts';
import type { Certainty, Operand } from '../../../src/domain/operand.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Condition, EffectPattern, OperandClass, Rule } from '../../../src/domain/rule.ts';
import { DEFAULTS } from '../../../src/policy/defaults.ts';

export const operand = (text: string, classes: readonly OperandClass[] = [], certainty: Certainty = 'literal'): Operand => ({
  text,
  ...(certainty === 'unknown' ? {} : { value: text }),
  certainty,
  classes,
});

export const effect = (kind: EffectKind, on?: Operand, flags: readonly EffectFlag[] = []): Effect => ({
  kind,
  ...(on ? { operand: on } : {}),
  flags,
});

/** One action for each list of effects. */
export const analysis = (actions: readonly (readonly Effect[])[], edges: readonly DataEdge[] = [], program = 'rm'): Analysis => ({
  actions: actions.map((effects) => ({ tool: 'Bash', invocation: { program, argv: [program], wrappers: ['sudo'] }, effects })),
  edges,
  incomplete: [],
});

export const rule = (when: Condition, changes: Partial<Rule> = {}): Rule => ({
  id: 'test.rule',
  version: 1,
  status: 'stable',
  severity: 'high',
  decision: 'deny',
  unknown: 'skip',
  title: 'A test',
  message: '{{program}} touches {{operand}}.',
  tags: [],
  when,
  ...changes,
});

export const policy = (rules: readonly Rule[], changes: Partial<Policy> = {}): Policy => ({
  ...DEFAULTS,
  rules,
  hash: '0'.repeat(64),
  ...changes,
});

export const pattern = (kind: EffectKind, fields: Omit<EffectPattern, 'effect'> = {}): EffectPattern => ({ effect: [kind], ...fields });

export const event = (tool = 'Bash'): HookEvent => ({
  host: 'claude-code',
  name: 'PreToolUse',
  blocking: 'blocks',
  sessionId: 's',
  cwd: '/home/dev/project',
  tool: { name: tool, input: {} },
  raw: {},
});
