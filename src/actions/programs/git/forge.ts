import type { Effect, EffectFlag, EffectKind } from '../../../domain/effect.ts';
import { hostOperand } from '../../addresses.ts';
import type { Outcome, Program, ProgramTable, Run, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { pathOperand } from '../../paths.ts';
import { nameOperand, programName } from '../../words.ts';
import { publishes } from '../packages/install.ts';

/** Options of `gh` and `glab` that take a value, wherever they stand. */
const VALUES = [
  ...[
    'R',
    'B',
    'H',
    'b',
    't',
    'T',
    'F',
    'f',
    'X',
    'q',
    'L',
    'l',
    'a',
    'r',
    'm',
    's',
    'S',
    'A',
    'n',
    'd',
    'p',
    'e',
    'o',
    'O',
    'w',
    'u',
    'c',
    'D',
  ],
  ...[
    'repo',
    'base',
    'head',
    'body',
    'body-file',
    'title',
    'template',
    'field',
    'raw-field',
    'method',
    'header',
    'input',
    'jq',
    'json',
    'limit',
    'label',
    'assignee',
    'reviewer',
  ],
  ...[
    'milestone',
    'state',
    'search',
    'author',
    'name',
    'description',
    'visibility',
    'env',
    'org',
    'notes',
    'notes-file',
    'target',
    'tag',
    'subject',
    'hostname',
    'branch',
    'workflow',
  ],
  ...[
    'commit',
    'user',
    'status',
    'event',
    'ref',
    'pattern',
    'dir',
    'output',
    'repos',
    'app',
    'cache',
    'preview',
    'match-head-commit',
    'project',
    'source',
    'remote',
    'secret',
    'key',
    'job',
    'reason',
    'filename',
    'desc',
    'add-label',
    'remove-label',
  ],
];

interface ForgeLine {
  readonly words: readonly Word[];
  readonly target: Word | undefined;
  readonly has: (...names: readonly string[]) => boolean;
  readonly value: (...names: readonly string[]) => Word | undefined;
  readonly all: (...names: readonly string[]) => readonly Word[];
  /** Operands behind the two verbs. */
  readonly rest: readonly Word[];
  readonly note: string;
}

function made(line: ForgeLine, kind: EffectKind, flags: readonly EffectFlag[] = []): Outcome {
  const operand = line.target && nameOperand(line.target);
  return { effects: [{ kind, ...(operand ? { operand } : {}), ...(flags.length > 0 ? { flags } : {}), note: line.note }] };
}

type Kind = EffectKind | readonly [EffectKind, ...(readonly EffectFlag[])];

/** What two verbs do, where that is all there is to it. */
const PLAIN: Readonly<Record<string, Kind>> = {
  'repo delete': ['infra.destroy', 'delete'],
  'repo archive': ['infra.change', 'disable'],
  'repo rename': 'infra.change',
  'repo create': 'infra.create',
  'repo fork': 'infra.create',
  'repo clone': 'net.download',
  'repo sync': 'git.local',
  'pr checkout': 'git.local',
  'mr checkout': 'git.local',
  'pr create': 'infra.create',
  'mr create': 'infra.create',
  'issue create': 'infra.create',
  'pr comment': 'infra.change',
  'pr edit': 'infra.change',
  'pr review': 'infra.change',
  'pr ready': 'infra.change',
  'pr close': 'infra.change',
  'pr reopen': 'infra.change',
  'issue comment': 'infra.change',
  'issue edit': 'infra.change',
  'issue close': 'infra.change',
  'issue reopen': 'infra.change',
  'issue delete': ['infra.destroy', 'delete'],
  'issue transfer': 'infra.change',
  'label delete': ['infra.destroy', 'delete'],
  'project delete': ['infra.destroy', 'delete'],
  'release delete': ['infra.destroy', 'delete'],
  'release delete-asset': ['infra.destroy', 'delete'],
  'run delete': ['infra.destroy', 'delete', 'logs'],
  'run cancel': 'infra.change',
  'run rerun': 'infra.exec',
  'run download': 'net.download',
  'release download': 'net.download',
  'workflow run': 'infra.exec',
  'workflow disable': ['infra.change', 'disable'],
  'cache delete': 'infra.change',
  'secret set': 'secret.write',
  'secret delete': ['infra.destroy', 'delete'],
  'secret remove': ['infra.destroy', 'delete'],
  'variable set': 'infra.change',
  'variable delete': ['infra.destroy', 'delete'],
  'environment delete': ['infra.destroy', 'delete'],
  'ssh-key add': ['secret.write', 'persist'],
  'deploy-key add': ['secret.write', 'persist'],
  'gpg-key add': ['secret.write', 'persist'],
  'ssh-key delete': ['infra.destroy', 'delete'],
  'deploy-key delete': ['infra.destroy', 'delete'],
  'auth token': 'secret.read',
  'auth login': 'secret.write',
  'auth refresh': 'secret.write',
  'auth logout': 'infra.change',
  'codespace delete': ['infra.destroy', 'delete'],
  'codespace ssh': 'infra.exec',
  'ruleset delete': ['infra.destroy', 'delete'],
  'extension install': ['package.install', 'from-git', 'unpinned'],
  'extension upgrade': ['package.install', 'from-git'],
  'gist delete': ['infra.destroy', 'delete'],
};

type Verb = (line: ForgeLine, setting: Parameters<Program>[1]) => Outcome;

/** `api`: the method tells; fields without one make it a POST. */
const api: Verb = (line) => {
  const path = line.rest[0]?.value ?? '';
  const fields = line.all('f', 'F', 'field', 'raw-field', 'input');
  const method = (line.value('X', 'method')?.value ?? (fields.length > 0 ? 'POST' : 'GET')).toUpperCase();
  if (/^graphql$/i.test(path))
    return made(line, fields.some((word) => /query=\s*mutation\b/.test(word.value)) ? 'infra.change' : 'infra.read');
  if (method === 'DELETE') return made(line, 'infra.destroy', ['delete']);
  return made(line, method === 'GET' || method === 'HEAD' ? 'infra.read' : 'infra.change');
};

/** Merging with `--admin` goes past what protects the branch. */
const merge: Verb = (line) => {
  const merged = made(line, 'infra.change');
  const bypass: readonly Effect[] = line.has('admin') ? [{ kind: 'git.bypass', flags: ['protected-branch'], note: line.note }] : [];
  return { effects: [...(merged.effects ?? []), ...bypass] };
};

const uploads =
  (host: string, own: (line: ForgeLine) => readonly Effect[], skip: number): Verb =>
  (line, setting) => {
    const files = line.rest.slice(skip).filter((word) => word.value !== '-');
    const operand = hostOperand({ text: host, value: host, certainty: 'literal' });
    return {
      effects: [
        ...own(line),
        ...files.map((word): Effect => ({ kind: 'file.read', operand: pathOperand(word, setting), note: line.note })),
        { kind: 'net.upload', operand, flags: ['contents'], note: line.note },
      ],
    };
  };

const visibility: Verb = (line) => made(line, 'infra.change', line.value('visibility')?.value === 'public' ? ['broad'] : []);

/** `alias set NAME '!text'`: from now on a verb of the forge's program runs shell text. */
const alias: Verb = (line) => {
  const text = line.rest[1];
  const shell = line.has('s', 'shell') || text?.value.startsWith('!') === true;
  return shell ? made(line, 'git.config-exec', ['persist', 'global']) : {};
};

const VERBS: Readonly<Record<string, Verb>> = {
  'pr merge': merge,
  'mr merge': merge,
  'repo edit': visibility,
  'alias set': alias,
  'gist create': uploads('gist.github.com', () => [], 0),
  'gist edit': uploads('gist.github.com', () => [], 1),
  'snippet create': uploads('gitlab.com', () => [], 0),
  'release create': uploads('github.com', (line) => [publishes(line.note, [], line.rest[0])], 1),
  'release upload': uploads('github.com', () => [], 1),
  'auth status': (line) => (line.has('t', 'show-token') ? made(line, 'secret.read') : {}),
};

/** What `codespace ssh -- CMD` and `pr checkout` leave to git is not followed; an extension's own words are unknown. */
function codespaceRuns(line: ForgeLine): readonly Run[] {
  const at = line.words.findIndex((word) => word.value === '--');
  const inner = at < 0 ? [] : line.words.slice(at + 1);
  return inner.length > 0 ? [{ kind: 'argv', argv: inner, wrapper: 'gh', remote: true, mounts: [] }] : [];
}

const forge: Program = (command, setting) => {
  const words = command.words.slice(1);
  const options = readOptions(words, {
    values: VALUES,
    switches: [
      'admin',
      'web',
      'confirm',
      'yes',
      'public',
      'show-token',
      'shell',
      'draft',
      'fill',
      'squash',
      'rebase',
      'merge',
      'auto',
      'delete-branch',
    ],
  });
  const [area, verb, ...rest] = options.operands;
  if (!area || options.has('help')) return {};
  const single = area.value === 'api';
  const name = single ? 'api' : `${area.value} ${verb?.value ?? ''}`;
  const own = single ? options.operands.slice(1) : rest;
  const line: ForgeLine = {
    ...options,
    words,
    rest: own,
    target: own[0] ?? options.value('R', 'repo'),
    note: `${programName(command.words[0])} ${name}`,
  };
  if (single) return api(line, setting);
  const special = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (special) return special(line, setting);
  const plain = Object.hasOwn(PLAIN, name) ? PLAIN[name] : undefined;
  if (plain === undefined) return { effects: [{ kind: 'infra.read', note: line.note }] };
  const [kind, ...flags] = typeof plain === 'string' ? [plain] : plain;
  const outcome = made(line, kind, flags);
  return name === 'codespace ssh' ? { ...outcome, runs: codespaceRuns(line) } : outcome;
};

/** The command lines of the code hosts. */
export const forges: ProgramTable = { gh: forge, glab: forge };
