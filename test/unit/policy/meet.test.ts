import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grants } from '../../../src/policy/grants.ts';
import { pattern, policy, rule } from './fixtures.ts';
import { faults, layer, met, ruleFile, type Source, trusted } from './layer-fixtures.ts';

const builtin = policy([rule(pattern('git.push'), { id: 'git.push', decision: 'ask' })]);
const compiled = (...sources: readonly Source[]) => met(builtin, ...sources).policy;
const may = (role: string, kind: string, name: string, ...sources: readonly Source[]): boolean =>
  grants(compiled(...sources).roles[role]?.permissions ?? [], kind, name);

const owned = (...sources: readonly Source[]) => {
  const { own } = compiled(...sources);
  return Array.from({ length: own?.count ?? 0 }, (_, number) => own?.at(number));
};

describe('a role', () => {
  const deployer = 'roles:\n  deployer:\n    extends: [developer]\n    permissions: ["context:production", "!effect:git.push"]\n';
  it('of the managed layer has no more for what the user makes of a role that it extends', () => {
    const managed = layer(
      'managed',
      'roles:\n  base: { extends: [developer] }\n  contractor: { extends: [base], permissions: ["!effect:git.push"] }\n',
    );
    const user = layer('user', 'roles: { developer: { permissions: ["*"] }, base: { permissions: ["*"] } }\n');
    expect(compiled(managed, user).roles['contractor']).toEqual(compiled(managed).roles['contractor']);
  });
  it('has what it extends, less what is taken away', () => {
    expect(may('deployer', 'tool', 'Bash', layer('user', deployer))).toBe(true);
    expect(may('deployer', 'context', 'production', layer('user', deployer))).toBe(true);
    expect(may('deployer', 'effect', 'git.push', layer('user', deployer))).toBe(false);
  });
  it('may be widened by the user where the managed layer is silent, and not where it is not', () => {
    const widened = layer('user', 'roles:\n  developer:\n    permissions: ["*"]\n');
    expect(may('developer', 'context', 'production', widened)).toBe(true);
    const managed = layer('managed', 'roles:\n  developer:\n    permissions: ["tool:*", "effect:file.*"]\n');
    expect(may('developer', 'context', 'production', managed, widened)).toBe(false);
    expect(met(builtin, managed, widened).origins.find(({ field }) => field === 'roles.developer')?.dropped).toEqual([
      { layer: 'user', path: '/user/policy.yaml', line: 3, value: '*', why: 'the managed layer has settled it' },
    ]);
  });
  it('is only narrowed by a project, and by a trusted one as by the user', () => {
    const project = layer('project', 'roles:\n  developer:\n    permissions: ["context:*", "!tool:WebFetch"]\n');
    expect(may('developer', 'context', 'production', project)).toBe(false);
    expect(may('developer', 'tool', 'WebFetch', project)).toBe(false);
    expect(may('developer', 'tool', 'Bash', project)).toBe(true);
    expect(may('developer', 'context', 'production', trusted(project))).toBe(true);
  });
  it.each([
    [
      'a parent that there is not',
      'roles:\n  a:\n    extends: [develper]\n',
      /policy\.yaml:3:1: roles\.a: there is no role "develper" to extend; did you mean "developer"/,
    ],
    ['a circle', 'roles:\n  a: { extends: [b] }\n  b: { extends: [a] }\n', /policy\.yaml:3:1: roles\.a: extends itself by way of b/],
    [
      'a misspelt effect',
      'roles:\n  a:\n    permissions: ["effect:git.psh"]\n',
      /policy\.yaml:4:19: .*no effect is called "git\.psh"; did you mean "git\.push"/,
    ],
    [
      'a kind that is like none',
      'roles:\n  a:\n    permissions: ["pods:all"]\n',
      /no kind of permission "pods"; one of tool, effect, context, path/,
    ],
    ['a kind that there is not', 'roles:\n  a:\n    permissions: ["tol:Bash"]\n', /no kind of permission "tol"; did you mean "tool"/],
    [
      'nobody who may administer',
      'roles:\n  admin:\n    permissions: ["tool:*"]\n',
      /policy\.yaml:2:1: roles: nobody would be left who may administer/,
    ],
    [
      'more wildcards than are looked at',
      'roles:\n  a:\n    permissions: ["*", "!path:a*/b*/*"]\n',
      /policy\.yaml:4:\d+: .*more than 3 wildcards/,
    ],
    ['a path from home on', 'roles:\n  a:\n    permissions: ["!path:~/.ssh/**"]\n', /a path is written from the project on/],
    ['a path with a slash at its end', 'roles:\n  a:\n    permissions: ["!path:src/"]\n', /a path is written from the project on/],
    ['a path with a detour', 'roles:\n  a:\n    permissions: ["!path:./src/**"]\n', /a path is written from the project on/],
    ['an empty ceiling', 'ceiling: []\n', /an empty ceiling would hold nobody down/],
    ['a text without a kind', 'roles:\n  a:\n    permissions: ["Bash"]\n', /a permission is `kind:name`/],
  ])('with %s is a fault', (_name, text, expected) => expect(faults(builtin, layer('user', text)).join('\n')).toMatch(expected));
});

describe('a list of globs', () => {
  const branches = (...sources: readonly Source[]) => compiled(...sources).context.protectedBranches;
  it('grows with every layer, and shrinks where one may loosen', () => {
    const user = layer('user', 'protectedBranches: [release/*, trunk]\n');
    expect(branches(user, layer('project', 'protectedBranches: [next]\n'))).toEqual(['release/*', 'trunk', 'next']);
    expect(branches(user, layer('project', 'protectedBranches: ["!trunk"]\n'))).toEqual(['release/*', 'trunk']);
    expect(branches(user, trusted(layer('project', 'protectedBranches: ["!trunk"]\n')))).toEqual(['release/*']);
    expect(branches(layer('managed', 'protectedBranches: [trunk]\n'), layer('user', 'protectedBranches: ["!trunk"]\n'))).toEqual(['trunk']);
  });
  it('of production joins by sign', () => {
    const { production } = compiled(
      layer('managed', 'production:\n  kubeContext: ["*-live"]\n'),
      layer('project', 'production:\n  kubeContext: [shop]\n  variable: ["STAGE=live"]\n'),
    ).context;
    expect(production).toEqual({ kubeContext: ['*-live', 'shop'], variable: ['STAGE=live'] });
  });
});

describe('times', () => {
  it('are all to hold', () => {
    const window = 'hours:\n  timeZone: Europe/Berlin\n  days: [mon, fri]\n  from: "08:30"\n  to: "18:00"\n';
    expect(compiled(layer('managed', window), layer('project', window)).context.hours).toEqual([
      { timeZone: 'Europe/Berlin', days: ['mon', 'fri'], from: 510, to: 1080, outside: 'ask' },
      { timeZone: 'Europe/Berlin', days: ['mon', 'fri'], from: 510, to: 1080, outside: 'ask' },
    ]);
  });
  it.each([
    [
      'a zone that there is not',
      'hours: { timeZone: Europe/Berln, days: [mon], from: "08:00", to: "09:00" }\n',
      /no time zone has this name/,
    ],
    ['an hour that there is not', 'hours: { timeZone: UTC, days: [mon], from: "24:00", to: "09:00" }\n', /two digits, a colon/],
    ['a length without a unit', 'sessions: { lifetime: "24" }\n', /write a number and one of s, m, h, d/],
  ])('with %s are a fault', (_name, text, expected) => expect(faults(builtin, layer('user', text)).join('\n')).toMatch(expected));
  it('of sessions and allowances are cut by the managed layer', () => {
    const managed = layer('managed', 'sessions: { lifetime: 8h }\nexceptions: { longest: 1h, proofs: [pin] }\n');
    const user = layer('user', 'sessions: { lifetime: 7d }\nexceptions: { longest: 2h, proofs: [prompt] }\n');
    const { sessionLifetime, exceptions } = compiled(managed, user);
    expect([sessionLifetime / 3_600_000_000, exceptions.longest / 3_600_000_000, exceptions.proofs]).toEqual([8, 1, []]);
    expect(compiled(user).sessionLifetime / 3_600_000_000).toBe(168);
    const hasty = layer('project', 'sessions: { lifetime: 1m }\n');
    expect(compiled(user, hasty).sessionLifetime / 3_600_000_000).toBe(168);
    expect(compiled(user, trusted(hasty)).sessionLifetime / 60_000_000).toBe(1);
  });
  it('of strikes get shorter, never longer, below the managed layer', () => {
    const managed = layer('managed', 'strikes: { after: 5, within: 10m }\n');
    expect(compiled(managed, layer('user', 'strikes: { after: 50, within: 10m }\n')).strikes?.after).toBe(5);
    expect(compiled(managed, layer('project', 'strikes: { after: 3, within: 10m }\n')).strikes?.after).toBe(3);
  });
  it('of strikes are no laxer for being looked at over a longer time', () => {
    const managed = layer('managed', 'strikes: { after: 3, within: 1h }\n');
    const project = layer('project', 'strikes: { after: 1000, within: 1000h }\n');
    expect(compiled(managed, project).strikes).toEqual({ after: 3, within: 3_600_000_000_000 });
    expect(compiled(layer('user', 'strikes: { after: 50, within: 10m }\n')).strikes).toEqual({ after: 50, within: 600_000_000 });
  });
});

it('only the managed layer sets a ceiling', () => {
  const ceiling = 'ceiling: ["tool:*", "effect:file.*"]\n';
  expect(compiled(layer('managed', ceiling)).ceiling).toEqual(['tool:*', 'effect:file.*']);
  expect(compiled(layer('user', ceiling)).ceiling).toBeUndefined();
});

describe('a layer’s own rule', () => {
  const own = (id: string, extra = '') =>
    `- id: ${id}\n  version: 1\n  status: stable\n  severity: high\n  decision: deny\n${extra}  title: Ours\n  message: Our words on {{operand}}.\n  instead: Do otherwise.\n  tags: [attack.t1005]\n  when: { effect: exec }\n  examples: { match: [], pass: [] }\n`;
  it('counts beside the shipped ones and can be made milder like them', () => {
    const rules = owned(layer('user', 'rules: { ours.exec: ask }\n'), ruleFile('user', own('ours.exec')));
    expect(rules.map((one) => [one?.id, one?.decision])).toEqual([['ours.exec', 'ask']]);
  });
  it('of a project that nobody trusts brings no words of its own', () => {
    const [untrusted] = owned(ruleFile('project', own('ours.exec')));
    expect([untrusted?.message, untrusted?.instead]).toEqual(['A rule of this project objects to this call.', undefined]);
    expect(owned(trusted(ruleFile('project', own('ours.exec'))))[0]?.message).toBe('Our words on {{operand}}.');
  });
  it('cannot be switched off only where the managed layer says so', () => {
    const absolute = own('ours.exec', '  absolute: true\n');
    const off = layer('user', 'rules: { ours.exec: "off" }\n');
    expect(owned(ruleFile('user', absolute), off)).toHaveLength(0);
    expect(owned(ruleFile('managed', absolute), off)).toHaveLength(1);
  });
  it('of a higher layer is not lowered by a lower one', () =>
    expect(owned(ruleFile('user', own('ours.exec')), layer('project', 'rules: { ours.exec: "off" }\n'))).toHaveLength(1));
  it.each(['off', 'observe', 'ask'])('of the managed layer stays as strict where the user makes it %s', (stance) => {
    const user = layer('user', `rules: { ours.exec: "${stance}" }\n`);
    expect(owned(ruleFile('managed', own('ours.exec')), user).map((one) => [one?.status, one?.decision])).toEqual([['stable', 'deny']]);
    const milder = layer('managed', 'rules: { ours.exec: ask }\n');
    expect(owned(ruleFile('managed', own('ours.exec')), milder).map((one) => one?.decision)).toEqual(['ask']);
  });
  it.each([
    'authorization.permission',
    'validation.size',
    'governance.incomplete',
    'context.hours',
    'authentication.key-wrong',
    'exceptions.pause',
    'audit.policy',
  ])('does not take the name %s, under which the program itself speaks', (id) =>
    expect(faults(builtin, ruleFile('project', own(id)))[0]).toMatch(/^\/project\/rules\/own.yaml:1:7: .* is the program’s own/),
  );
  it('needs a name of its own, and says where it has none', () => {
    expect(faults(builtin, ruleFile('user', `${own('ours.exec')}${own('git.push')}`))).toEqual([
      '/user/rules/own.yaml:12:7: there is another rule "git.push"',
    ]);
  });
});

describe('where a value comes from', () => {
  it('names layer, file and line, and what was dropped and why', () => {
    const { origins } = met(builtin, layer('managed', 'profile: strict\n'), layer('user', 'mode: observe\nprofile: standard\n'));
    expect(origins).toEqual([
      { field: 'mode', value: 'observe', from: [{ layer: 'user', path: '/user/policy.yaml', line: 2 }], dropped: [] },
      {
        field: 'profile',
        value: 'strict',
        from: [{ layer: 'managed', path: '/managed/policy.yaml', line: 2 }],
        dropped: [{ layer: 'user', path: '/user/policy.yaml', line: 3, value: 'standard', why: 'the managed layer has settled it' }],
      },
    ]);
  });
});

it('an untrusted project never adds a permission (property)', () => {
  const permission = fc.constantFrom('*', 'tool:*', 'tool:Bash', 'effect:git.*', 'context:production', '!tool:Bash', '!effect:*', '!*');
  const roles = fc.dictionary(fc.constantFrom('developer', 'service', 'auditor'), fc.array(permission, { maxLength: 4 }), { maxKeys: 3 });
  const text = (said: Readonly<Record<string, readonly string[]>>) =>
    Object.keys(said).length === 0
      ? ''
      : `roles: ${JSON.stringify(Object.fromEntries(Object.entries(said).map(([name, permissions]) => [name, { permissions }])))}\n`;
  fc.assert(
    fc.property(roles, roles, (user, project) => {
      const before = compiled(layer('user', text(user))).roles;
      const after = compiled(layer('user', text(user)), layer('project', text(project))).roles;
      for (const name of Object.keys(before))
        for (const [kind, what] of [
          ['tool', 'Bash'],
          ['tool', 'Read'],
          ['effect', 'git.push'],
          ['context', 'production'],
        ] as const)
          if (grants(after[name]?.permissions ?? [], kind, what)) expect(grants(before[name]?.permissions ?? [], kind, what)).toBe(true);
    }),
  );
});
