import fc from 'fast-check';
import type { Action } from '../../src/domain/action.ts';
import type { Capability, Constraints } from '../../src/domain/capability.ts';
import { OPERATIONS, RESOURCE_TYPES } from '../../src/domain/capability.ts';
import type { Effect } from '../../src/domain/effect.ts';

const PATHS = ['src/a.ts', 'src/lib/b.ts', 'docs/a.md', '/etc/passwd', '.', 'src'];
const HOSTS = ['api.example.com', 'example.com', '10.0.0.7', 'cdn.example.net'];
const PROGRAMS = ['npm', 'git', 'cat', 'node'];
const GLOBS = {
  filesystem: ['**', 'src/**', 'src/*.ts', '/etc/*', 'src/a.ts'],
  network: ['**', '*.example.com', 'example.com', '10.0.0.7'],
  mcp_tool: ['**', 'gh/*', 'gh/create_issue', 'Task'],
  process: ['**', 'npm', 'git', 'c*'],
} as const;

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values], { minLength: 1 });

const anyConstraints: fc.Arbitrary<Constraints> = fc
  .record({
    paths: optional(some(GLOBS.filesystem)),
    extensions: optional(some(['.ts', '.md'])),
    maxBytes: optional(fc.nat(200)),
    domains: optional(some(GLOBS.network)),
    httpsOnly: optional(fc.boolean()),
    methods: optional(some(['GET', 'POST'])),
    programs: optional(some(PROGRAMS)),
    deniedPrograms: optional(some(PROGRAMS)),
    effects: optional(some(['git.*', 'package.script', 'opaque'])),
    deniedEffects: optional(some(['git.push', 'opaque'])),
    arguments: optional(some([['test'], ['run', '**'], ['**']])),
    uses: optional(fc.integer({ min: 1, max: 5 })),
    maxDepth: optional(fc.nat(4)),
  })
  .map((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)));

export const anyRoot: fc.Arbitrary<Capability> = fc.constantFrom(...RESOURCE_TYPES).chain((type) =>
  fc
    .record({
      resource: fc.constantFrom(...GLOBS[type]),
      operations: some(OPERATIONS[type]),
      constraints: anyConstraints,
      expiresAt: fc.integer({ min: 1, max: 1000 }),
    })
    .map((given) => ({ id: 'root', type, principal: 'p', issuedAt: 0, depth: 0, ...given })),
);

export const anyDelegation = (id: string) =>
  fc
    .record({
      constraints: anyConstraints,
      expiresAt: optional(fc.integer({ min: 1, max: 1000 })),
      operations: optional(some(Object.values(OPERATIONS).flat())),
      resource: optional(fc.constantFrom(...Object.values(GLOBS).flat())),
    })
    .map(({ expiresAt, operations, resource, constraints }) => ({
      id,
      principal: 'p',
      constraints,
      ...(expiresAt !== undefined && { expiresAt }),
      ...(operations && { operations }),
      ...(resource !== undefined && { resource }),
    }));

const operand = (text: string, value: string) => ({
  text,
  value,
  certainty: 'literal' as const,
  classes: value.startsWith('10.') ? (['private', 'ip'] as const) : [],
});

const anyEffect: fc.Arbitrary<Effect> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('file.read', 'file.write', 'file.delete', 'file.list'),
    operand: fc.constantFrom(...PATHS).map((path) => operand(path, path.startsWith('/') ? path : path === '.' ? '/p' : `/p/${path}`)),
    bytes: fc.nat(300),
    flags: fc.constantFrom([], ['recursive'] as const),
  }),
  fc
    .record({
      kind: fc.constantFrom('net.request', 'net.upload'),
      scheme: fc.constantFrom('https', 'http'),
      host: fc.constantFrom(...HOSTS),
      method: fc.constantFrom('GET', 'POST'),
    })
    .map(({ kind, scheme, host, method }) => ({ kind, operand: operand(`${scheme}://${host}/`, host), method }) as const),
  fc.record({
    kind: fc.constant('mcp.call' as const),
    operand: fc.constantFrom('gh/create_issue', 'db/query').map((name) => operand(name, name)),
  }),
  fc.record({ kind: fc.constantFrom('git.push', 'git.commit', 'package.script', 'opaque') }),
);

export const anyAction: fc.Arbitrary<Action> = fc
  .record({
    program: optional(fc.constantFrom(...PROGRAMS)),
    words: fc.constantFrom([], ['test'], ['run', 'x', 'y']),
    effects: fc.array(anyEffect, { maxLength: 3 }),
  })
  .map(({ program, words, effects }) => ({
    tool: program === undefined ? 'Task' : 'Bash',
    effects,
    ...(program !== undefined && { invocation: { program, argv: [program, ...words], wrappers: [], cwd: '/p' } }),
  }));
