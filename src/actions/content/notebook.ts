import { isObject, type JsonValue, parseJson } from '../../domain/json.ts';
import type { Held, Step } from './held.ts';

const MAX_CELLS = 1_000;

/** What the kernel hands to a shell line by line, cells that are a script as a whole, and all the rest in the kernel's own language. */
export function notebook(text: string): Held {
  const whole = parseJson(text);
  const cells = isObject(whole) ? whole['cells'] : undefined;
  const sources = Array.isArray(cells) ? cells.slice(0, MAX_CELLS).flatMap(sourceOf) : [text];
  const scripts: Step[] = [];
  const code: string[] = [];
  for (const source of sources) {
    const script = /^%%(?:bash|sh|script \S+)[^\n]*\n([\s\S]*)$/.exec(source)?.[1];
    if (script !== undefined) scripts.push({ text: script });
    else {
      scripts.push(...[...source.matchAll(/^[ \t]*!(?!=)(.+)$/gm)].map((match) => ({ text: match[1] ?? '' })));
      code.push(withoutMagic(source));
    }
  }
  // Cells share their names, so that they are read as one text.
  const python: Step = { text: code.join('\n'), interpreter: 'python3' };
  return { steps: isPython(whole) ? [python, ...scripts] : scripts, effects: [] };
}

/** What stands in the place of a line that is not Python keeps the block around it. */
const withoutMagic = (source: string): string => source.replace(/^([ \t]*)[!%].*$/gm, '$1pass');

/** A notebook that does not name its kernel, or a part of one, is taken for Python as most are. */
function isPython(whole: JsonValue | undefined): boolean {
  const metadata = isObject(whole) ? whole['metadata'] : undefined;
  const [kernel, info] = isObject(metadata) ? [metadata['kernelspec'], metadata['language_info']] : [];
  const language = (isObject(kernel) ? kernel['language'] : undefined) ?? (isObject(info) ? info['name'] : undefined);
  return typeof language !== 'string' || /python/i.test(language);
}

/** Of a cell that runs. */
function sourceOf(cell: JsonValue): readonly string[] {
  if (!isObject(cell) || /^(?:markdown|raw)$/.test(String(cell['cell_type']))) return [];
  const { source } = cell;
  if (typeof source === 'string') return [source];
  return Array.isArray(source) ? [source.filter((line) => typeof line === 'string').join('')] : [];
}
