import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const source = join(root, 'src');

/** Who may import whom. A part not named here may import nothing but itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  actions: ['domain'],
  policy: ['domain'],
  hosts: ['domain'],
  validation: ['domain'],
  authentication: ['domain', 'policy'],
  capabilities: ['domain', 'policy'],
  authorization: ['domain', 'policy', 'actions', 'capabilities'],
  governance: ['domain', 'policy', 'actions'],
  audit: ['domain', 'policy'],
  secrets: ['domain'],
  reports: ['domain', 'scan'],
  replay: ['domain'],
  behaviour: ['domain'],
  suggest: ['domain', 'policy', 'pipeline'],
  git: ['domain', 'actions', 'policy', 'pipeline', 'secrets', 'hook', 'state'],
  'git-hook': ['actions', 'git', 'policy', 'cli'],
  mcp: ['domain', 'validation', 'hosts', 'policy', 'authentication', 'state', 'hook'],
  'mcp-proxy': ['policy', 'state', 'mcp'],
  state: ['domain', 'audit', 'authentication', 'capabilities'],
  tlog: ['domain', 'audit'],
  'capability-api': ['domain', 'capabilities', 'hook', 'state', 'cli'],
  'judge-api': ['domain', 'policy', 'cli'],
  scan: ['domain', 'actions', 'policy', 'hosts', 'validation', 'pipeline', 'state', 'hook', 'secrets', 'wiring'],
  wiring: ['domain', 'state'],
  pipeline: ['domain', 'actions', 'policy', 'validation', 'authentication', 'authorization', 'governance', 'audit'],
  hook: [
    'domain',
    'capabilities',
    'actions',
    'policy',
    'hosts',
    'validation',
    'authentication',
    'authorization',
    'governance',
    'behaviour',
    'audit',
    'state',
    'pipeline',
  ],
  cli: [
    'domain',
    'capabilities',
    'actions',
    'policy',
    'hosts',
    'validation',
    'authentication',
    'authorization',
    'capabilities',
    'governance',
    'audit',
    'state',
    'pipeline',
    'hook',
    'secrets',
    'git',
    'wiring',
    'reports',
    'replay',
    'behaviour',
    'suggest',
    'mcp',
    'scan',
  ],
};

/** Packages that a part may name; `node:` modules are listed apart. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  actions: ['unbash', 'acorn'],
  policy: ['picomatch', 'yaml', 'zod'],
  validation: ['zod/mini'],
  suggest: ['yaml'],
  secrets: ['@secretlint/core', '@secretlint/profiler', '@secretlint/secretlint-rule-preset-recommend'],
  state: ['better-sqlite3'],
  scan: ['better-sqlite3', 'picomatch'],
  wiring: ['jsonc-parser', 'toml-eslint-parser'],
  mcp: ['@modelcontextprotocol/sdk/types.js'],
  cli: ['yargs', 'yargs/helpers', 'yaml', 'prom-client', 'diff', 'jose'],
};

const NODE_MODULES: Readonly<Record<string, readonly string[]>> = {
  actions: ['node:path'],
  policy: ['node:path', 'node:crypto'],
  hosts: [],
  validation: [],
  authentication: ['node:crypto'],
  authorization: [],
  governance: [],
  audit: ['node:crypto'],
};

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return files(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

const partOf = (path: string): string => relative(source, path).split('/')[0]?.replace(/\.ts$/, '') ?? '';

const imports = files(source).flatMap((path) => {
  const text = readFileSync(path, 'utf8');
  const specifiers = [...text.matchAll(/(?:^|\s)(?:import|export)\s[^'";]*?from\s+'([^']+)'|import\('([^']+)'\)|^import '([^']+)'/gm)];
  return specifiers.map((match) => ({ path, specifier: match[1] ?? match[2] ?? match[3] ?? '' }));
});

describe('imports run one way', () => {
  it('between the parts', () => {
    const wrong = imports
      .filter(({ specifier }) => specifier.startsWith('.'))
      .map(({ path, specifier }) => ({ path: relative(root, path), from: partOf(path), to: partOf(resolve(dirname(path), specifier)) }))
      .filter(({ from, to }) => from !== to && to !== '..' && !(MAY_IMPORT[from] ?? []).includes(to));
    expect(wrong).toEqual([]);
  });

  it('and no part names a package that is not its own', () => {
    const wrong = imports
      .filter(({ specifier }) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
      .filter(({ path, specifier }) => !(PACKAGES[partOf(path)] ?? []).includes(specifier))
      .map(({ path, specifier }) => `${relative(root, path)}: ${specifier}`);
    expect(wrong).toEqual([]);
  });

  it('and the pure parts see neither disk nor network', () => {
    const wrong = imports
      .filter(({ path, specifier }) => specifier.startsWith('node:') && NODE_MODULES[partOf(path)] !== undefined)
      .filter(({ path, specifier }) => !(NODE_MODULES[partOf(path)] ?? []).includes(specifier))
      .map(({ path, specifier }) => `${relative(root, path)}: ${specifier}`);
    expect(wrong).toEqual([]);
  });

  it('and only the shell folder knows unbash', () => {
    const wrong = imports.filter(({ path, specifier }) => specifier === 'unbash' && !path.startsWith(join(source, 'actions/shell')));
    expect(wrong).toEqual([]);
  });
});

describe('the hot bundle', () => {
  const ALLOWED = ['better-sqlite3', 'unbash', 'zod', 'picomatch'];
  const BUILT_IN = ['node:fs', 'node:crypto', 'node:os', 'node:path', 'fs', 'path', 'util'];
  const SIDECARS = ['./compile.cjs', './hook-js.cjs', './seal.cjs'];
  interface Metafile {
    readonly inputs: Readonly<Record<string, { readonly imports: readonly { readonly path: string; readonly external?: boolean }[] }>>;
  }
  const metafile: Metafile = JSON.parse(readFileSync(join(root, 'dist/hook.meta.json'), 'utf8'));

  it('holds no package outside its allow-list', () => {
    const packages = new Set(Object.keys(metafile.inputs).flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
    expect([...packages].filter((name) => !ALLOWED.includes(name))).toEqual([]);
  });

  it('holds only the small half of zod', () => {
    const classic = Object.keys(metafile.inputs).filter((path) => /node_modules\/zod\/v4\/classic\/|node_modules\/zod\/v3\//.test(path));
    expect(classic).toEqual([]);
  });

  it('requires nothing outside but the built-in modules and the sidecars it names', () => {
    const outside = new Set(
      Object.values(metafile.inputs).flatMap((input) => input.imports.filter((entry) => entry.external).map((entry) => entry.path)),
    );
    expect([...outside].filter((path) => ![...BUILT_IN, ...SIDECARS, ...ALLOWED].includes(path) && !path.endsWith('.node'))).toEqual([]);
  });
});

describe('files stay small', () => {
  const lengths = files(source)
    .filter((path) => !/\/(?:programs|code|secrets)\/.*table/.test(path))
    .map((path) => ({ path: relative(root, path), lines: readFileSync(path, 'utf8').split('\n').length - 1 }));

  it('none over 300 lines', () => {
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
  });

  it('half of them under 90', () => {
    const sorted = lengths.map(({ lines }) => lines).sort((left, right) => left - right);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(90);
  });
});

describe('the house rules', () => {
  it('no any and no casts but const', () => {
    const wrong = files(source)
      .filter((path) => !path.endsWith('domain/brand.ts'))
      .flatMap((path) =>
        readFileSync(path, 'utf8')
          .split('\n')
          .map((line, i) => ({ at: `${relative(root, path)}:${i + 1}`, line }))
          .filter(({ line }) => !/^\s*(?:\*|\/\/|\/\*|import\b|export\s+\*)/.test(line) && !/^import|^} from/.test(line))
          .filter(({ line }) =>
            /(?:[\w)\]}]) as (?!const\b)[A-Za-z{[(]|: any\b|<any>/.test(line.replace(/'[^']*'|`[^`]*`|"[^"]*"/g, "''")),
          ),
      )
      .map(({ at, line }) => `${at} ${line.trim()}`);
    expect(wrong).toEqual([]);
  });
});
