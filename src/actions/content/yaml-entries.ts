/** One key or one item of a list. */
export interface Entry {
  /** The keys around it and its own; items of lists are `[line]`. */
  readonly path: readonly string[];
  /** Empty where more entries stand below it. */
  readonly value: string;
}

const MAX_LINES = 10_000;
const MAX_DEPTH = 32;
const KEY = /^("[^"]{1,200}"|'[^']{1,200}'|[^\s"'#{[&*!|>][^:#]{0,200}?)\s*:(?:\s+(.*))?$/;
const BLOCK = /^[|>][-+0-9]*\s*(?:#.*)?$/;

interface Frame {
  readonly column: number;
  readonly name: string;
}

/**
 * The entries of a YAML text, line by line, as far as indentation tells: enough to find what a build server or an engine is told to do, also in
 * a part of a file. Anchors, tags and flow mappings stay as they are written.
 */
export function yamlEntries(text: string): readonly Entry[] {
  const lines = text.replaceAll('\r', '').split('\n', MAX_LINES);
  const entries: Entry[] = [];
  const frames: Frame[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    let rest = line.trimStart();
    if (rest === '' || rest.startsWith('#') || rest === '---') continue;
    let column = line.length - rest.length;
    while (/^-(?:\s|$)/.test(rest) && frames.length < MAX_DEPTH) {
      leave(frames, column, true);
      frames.push({ column, name: `[${at}]` });
      const behind = rest.slice(1).trimStart();
      column += rest.length - behind.length;
      rest = behind;
    }
    const key = KEY.exec(rest);
    const written = key ? (key[2] ?? '') : rest;
    if (key) {
      leave(frames, column, false);
      if (frames.length < MAX_DEPTH) frames.push({ column, name: unquote(key[1] ?? '') });
    }
    const isBlock = BLOCK.test(written);
    const outer = key ? column : (frames.at(-1)?.column ?? 0);
    const block: string[] = [];
    while (isBlock && at + 1 < lines.length && isInside(lines[at + 1] ?? '', outer)) block.push(lines[++at] ?? '');
    const path = frames.map(({ name }) => name);
    if (isBlock) entries.push({ path, value: dedent(block) });
    else for (const entry of scalars(written, path, at)) entries.push(entry);
  }
  return entries;
}

/** Lists may stand in the column of the key that they belong to. */
function leave(frames: Frame[], column: number, isItem: boolean): void {
  for (let top = frames.at(-1); top; top = frames.at(-1)) {
    const stays = top.column < column || (isItem && top.column === column && !top.name.startsWith('['));
    if (stays) return;
    frames.pop();
  }
}

const isInside = (line: string, column: number): boolean => line.trim() === '' || line.length - line.trimStart().length > column;

function dedent(lines: readonly string[]): string {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  const width = first.length - first.trimStart().length;
  return lines.map((line) => line.slice(Math.min(width, line.length - line.trimStart().length))).join('\n');
}

/** A scalar, or those of a list on one line. */
function scalars(written: string, path: readonly string[], at: number): readonly Entry[] {
  const list = /^\[(.*)\]\s*(?:#.*)?$/.exec(written)?.[1];
  if (list === undefined) return [{ path, value: unquote(written) }];
  const items = [...list.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|[^,\s][^,]*/g)];
  return items.map((match) => ({ path: [...path, `[${at}]`], value: unquote(match[0].trim()) }));
}

function unquote(written: string): string {
  const value = written.trim();
  const quoted = /^"((?:[^"\\]|\\.)*)"|^'((?:[^']|'')*)'/.exec(value);
  if (quoted?.[1] !== undefined) return quoted[1].replace(/\\(["\\/])/g, '$1').replaceAll('\\n', '\n');
  if (quoted?.[2] !== undefined) return quoted[2].replaceAll("''", "'");
  return value.replace(/\s+#.*$/, '');
}
