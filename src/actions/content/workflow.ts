import type { Effect } from '../../domain/effect.ts';
import type { Held } from './held.ts';
import { type Entry, yamlEntries } from './yaml-entries.ts';
import { keyOf, yamlSteps } from './yaml-steps.ts';

/** Keys whose value, or whose list, build servers hand to a shell. */
const STEP_KEYS: ReadonlySet<string> = new Set(
  'run script before_script after_script command commands bash pwsh powershell inlineScript'.split(' '),
);

/** What a stranger writes: titles, bodies, names of branches, messages. */
const STRANGERS =
  /github\.(?:head_ref|event\.(?:(?:issue|pull_request|discussion)\.(?:title|body)|(?:comment|review|review_comment)\.body|pull_request\.head\.(?:ref|label|repo\.default_branch)|pages[\w.*[\]]*\.page_name|(?:head_commit|commits[\w.*[\]]*|workflow_run(?:\.head_commit)?)\.(?:message|author\.(?:name|email)|head_branch|display_title)))\b/;
/** What only says whether it is so prints nothing of it. */
const ONLY_TESTED = /^\s*!?\s*(?:contains|startsWith|endsWith)\(|[=!]=/;
const STRANGERS_CODE = /github\.(?:head_ref|event\.(?:pull_request\.head|workflow_run\.head))|refs\/pull\//;
const SECRET = /\$\{\{\s*secrets\.(?!GITHUB_TOKEN\b)\w+\s*\}\}/;
const ALL_SECRETS = /\btoJSON\(\s*secrets\s*\)/i;

/** The commands of a build server's configuration, and what in it lets strangers steer the build. */
export function workflow(text: string, _path: string, before: () => string | undefined): Held {
  const entries = yamlEntries(text);
  const secrets = secretVariables(entries);
  const onSelf = /\bself-hosted\b/.test(text);
  const effects: Effect[] = [...whoMaySteer(entries, onSelf, before)];
  for (const entry of entries) {
    const key = keyOf(entry);
    if (ALL_SECRETS.test(entry.value)) effects.push(expose('a step that takes all secrets at once', entry.value));
    if ((key === 'run' || key === 'script') && hasExpression(entry.value, STRANGERS))
      effects.push(expose('a step that puts a text of strangers into its script', entry.value));
    const leak = STEP_KEYS.has(key) ? leakOf(entry.value, secrets) : undefined;
    if (leak !== undefined) effects.push(expose('a step that prints a secret', leak));
  }
  return { steps: yamlSteps(entries, STEP_KEYS, onSelf ? {} : { remote: true }), effects };
}

const hasExpression = (text: string, what: RegExp): boolean =>
  [...text.matchAll(/\$\{\{([^}]*)\}\}/g)].some(([, inner = '']) => what.test(inner) && !ONLY_TESTED.test(inner));

const expose = (note: string, text: string, flag: 'untrusted' | 'broad' | 'unpinned' = 'untrusted'): Effect => ({
  kind: 'ci.expose',
  operand: { text: text.trim().split('\n', 1)[0] ?? '', certainty: 'literal', classes: [] },
  flags: [flag],
  note,
});

const eventsOf = (entries: readonly Entry[]): readonly string[] =>
  entries.filter(({ path }) => path[0] === 'on' || path[0] === 'true').flatMap(({ path, value }) => [path[1] ?? '', value]);

function whoMaySteer(entries: readonly Entry[], onSelf: boolean, before: () => string | undefined): readonly Effect[] {
  const effects: Effect[] = [];
  const own = eventsOf(entries);
  // A part of a workflow says nothing of when it runs; the file that it goes into does.
  const events = new Set(own.length > 0 ? own : eventsOf(yamlEntries(before() ?? '')));
  const byStrangers = events.has('pull_request_target') || events.has('workflow_run');
  for (const entry of entries) {
    const { path, value } = entry;
    const key = path.at(-1) ?? '';
    if (key === 'ref' && byStrangers && hasExpression(value, STRANGERS_CODE))
      effects.push(expose('a workflow that runs what strangers propose with the rights of the project', value));
    if (key === 'permissions' && value === 'write-all') effects.push(expose('a workflow with all rights', value, 'broad'));
    if (key === 'uses' && isLoose(value)) effects.push(expose('an action that its owner may change at any time', value, 'unpinned'));
  }
  if (onSelf && (byStrangers || events.has('pull_request')))
    effects.push(expose('a workflow that runs what strangers propose on a machine of the project', 'self-hosted', 'broad'));
  return effects;
}

/** Actions of the platform's own makers, of the project itself, and those named by a hash do not change under one's hands. */
const isLoose = (action: string): boolean =>
  /^[\w.-]+\/[\w./-]+@/.test(action) && !/^(?:actions|github|docker)\//.test(action) && !/@[0-9a-f]{40}\b/.test(action);

/** Variables that the file fills with secrets. */
const secretVariables = (entries: readonly Entry[]): ReadonlySet<string> =>
  new Set(entries.filter(({ path, value }) => path.includes('env') && SECRET.test(value)).map(({ path }) => path.at(-1) ?? ''));

const PRINTS = /^\s*(?:echo|printf|print)\b/;
const SPOILS_MASK = /\|\s*(?:base64|base32|xxd|od|hexdump|rev|tr|fold|sed)\b(?!.*\s-(?:d|D|r|-decode)\b)/;

/** The line that prints a secret into the log, plainly or in a form that the platform does not recognise and mask. */
function leakOf(script: string, secrets: ReadonlySet<string>): string | undefined {
  const holds = (line: string) => SECRET.test(line) || [...line.matchAll(/\$\{?(\w+)/g)].some((match) => secrets.has(match[1] ?? ''));
  return script.split('\n').find((line) => {
    if (!PRINTS.test(line) || !holds(line) || line.includes('::add-mask::')) return false;
    return line.includes('|') ? SPOILS_MASK.test(line) && !/[^|]>/.test(line) : !line.includes('>');
  });
}
