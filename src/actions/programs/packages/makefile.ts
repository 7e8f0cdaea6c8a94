import { HOLE } from '../../command.ts';

/** What is to be done for one target. */
interface Recipe {
  readonly needs: readonly string[];
  readonly lines: readonly string[];
}

/** A Makefile as far as it can be read without make: variables as text, targets as recipes. */
export interface Makefile {
  readonly variables: ReadonlyMap<string, string>;
  readonly recipes: ReadonlyMap<string, Recipe>;
  readonly first: string | undefined;
  /** Variables may come from files that are not read. */
  readonly includes: boolean;
  /** Shell text that reading the file runs: `X := $(shell …)`, `X != …`. */
  readonly immediate: readonly string[];
}

const MAX_LINES = 20_000;
const MAX_IMMEDIATE = 16;
const ASSIGNMENT = /^(?:(?:export|override|private)\s+)*([\w.-]+)\s*([:?+!]?:?:?=)(.*)$/;

interface Parts {
  readonly variables: Map<string, string>;
  readonly recipes: Map<string, { needs: string[]; lines: string[] }>;
  readonly immediate: string[];
  current: readonly string[];
  first: string | undefined;
  includes: boolean;
}

/** Reads a Makefile; both branches of a conditional count. */
export function parseMakefile(text: string): Makefile {
  const parts: Parts = { variables: new Map(), recipes: new Map(), immediate: [], current: [], first: undefined, includes: false };
  for (const line of text.replaceAll('\r', '').replaceAll('\\\n', ' ').split('\n', MAX_LINES)) readLine(line, parts);
  return parts;
}

function readLine(line: string, parts: Parts): void {
  if (line.startsWith('\t')) {
    for (const target of parts.current) parts.recipes.get(target)?.lines.push(line.trim());
    return;
  }
  const bare = line.trim();
  if (bare === '' || bare.startsWith('#')) return;
  if (/^-?s?include\s/.test(bare)) parts.includes = true;
  else if (!/^(?:if|else|endif|define|endef|export\s*$|unexport|vpath|undefine)/.test(bare)) readStatement(bare, parts);
}

function readStatement(line: string, parts: Parts): void {
  const assignment = ASSIGNMENT.exec(line);
  if (assignment) {
    const [, name = '', operator = '=', raw = ''] = assignment;
    const value = raw.trim();
    if (operator === '!=') keep(parts.immediate, value);
    else if (operator.includes(':')) for (const text of shellCalls(value)) keep(parts.immediate, text);
    const old = parts.variables.get(name);
    if (operator === '+=' && old !== undefined) parts.variables.set(name, `${old} ${value}`);
    else if (operator !== '?=' || old === undefined) parts.variables.set(name, operator === '!=' ? HOLE : value);
    return;
  }
  readRule(line, parts);
}

const keep = (list: string[], text: string) => list.length < MAX_IMMEDIATE && list.push(text);

function readRule(line: string, parts: Parts): void {
  const colon = line.indexOf(':');
  if (colon <= 0) return;
  const behind = line.slice(colon + 1).replace(/^:/, '');
  const semicolon = behind.indexOf(';');
  const needs = (semicolon < 0 ? behind : behind.slice(0, semicolon)).split(/\s+/).filter((name) => name !== '' && name !== '|');
  const targets = line
    .slice(0, colon)
    .split(/\s+/)
    .filter((name) => name !== '');
  parts.current = targets;
  for (const target of targets) {
    const recipe = parts.recipes.get(target) ?? { needs: [], lines: [] };
    recipe.needs.push(...needs);
    if (semicolon >= 0) recipe.lines.push(behind.slice(semicolon + 1).trim());
    parts.recipes.set(target, recipe);
    if (parts.first === undefined && !target.startsWith('.') && !target.includes('%')) parts.first = target;
  }
}

/** The text of every `$(shell …)`, its parentheses balanced. */
function shellCalls(text: string): readonly string[] {
  const found: string[] = [];
  for (let at = text.indexOf('$(shell '); at >= 0 && found.length < MAX_IMMEDIATE; at = text.indexOf('$(shell ', at + 1)) {
    const end = closing(text, at + 1);
    found.push(text.slice(at + 8, end));
  }
  return found;
}

/** Where the bracket at `open` is closed; the end of the text where it is not. */
function closing(text: string, open: number): number {
  const [left, right] = text[open] === '{' ? ['{', '}'] : ['(', ')'];
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === left) depth++;
    else if (text[at] === right && --depth === 0) return at;
  }
  return text.length;
}

const MAX_DEPTH = 8;
const MAX_TEXT = 65_536;
const MAX_REFERENCES = 2000;

/** What a variable's name stands for. */
export type Lookup = (name: string) => string;

/** Text with its `$(NAME)` filled in; functions and what only make knows become holes, `$$` a dollar of the shell's. */
export function expandMake(text: string, lookup: Lookup): string {
  return expand(text, lookup, 0, { references: MAX_REFERENCES });
}

function expand(text: string, lookup: Lookup, depth: number, budget: { references: number }): string {
  let out = '';
  for (let at = 0; at < text.length && out.length < MAX_TEXT; at++) {
    if (text[at] !== '$') {
      out += text[at];
      continue;
    }
    const next = text.charAt(++at);
    if (next === '$' || next === '') {
      out += '$';
      continue;
    }
    const end = next === '(' || next === '{' ? closing(text, at) : at;
    const name = end === at ? next : text.slice(at + 1, end);
    at = end;
    const known = /^[\w.@<^*?+%-]+$/.test(name) && depth < MAX_DEPTH && budget.references-- > 0;
    out += known ? expand(lookup(name), lookup, depth + 1, budget) : HOLE;
  }
  return out;
}
