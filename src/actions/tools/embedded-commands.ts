import { isObject, type JsonValue } from '../../domain/json.ts';
import type { Operand } from '../../domain/operand.ts';

const MAX_COMMANDS = 64;

/** The commands that a file holds for something else to run: package scripts, recipes, steps of a workflow, hooks of an agent, units, timetables. */
export function commandsIn(path: string, text: string, target: Operand): readonly string[] {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return extract(name, text, target)
    .filter((command) => command.trim() !== '')
    .slice(0, MAX_COMMANDS);
}

function extract(name: string, text: string, target: Operand): readonly string[] {
  const has = (kind: (typeof target.classes)[number]) => target.classes.includes(kind);
  if (name === 'package.json' || name === 'composer.json' || name === 'deno.json') return packageScripts(text);
  if (/^(?:gnu)?makefile$|\.mk$/.test(name)) return recipes(text);
  if (has('agent-config') && /\.jsonc?$/.test(name)) return valuesOf(text, /^(?:command|bash|exec|powershell)$/);
  if (has('agent-config') && name.endsWith('.toml')) return assignments(text, /^\s*(?:command|notify)\s*=\s*(.+)$/);
  if (has('ci') && /\.ya?ml$/.test(name)) return workflowSteps(text);
  if (/\.(?:service|timer|socket|path)$/.test(name))
    return assignments(text, /^\s*Exec(?:Start|StartPre|StartPost|Stop|StopPost|Reload)\s*=\s*[-+@!:]*(.+)$/);
  if (has('persistence') && /cron/.test(target.value ?? '')) return timetable(text, /^\/etc\/cron(?:tab|\.d)/.test(target.value ?? ''));
  return [];
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The values under `scripts`; of a fragment that is no JSON by itself, every value that stands after a name. */
function packageScripts(text: string): readonly string[] {
  const value = parsed(text);
  if (!isObject(value))
    return [...text.matchAll(/"[\w:.-]{1,64}"\s*:\s*("(?:[^"\\]|\\.){1,4000}")/g)].flatMap((match) => stringOf(match[1] ?? ''));
  const { scripts } = value;
  return isObject(scripts) ? Object.values(scripts).flatMap((script) => (typeof script === 'string' ? [script] : [])) : [];
}

function stringOf(written: string): readonly string[] {
  const value = parsed(written);
  return typeof value === 'string' ? [value] : [];
}

/** Every string under a key of this name, at any depth. */
function valuesOf(text: string, key: RegExp): readonly string[] {
  const found: string[] = [];
  const visit = (value: JsonValue | undefined, name: string, depth: number): void => {
    if (typeof value === 'string' && key.test(name)) found.push(value);
    else if (depth > 12 || found.length >= MAX_COMMANDS) return;
    else if (Array.isArray(value)) for (const item of value) visit(item, name, depth + 1);
    else if (isObject(value)) for (const [inner, item] of Object.entries(value)) visit(item, inner, depth + 1);
  };
  const whole = parsed(text);
  if (whole !== undefined) visit(whole, '', 0);
  else
    for (const match of text.matchAll(/"(\w{1,32})"\s*:\s*("(?:[^"\\]|\\.){1,4000}")/g))
      if (key.test(match[1] ?? '')) found.push(...stringOf(match[2] ?? ''));
  return found;
}

/** Lines behind a tab, with make's own `$(…)` left as what only the run can tell. */
function recipes(text: string): readonly string[] {
  const joined = text.replace(/\\\n\t?/g, ' ');
  return [...joined.matchAll(/^\t[-@+]*(.+)$/gm)].map((match) =>
    (match[1] ?? '').replace(/\$\(([A-Za-z_]\w*)\)/g, '$$$1').replaceAll('$$', '$'),
  );
}

/** Five fields or a name for them; the system's own tables name the user too. */
const timetable = (text: string, hasUser: boolean): readonly string[] =>
  assignments(text, hasUser ? /^\s*(?:@\w+\s+|(?:[\d*/,a-z-]+\s+){5})\S+\s+(.+)$/i : /^\s*(?:@\w+\s+|(?:[\d*/,a-z-]+\s+){5})(.+)$/i);

const assignments = (text: string, line: RegExp): readonly string[] => text.split('\n').flatMap((written) => line.exec(written)?.[1] ?? []);

/** `run:` and `script:` of a workflow, on one line or as a block that is set deeper. */
function workflowSteps(text: string): readonly string[] {
  const lines = text.split('\n');
  const found: string[] = [];
  for (let at = 0; at < lines.length && found.length < MAX_COMMANDS; at++) {
    const [, indent = '', rest = ''] = /^(\s*(?:- +)?)(?:run|script|command)\s*:\s*(.*)$/.exec(lines[at] ?? '') ?? [];
    if (!/^(?:\s*(?:- +)?)(?:run|script|command)\s*:/.test(lines[at] ?? '')) continue;
    if (rest !== '' && !/^[|>][-+0-9]*\s*(?:#.*)?$/.test(rest)) {
      found.push(unquoted(rest));
      continue;
    }
    const block: string[] = [];
    while (at + 1 < lines.length && isInside(lines[at + 1] ?? '', indent.length)) block.push(lines[++at] ?? '');
    found.push(block.map((line) => line.replace(/^\s*-\s+/, '').trimStart()).join('\n'));
  }
  // The platform fills in ${{ … }} before the shell sees it.
  return found.map((command) => command.replace(/\$\{\{[^}]*\}\}/g, '$EXPRESSION'));
}

const isInside = (line: string, indent: number): boolean => line.trim() === '' || line.length - line.trimStart().length > indent;

function unquoted(written: string): string {
  const value = written.trim();
  return /^"(?:.*)"$|^'(?:.*)'$/.test(value) ? value.slice(1, -1) : value;
}
