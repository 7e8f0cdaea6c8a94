import { posix } from 'node:path';
import type { Severity } from '../domain/decision.ts';
import type { GitRule } from '../domain/git-settings.ts';
import type { Content } from './changes.ts';
import { wholeLine } from './content-findings.ts';
import type { ContentJudge } from './content-judge.ts';
import { findingAt, type GitFinding, NO_SPOT, type Spot } from './finding.ts';
import type { Change } from './raw-diff.ts';
import { decisionOn, type Terms } from './terms.ts';

interface Words {
  readonly severity: Severity;
  readonly message: string;
  readonly mend: string;
}

const WORDS: Readonly<Partial<Record<GitRule, Words>>> = {
  'commit.conflict-marker': {
    severity: 'medium',
    message: 'A mark of a merge conflict stands here that nobody has settled.',
    mend: 'Settle the conflict, and stage the file again.',
  },
  'commit.credential-file': {
    severity: 'high',
    message: 'A file of this name usually holds keys, tokens or what was typed.',
    mend: 'Take it out of the index (git rm --cached FILE), name it in .gitignore, and commit an example without values.',
  },
  'commit.generated': {
    severity: 'low',
    message: 'This is made by a tool or the system, and made again on every machine.',
    mend: 'Take it out of the index (git rm --cached FILE) and name it in .gitignore.',
  },
  'commit.outside-link': {
    severity: 'medium',
    message: 'This link leads out of the repository: whoever checks it out reads and writes what lies there.',
    mend: 'Let it lead to a file of the repository, by a relative path.',
  },
};

/** What is written anew by every build, installation or desktop; what many keep on purpose (`dist`, `vendor`) is not among it. */
const GENERATED =
  /(?:^|\/)(?:node_modules|bower_components|__pycache__|\.venv|\.tox|\.nox|\.terraform|\.gradle|\.next|\.nuxt|\.svelte-kit|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.parcel-cache|\.turbo|\.nyc_output)\/|(?:^|\/)(?:\.ds_store|thumbs\.db|desktop\.ini|\.eslintcache|\.stylelintcache)$|\.(?:pyc|pyo|class|o|obj|swp|swo|tsbuildinfo|orig|rej)$/i;
const MARK = /^(?:<{7}|>{7}|\|{7})(?: |\r?$)/;
const MAX_MARKS = 3;

/** What is wrong with a file whatever the rules say of its content. */
export function ownFindings(change: Change, content: Content, judge: ContentJudge, terms: Terms): readonly GitFinding[] {
  const { path, after, before, from } = change;
  const isNew = before.length === 0 || from !== undefined;
  const findings: GitFinding[] = [];
  const object = (rule: GitRule, spot: Spot = NO_SPOT): void => {
    const decision = decisionOn(rule, terms.settings);
    const words = WORDS[rule];
    if (decision !== undefined && words) findings.push(findingAt({ ruleId: rule, decision, path, ...words }, spot));
  };
  if (isNew && GENERATED.test(path)) object('commit.generated');
  if (after.kind === 'link') {
    if (content.kind === 'text' && leadsOutside(path, content.text)) object('commit.outside-link', wholeLine([content.text], 1));
  } else if (after.kind !== 'submodule') {
    if (isNew && isCredential(judge.classes(path))) object('commit.credential-file');
    if (content.kind === 'text' && content.asRun === undefined)
      for (const spot of marksIn(content.text, content.added)) object('commit.conflict-marker', spot);
  }
  return findings;
}

const isCredential = (classes: readonly string[]): boolean => classes.includes('secret') || classes.includes('history-file');

const leadsOutside = (path: string, target: string): boolean =>
  posix.isAbsolute(target) ||
  /^[A-Za-z]:[\\/]/.test(target) ||
  /^\.\.(?:\/|$)/.test(posix.join(posix.dirname(path), target.replaceAll('\\', '/')));

function marksIn(text: string, added: ReadonlySet<number> | undefined): readonly Spot[] {
  if (!text.includes('<<<<<<<') && !text.includes('>>>>>>>')) return [];
  const lines = text.split('\n');
  const marked = lines.flatMap((line, at) => (MARK.test(line) && (!added || added.has(at + 1)) ? [at + 1] : []));
  return marked.slice(0, MAX_MARKS).map((line) => wholeLine(lines, line));
}

/** What is not read for its size: the policy says what becomes of it. */
export function tooLarge({ path }: Pick<Change, 'path'>, size: number, { settings }: Terms): GitFinding {
  const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  return findingAt(
    {
      ruleId: 'commit.too-large',
      severity: 'medium',
      decision: settings.tooLarge === 'pass' ? 'allow' : settings.tooLarge,
      path,
      message: `It was not read: it has ${megabytes(size)}, and no more than ${megabytes(settings.maxFileSize)} are read of a file.`,
      mend: 'Keep it elsewhere or in Git LFS; or say in the policy what becomes of such files (git.tooLarge), or that more is read (git.maxFileSize).',
    },
    NO_SPOT,
  );
}
