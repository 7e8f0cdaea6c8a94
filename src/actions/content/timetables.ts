import { type Held, stepsOf } from './held.ts';

const matching = (text: string, line: RegExp): readonly string[] =>
  text.split('\n', MAX_LINES).flatMap((written) => line.exec(written)?.[1] ?? []);

const MAX_LINES = 10_000;

export const unit = (text: string): Held =>
  stepsOf(matching(text, /^\s*Exec(?:Start|StartPre|StartPost|Stop|StopPost|Reload|Condition)\s*=\s*[-+@!:]*(.+)$/));

/** Five fields or a name for them; the system's own tables name the user too. */
export const timetable = (text: string, path: string): Held =>
  stepsOf(
    /^\/etc\/cron(?:tab|\.d)/.test(path)
      ? matching(text, /^\s*(?:@\w+\s+|(?:[\d*/,a-z-]+\s+){5})\S+\s+(.+)$/i)
      : matching(text, /^\s*(?:@\w+\s+|(?:[\d*/,a-z-]+\s+){5})(.+)$/i),
  );

export const tomlCommands = (text: string): Held => stepsOf(matching(text, /^\s*(?:command|notify)\s*=\s*(.+)$/));

/** Lines behind a tab, and what stands behind `target: ;`, with make's own `$(…)` left as what only the run can tell. */
export const makeRecipes = (text: string): Held =>
  stepsOf(
    [...text.replace(/\\\n\t?/g, ' ').matchAll(/^(?:\t|[^\t#:=\n;]{1,200}::?(?!=)[^\n;=]{0,400};)[-@+ ]*(.+)$/gm)].map((match) =>
      (match[1] ?? '').replace(/\$\(([A-Za-z_]\w*)\)/g, '$$$1').replaceAll('$$', '$'),
    ),
  );

/** Lines set in below a recipe's name; `{{…}}` is what only just knows. */
export const justRecipes = (text: string): Held =>
  stepsOf(
    text
      .split('\n', MAX_LINES)
      .filter((line) => /^(?: {2,}|\t)\S/.test(line) && !/^\s*(?:#|\w+\s*:=)/.test(line))
      .map((line) =>
        line
          .trim()
          .replace(/^[@-]+/, '')
          .replace(/\{\{[^{}]*\}\}/g, '$EXPRESSION'),
      ),
  );

const LOCAL = /\b(?:command|interpreter)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|<<-?(\w+)\n([\s\S]*?)\n[ \t]*\2\b)/g;

/** What Terraform runs on this machine: `local-exec` and external data. */
export function terraformCommands(text: string): Held {
  if (!/\blocal-exec\b|\bdata\s+"external"/.test(text)) return stepsOf([]);
  const commands = [...text.matchAll(LOCAL)].map(
    (match) => match[3] ?? (match[1] ?? '').replace(/\\(["\\])/g, '$1').replaceAll('\\n', '\n'),
  );
  const programs = [...text.matchAll(/\bprogram\s*=\s*\[([^\]]{1,2000})\]/g)].map((match) => (match[1] ?? '').replace(/,\s*/g, ' '));
  return stepsOf([...commands, ...programs].map((command) => command.replace(/[$%]\{[^}]*\}/g, '$EXPRESSION')));
}
