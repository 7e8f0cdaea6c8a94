import type { Effect } from '../../../domain/effect.ts';
import { hostOperand } from '../../addresses.ts';
import type { Outcome, Run, Setting, Word } from '../../command.ts';
import { pathOperand } from '../../paths.ts';
import { programName, splitQuoted, withValue } from '../../words.ts';

/** What a configuration key lets git do with its value. */
type Role =
  | 'editor'
  | 'pager'
  | 'ssh'
  | 'credential'
  | 'signing'
  | 'command'
  | 'hooks'
  | 'boolean-or-command'
  | 'alias'
  | 'protocol'
  | 'include'
  | 'redirect'
  | 'template';

/** Section, key and, between them, any subsection; all but the subsection ignore case. */
const ROLES: readonly (readonly [RegExp, Role])[] = [
  [/^(?:core|sequence)\.editor$/, 'editor'],
  [/^(?:core\.pager|pager\..*|interactive\.difffilter)$/, 'pager'],
  [/^core\.sshcommand$/, 'ssh'],
  [/^credential\.(?:.*\.)?helper$/, 'credential'],
  [/^gpg\.(?:.*\.)?program$/, 'signing'],
  [/^(?:core\.(?:gitproxy|askpass|alternaterefscommand)|diff\.external|uploadpack\.packobjectshook|web\.browser)$/, 'command'],
  [/^diff\..*\.(?:command|textconv)$/, 'command'],
  [/^(?:difftool|mergetool|browser|man|guitool)\..*\.(?:cmd|path)$/, 'command'],
  [/^merge\..*\.driver$/, 'command'],
  [/^filter\..*\.(?:clean|smudge|process)$/, 'command'],
  [/^remote\..*\.(?:uploadpack|receivepack)$/, 'command'],
  [/^trailer\..*\.(?:command|cmd)$/, 'command'],
  [/^sendemail\.(?:.*\.)?(?:tocmd|cccmd|headercmd|sendmailcmd)$/, 'command'],
  [/^submodule\..*\.update$/, 'alias'],
  [/^core\.fsmonitor$/, 'boolean-or-command'],
  [/^core\.hookspath$/, 'hooks'],
  [/^init\.templatedir$/, 'template'],
  [/^alias\..*$/, 'alias'],
  [/^protocol\.(?:.*\.)?allow$/, 'protocol'],
  [/^(?:include|includeif\..*)\.path$/, 'include'],
  [/^url\..*\.(?:insteadof|pushinsteadof)$/, 'redirect'],
];

/** Programs that such a setting names every day. What else they are told to do is still followed. */
const HARMLESS: Partial<Record<Role, ReadonlySet<string>>> = {
  editor: new Set([
    'true',
    ':',
    'cat',
    'echo',
    'sed',
    'vi',
    'vim',
    'nvim',
    'nano',
    'emacs',
    'emacsclient',
    'code',
    'cursor',
    'subl',
    'ed',
    'touch',
    'false',
    'micro',
    'hx',
    'zed',
    'idea',
  ]),
  pager: new Set(['cat', 'less', 'more', 'delta', 'bat', 'most', 'head', 'diff-so-fancy', 'true', 'false', 'col']),
  ssh: new Set(['ssh']),
  credential: new Set([
    'store',
    'cache',
    'osxkeychain',
    'manager',
    'manager-core',
    'libsecret',
    'wincred',
    'gh',
    'glab',
    'gnome-keyring',
    'oauth',
    'aws',
    'gcloud.sh',
    'gcloud',
  ]),
  signing: new Set(['gpg', 'gpg2', 'gpgsm', 'ssh-keygen', 'op-ssh-sign', 'gitsign']),
  command: new Set([
    'cat',
    'git-lfs',
    'true',
    'code',
    'cursor',
    'vim',
    'nvim',
    'vimdiff',
    'nvimdiff',
    'meld',
    'difft',
    'delta',
    'diff',
    'git',
  ]),
  'boolean-or-command': new Set(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off']),
};

export function roleOf(key: string): Role | undefined {
  const lower = key.toLowerCase();
  return ROLES.find(([pattern]) => pattern.test(lower))?.[1];
}

const named = (key: string): Effect['operand'] => ({ text: key, value: key.toLowerCase(), certainty: 'literal', classes: [] });

/** What setting `key` to `value` leads to; `runs` only where the value is used by this very call. */
export function configured(key: string, value: Word, setting: Setting): Outcome {
  const role = roleOf(key);
  if (role === undefined || (value.value === '' && role !== 'hooks')) return {};
  const executes: Effect = { kind: 'git.config-exec', ...optional(named(key)), note: `git config ${key}` };
  switch (role) {
    case 'hooks':
      return hooksPath(value, setting, key);
    case 'template':
    case 'include':
      return { effects: [{ ...executes, operand: pathOperand(value, setting) }] };
    case 'protocol':
      return value.value === 'always' && /^protocol\.(?:ext\.)?allow$/i.test(key) ? { effects: [executes] } : {};
    case 'redirect': {
      const operand = hostOperand(withValue(value, key.slice(4, key.lastIndexOf('.'))));
      return {
        effects: [{ kind: operand.classes.includes('code-host') ? 'git.local' : 'git.config-exec', operand, note: `git config ${key}` }],
      };
    }
    case 'alias':
      if (!value.value.startsWith('!')) return {};
      return { effects: [executes], runs: [shellText(withValue(value, value.value.slice(1)))] };
    case 'credential':
    case 'editor':
    case 'pager':
    case 'ssh':
    case 'signing':
    case 'command':
    case 'boolean-or-command':
      return commandValue(role, value, executes);
  }
}

const optional = (operand: Effect['operand']) => (operand ? { operand } : {});

const shellText = (text: Word): Run => ({ kind: 'shell', text, shell: 'sh', wrapper: 'git' });

function commandValue(role: Role, value: Word, executes: Effect): Outcome {
  // A helper without a path is a program `git-credential-NAME`; with `!` it is a line for the shell.
  const isLine = role !== 'credential' || value.value.startsWith('!') || value.value.startsWith('/');
  const line = withValue(value, value.value.replace(/^!\s*/, ''));
  const program = programName(splitQuoted(withValue(line, line.value.slice(0, 4096)))[0]);
  const harmless = HARMLESS[role]?.has(program) === true && !/[;&|`$<>\n]/.test(line.value);
  if (role === 'boolean-or-command' && harmless) return {};
  return { effects: harmless ? [] : [executes], runs: isLine && !(harmless && role === 'credential') ? [shellText(line)] : [] };
}

function hooksPath(value: Word, setting: Setting, key: string): Outcome {
  // An empty one counts from the root: there are no hooks.
  const none = value.value === '' || value.value === '/dev/null' || value.value === 'NUL' || value.value === '/nonexistent';
  if (none) return { effects: [{ kind: 'git.bypass', flags: ['no-verify'], ...optional(named(key)), note: `git config ${key}` }] };
  return { effects: [{ kind: 'git.config-exec', operand: pathOperand(value, setting), note: `git config ${key}` }] };
}

export function mergeOutcomes(all: readonly Outcome[]): Outcome {
  const outcomes = all.filter(({ effects, runs, writes, stdout }) => effects?.length || runs?.length || writes?.length || stdout);
  const [only] = outcomes;
  if (only && outcomes.length === 1) return only;
  const effects = outcomes.flatMap((outcome) => outcome.effects ?? []);
  const runs = outcomes.flatMap((outcome) => outcome.runs ?? []);
  const writes = outcomes.flatMap((outcome) => outcome.writes ?? []);
  const stdout = outcomes.findLast((outcome) => outcome.stdout)?.stdout;
  return { effects, runs, ...(writes.length > 0 ? { writes } : {}), ...(stdout ? { stdout } : {}) };
}
