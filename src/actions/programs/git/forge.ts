import type { Effect, EffectFlag, EffectKind } from '../../../domain/effect.ts';
import { hostOperand } from '../../addresses.ts';
import { type Command, HOLE, type Outcome, type Program, type Setting, type Word } from '../../command.ts';
import { type OptionSpec, type Options, readOptions } from '../../options.ts';
import { pathOperand } from '../../paths.ts';
import { nameOperand, programName } from '../../words.ts';
import { family } from '../family.ts';
import { listed, service } from '../infrastructure/service.ts';
import { FORGE } from '../infrastructure/tables/forges.ts';
import { publishes } from '../packages/install.ts';

interface ForgeLine extends Options {
  /** Operands behind the verbs. */
  readonly rest: readonly Word[];
  readonly note: string;
}

type Verb = (line: ForgeLine, setting: Setting) => Outcome;

function made({ rest, note }: ForgeLine, kind: EffectKind, ...flags: readonly EffectFlag[]): Outcome {
  const operand = rest[0] && nameOperand(rest[0]);
  return { effects: [{ kind, ...(operand ? { operand } : {}), ...(flags.length > 0 ? { flags } : {}), note }] };
}

/** A whole repository or organisation, by its address in the interface. */
const WHOLE = /^\/?(?:repos\/[^/]+\/[^/]+|orgs\/[^/]+|projects\/[^/]+|groups\/[^/]+)\/?$/;
const RIGHTS =
  /\/(?:collaborators|memberships|members|keys|hooks|invitations|transfer|protection|rulesets|teams|deploy_keys|access_tokens)(?:\/|$)/;
/** Marks on an issue, which its history keeps. */
const SMALL = /\/(?:comments\/\d+|reactions\/\d+|labels(?:\/[^/]+)?|assignees|requested_reviewers|subscription|notifications\/.*|lock)$/;
const STARTS = /\/(?:dispatches|rerun|rerun-failed-jobs)$/;
const PUBLIC = /^(?:private=false|visibility=public)$/;

/** `api`: the method tells; fields without one make it a POST. */
const api: Verb = (line) => {
  const path = line.rest[0]?.value ?? '';
  const fields = line.all('f', 'F', 'field', 'raw-field', 'input');
  if (/^graphql$/i.test(path)) return graphql(line, fields);
  const method = (line.value('X', 'method')?.value ?? (fields.length > 0 ? 'POST' : 'GET')).toUpperCase();
  if (method === 'GET' || method === 'HEAD') return made(line, 'infra.read');
  if (RIGHTS.test(path)) return made(line, 'infra.change', 'owner');
  if (method === 'DELETE' && SMALL.test(path)) return made(line, 'infra.change', 'delete');
  if (method === 'DELETE') return made(line, 'infra.destroy', 'delete', ...(WHOLE.test(path) ? (['irrecoverable'] as const) : []));
  if (STARTS.test(path)) return made(line, 'infra.exec');
  return made(line, 'infra.change', ...(fields.some((word) => PUBLIC.test(word.value)) ? (['broad'] as const) : []));
};

function graphql(line: ForgeLine, fields: readonly Word[]): Outcome {
  const mutation = fields.map((word) => word.value).find((text) => /query=\s*mutation\b/.test(text));
  if (mutation === undefined) return made(line, 'infra.read');
  return /\bdelete[A-Z]\w*\s*\(/.test(mutation) ? made(line, 'infra.destroy', 'delete') : made(line, 'infra.change');
}

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

/** `alias set NAME '!text'`: from now on a verb of the forge's program runs shell text. */
const alias: Verb = (line) => {
  const text = line.rest[1];
  const shell = line.has('s', 'shell') || text?.value.startsWith('!') === true;
  return shell ? made(line, 'git.config-exec', 'persist', 'global') : {};
};

/** What everyone may find and read from then on. */
const shownToAll = ({ has, value, note }: ForgeLine): readonly Effect[] =>
  has('public', 'p') || value('visibility')?.value === 'public' ? [{ kind: 'infra.create', flags: ['broad'], note }] : [];

const VERBS: Readonly<Record<string, Verb>> = {
  api,
  'pr merge': merge,
  'mr merge': merge,
  'alias set': alias,
  'gist create': uploads('gist.github.com', shownToAll, 0),
  'gist edit': uploads('gist.github.com', () => [], 1),
  'snippet create': uploads('gitlab.com', shownToAll, 0),
  'release create': uploads('github.com', (line) => [publishes(line.note, [], line.rest[0])], 1),
  'release upload': uploads('github.com', () => [], 1),
};

/** What is written where all who see the repository may read it. */
const POSTS = /^(?:pr|mr|issue|release|discussion) (?:create|new|comment|note|edit|update|review|close)$/;
const TEXTS = ['b', 'body', 't', 'title', 'n', 'notes', 'm', 'message', 'd', 'description'];
const TEXT_FILES = ['F', 'body-file', 'notes-file'];

/** Files that a text is read from, and texts that only the run can tell; one that stands in the call has been seen. */
function posted(options: Options, note: string, setting: Setting): readonly Effect[] {
  const files = options.all(...TEXT_FILES).filter((word) => word.value !== '-');
  const texts = options.all(...TEXTS).filter((word) => word.value.includes(HOLE));
  if (files.length === 0 && texts.length === 0) return [];
  const operand = hostOperand({ text: 'github.com', value: 'github.com', certainty: 'literal' });
  return [
    ...files.map((word): Effect => ({ kind: 'file.read', operand: pathOperand(word, setting), note })),
    { kind: 'net.upload', operand, flags: [files.length > 0 ? 'contents' : 'dynamic'], note },
  ];
}

const plain = service(FORGE);

/** What `codespace ssh -- COMMAND` runs there. */
function remoteRun({ words }: Command): Outcome {
  const inner = words.slice(words.findIndex((word) => word.value === '--') + 1);
  return inner.length > 0 && inner.length < words.length
    ? { runs: [{ kind: 'argv', argv: inner, wrapper: programName(words[0]), remote: true, mounts: [] }] }
    : {};
}

const forge: Program = (command, setting) => {
  const options = readOptions(command.words.slice(1), forgeOptions());
  const [area, verb] = options.operands;
  if (!area || options.has('help')) return {};
  const name = area.value === 'api' ? 'api' : `${area.value} ${verb?.value ?? ''}`;
  const special = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  const note = `${programName(command.words[0])} ${name}`;
  if (special) return special({ ...options, rest: options.operands.slice(name === 'api' ? 1 : 2), note }, setting);
  const outcome = plain(command, setting);
  if (POSTS.test(name)) return { ...outcome, effects: [...(outcome.effects ?? []), ...posted(options, note, setting)] };
  if (name === 'gist view') return { ...outcome, stdout: { origin: 'downloaded' } };
  return { ...outcome, ...(name === 'codespace ssh' ? remoteRun(command) : {}) };
};

/** Made when the first line is read, as the table is. */
let known: OptionSpec | undefined;

function forgeOptions(): OptionSpec {
  if (known) return known;
  const { values, names, switches } = FORGE();
  known = { values: [...listed(values), ...listed(names)], switches: listed(switches) };
  return known;
}

/** The command lines of the code hosts. */
export const forges = family('gh glab', () => ({ gh: forge, glab: forge }));
