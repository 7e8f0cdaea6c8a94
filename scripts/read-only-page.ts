import type { Form, ProgramForms } from '../src/actions/standing/form.ts';
import { formTable } from '../src/actions/standing/table.ts';

const HEAD = `# What counts as read-only

For whoever uses the profile \`strict\` or \`autoApprove\`. Generated from \`src/actions/standing/forms/\` by \`npm run docs\`.

Every call is one of three things, by the weakest of all that it would do:

- **read**: it is proven to change nothing and to read no secret;
- **work**: everyday development, which changes nothing beyond the project and temporary files;
- **unknown**: neither is known.

The profile \`strict\` asks about every call that is unknown, beside what the rules ask about and deny.
\`autoApprove: read-only\` answers a call that is read, and nothing else, with an explicit allow, which lifts the host's
own question; it is off unless the user's or the managed layer turns it on, a project never does, and nothing is
approved in mode \`observe\` or where any rule speaks.

## What is proven

A part of a call is *read* when all of this holds, and a call when it holds for every part: of pipes, lists, loops,
functions, substitutions, and what \`xargs\`, \`find -exec\`, \`timeout\` or \`bash -c\` run in turn.

- The program, found by its plain name or in a folder of the system, has a form in the table below; every option is one
  that the form lists. An option that is not listed takes the call out, whatever it does.
- The variables set for it, and those that the call sets before, are such as change how things look. \`PATH\`,
  \`LD_PRELOAD\`, \`GIT_EXTERNAL_DIFF\`, a pager other than \`cat\` and their kind make a call unknown.
- What is known of its effects beyond the table agrees: a file that is read lies in the project, in a temporary folder
  or among the system's public files, is named in full (no wildcard, no whole folder that is searched through), and is
  no secret, also not by way of a link.
- git and other programs whose reading is not followed word by word are given no word that has a secret's name; what is
  under version control may be shown.
- Output goes into a pipe, the terminal or \`/dev/null\`. Nothing in it can only be told at the run, unless it is mere
  text, as for \`echo\`.
- sed, awk and jq: the program text only prints and changes lines. find: only tests and printing.

A part is *work* when it is marked so below, or reads more widely (a search through folders, a wildcard, a file
elsewhere, a word that only the run can tell), or:

- writes files of the project or of a temporary folder, by redirection or \`cp\`, \`mv\`, \`mkdir\`, \`tee\`, \`sed -i\`: no
  secrets, nothing in \`.git\`, no CI settings, settings of agents, start-up files or package manifests; deletes only what
  can be built again;
- runs the project's own tests, builds and linters by the names below, inside the project and pointed at nothing
  outside. What their recipes hold is the project's, and is left to the rules;
- reads from the project's forge, a cluster or a cloud where the answer is no credential, or from a server on this
  machine;
- is an edit of a project file by an editing tool, which shows the change, or a subagent, whose own calls are judged.

Unknown are therefore, among others: programs that are not in the table, installs, other network traffic, pushes, inline
code, scripts that cannot be read, deletion, \`sudo\`, \`ssh\`, \`eval\`, MCP tools, web fetches and the system's logs. What a
repository's own configuration makes git run, and what a program of the system's folders has been replaced by, is not
seen.

## The forms
`;

/** docs/read-only.md, the same text for the same table. */
export function readOnlyPage(): string {
  const programs = Object.entries(formTable()).sort(([left], [right]) => (left < right ? -1 : 1));
  const count = programs.reduce((sum, [, { forms }]) => sum + Object.keys(forms).length, 0);
  return [
    HEAD,
    `${count} forms of ${programs.length} programs. \`=\` marks options whose value may be the next word, \`-#\` a number such as \`-20\`, \`-*\` anything.`,
    '',
    '| form | is | options | behind them |',
    '|---|---|---|---|',
    ...programs.flatMap(([name, program]) => rowsOf(name, program)),
    '',
  ].join('\n');
}

/** Forms that differ in nothing but their words share a row. */
function rowsOf(name: string, { before, common, forms }: ProgramForms): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const [words, form] of Object.entries(forms)) {
    const given = typeof form === 'string' ? { options: form } : form;
    const isBare = words === '' && Object.keys(forms).length > 1;
    const shape = shapeOf(isBare ? { operands: 0, ...given } : given, common);
    groups.set(shape, [...(groups.get(shape) ?? []), code([name, words].filter((word) => word !== '').join(' '))]);
  }
  const front = before === undefined ? '' : ` (in front: ${code(before)})`;
  return [...groups].map(([shape, names], at) => `| ${names.join(', ')}${at === 0 ? front : ''} | ${shape} |`);
}

function shapeOf({ options, works, standing, operands, needs, check, project }: Form, common: string | undefined): string {
  const listed = [options, common].filter((text) => text !== undefined && text !== '').join(' ');
  const extra = [
    ...(works === undefined ? [] : [`; work with ${code(works)}`]),
    ...(needs === undefined ? [] : [`; needs one of ${code(needs)}`]),
  ].join('');
  const is = standing === 'works' ? 'work' : check ? 'by what it is given' : 'read';
  return [
    is,
    `${check ? 'its own language' : listed === '' ? 'none' : code(listed)}${extra}`,
    behind(operands) + (project ? '; in the project' : ''),
  ].join(' | ');
}

function behind(operands: Form['operands']): string {
  if (operands === undefined) return 'anything';
  if (typeof operands === 'number') return operands === 0 ? 'nothing' : `at most ${operands}`;
  return operands instanceof RegExp ? code(operands.source) : 'only some words';
}

const code = (text: string): string => `\`${text.replaceAll('|', '\\|').replaceAll('`', "'")}\``;
