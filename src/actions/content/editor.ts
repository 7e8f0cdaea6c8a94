import type { Effect } from '../../domain/effect.ts';
import { isObject, type JsonValue, parseJson } from '../../domain/json.ts';
import { quoted } from '../../domain/quoted.ts';
import { type Held, type Step, stepsOf } from './held.ts';

const MAX_COMMANDS = 64;
const MAX_DEPTH = 12;

/** Every string under a key of this name, at any depth; of a text that is no JSON by itself, by its shape. */
export function valuesUnder(text: string, key: RegExp): readonly string[] {
  const found: string[] = [];
  const visit = (value: JsonValue | undefined, name: string, depth: number): void => {
    if (typeof value === 'string' && key.test(name)) found.push(value);
    else if (depth > MAX_DEPTH || found.length >= MAX_COMMANDS) return;
    else if (Array.isArray(value)) {
      const words = value.filter((item) => typeof item === 'string');
      if (key.test(name) && words.length === value.length && words.length > 0) found.push(words.map(quoted).join(' '));
      else for (const item of value) visit(item, name, depth + 1);
    } else if (isObject(value)) for (const [inner, item] of Object.entries(value)) visit(item, key.test(name) ? name : inner, depth + 1);
  };
  const whole = parseJson(text);
  if (whole !== undefined) visit(whole, '', 0);
  else
    for (const match of text.matchAll(/"(\w{1,32})"\s*:\s*("(?:[^"\\]|\\.){1,4000}")/g)) {
      const value = key.test(match[1] ?? '') ? parseJson(match[2] ?? '') : undefined;
      if (typeof value === 'string') found.push(value);
    }
  return found;
}

/** Tasks of an editor; one that starts when the folder is opened needs nobody who asks for it. */
export function editorTasks(text: string): Held {
  const starts: Effect = { kind: 'process.schedule', note: 'a task that starts when the folder is opened', flags: ['unattended'] };
  return { steps: stepsOf(valuesUnder(text, /^command$/)).steps, effects: /"runOn"\s*:\s*"folderOpen"/.test(text) ? [starts] : [] };
}

/** What starts a development container: one command on the machine itself, the others inside. */
export function devContainer(text: string): Held {
  const inside = valuesUnder(text, /^(?:onCreate|updateContent|postCreate|postStart|postAttach)Command$/);
  const outside = valuesUnder(text, /^initializeCommand$/);
  const steps: readonly Step[] = [
    ...outside.map((command) => ({ text: command })),
    ...inside.map((command) => ({ text: command, remote: true })),
  ];
  return { steps, effects: [] };
}
