import { assignments } from './assignments.ts';
import type { Confidence, Shape } from './shape.ts';
import { structures } from './structures.ts';
import { tokens } from './tokens.ts';

export interface FoundSecret {
  readonly shape: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: Confidence;
}

interface Lead {
  readonly keyword: string;
  /** Index into the shapes. */
  readonly shape: number;
}

interface Leads {
  readonly shapes: readonly Shape[];
  /** For each shape, in which of the lists that are given it is told. */
  readonly groups: readonly number[];
  readonly lists: readonly (readonly Lead[])[];
  /** For the hash of the first three characters of a keyword, which list of leads it has; 0 for none. */
  readonly listAt: Uint8Array | Uint16Array;
  /** For each list, which fourth and fifth characters its keywords have, by their last five bits: most texts that begin alike go on otherwise. */
  readonly fourth: Int32Array;
  readonly fifth: Int32Array;
}

const MASK = (1 << 15) - 1;
/** A rolling hash: five bits a character, so that three characters fill it; letters fold to lower case. */
const roll = (hash: number, code: number): number => ((hash << 5) ^ (code | 32)) & MASK;

function leadsOf(grouped: readonly (readonly Shape[])[]): Leads {
  const shapes = grouped.flat();
  const groups = grouped.flatMap((group, at) => group.map(() => at));
  const lists: Lead[][] = [[]];
  const keywords = shapes.reduce((sum, shape) => sum + shape.keywords.length, 0);
  const listAt = keywords < 256 ? new Uint8Array(MASK + 1) : new Uint16Array(MASK + 1);
  for (const [shape, { keywords }] of shapes.entries()) {
    for (const keyword of keywords) {
      const hash = [0, 1, 2].reduce((value, i) => roll(value, keyword.charCodeAt(i)), 0);
      if (listAt[hash] === 0) listAt[hash] = lists.push([]) - 1;
      lists[listAt[hash] ?? 0]?.push({ keyword, shape });
    }
  }
  const allowed = (place: number): Int32Array =>
    Int32Array.from(lists, (list) => list.reduce((bits, { keyword }) => bits | bitOf(keyword, place), 0));
  return { shapes, groups, lists, listAt, fourth: allowed(3), fifth: allowed(4) };
}

/** A keyword that ends before is followed by anything. */
const bitOf = (keyword: string, place: number): number => (place < keyword.length ? 1 << (keyword.charCodeAt(place) & 31) : -1);

/**
 * Every secret of two lists of shapes that have nothing to do with each other, each in order and without overlaps. One pass looks for beginnings of
 * keywords; only there is anything matched, in a bounded window, so that the time is linear whatever the text. The shapes' keywords are indexed once.
 */
export function finderOf(
  first: readonly Shape[],
  second: readonly Shape[] = [],
): (text: string) => readonly [readonly FoundSecret[], readonly FoundSecret[]] {
  const leads = leadsOf([first, second]);
  return (text) => {
    const [ofFirst, ofSecond] = find(leads, text) ?? [];
    return [ofFirst ?? [], ofSecond ?? []];
  };
}

const findInEvent = finderOf([...tokens, ...structures, ...assignments]);

/** Every secret of a kind that the hook knows. */
export function findSecrets(text: string): readonly FoundSecret[] {
  if (last.text !== text) last = { text, found: findInEvent(text)[0] };
  return last.found;
}

/** A command is judged and then recorded: what was found in it is asked for twice. */
let last: { readonly text: string; readonly found: readonly FoundSecret[] } = { text: '', found: [] };

function find({ shapes, groups, lists, listAt, fourth, fifth }: Leads, text: string): readonly FoundSecret[][] | undefined {
  let search: Search | undefined;
  let hash = roll(roll(0, text.charCodeAt(0)), text.charCodeAt(1));
  for (let at = 2; at < text.length; at++) {
    // What `roll` does, written out: calling it for each character would keep the compiler busy for as long as a short run lasts.
    hash = ((hash << 5) ^ (text.charCodeAt(at) | 32)) & MASK;
    const list = listAt[hash];
    if (list === 0 || list === undefined) continue;
    if ((((fourth[list] ?? 0) >> (text.charCodeAt(at + 1) & 31)) & ((fifth[list] ?? 0) >> (text.charCodeAt(at + 2) & 31)) & 1) === 0)
      continue;
    search ??= { text, shapes, groups, found: [[], []], readTo: [], wasted: [] };
    follow(search, at - 2, lists[list] ?? []);
  }
  return search?.found;
}

interface Search {
  readonly text: string;
  readonly shapes: readonly Shape[];
  readonly groups: readonly number[];
  readonly found: FoundSecret[][];
  /** For each shape, where its last match ends: nothing before is read as that shape again. */
  readonly readTo: number[];
  /** For each shape, the characters that were read and turned out to be no secret. */
  readonly wasted: number[];
}

const FREE_WASTE = 65_536;

function follow(search: Search, at: number, leads: readonly Lead[]): void {
  const { text, shapes, groups, found, readTo, wasted } = search;
  for (const { keyword, shape: index } of leads) {
    const shape = shapes[index];
    if (!shape || at < (readTo[index] ?? 0) || !stands(shape, keyword, text, at)) continue;
    const match = shape.match(text, at);
    if (!match) continue;
    const waste = (wasted[index] ?? 0) + match.end - at;
    // A text made of look-alikes is taken for secrets in the end: to read it over and over is what it was made for.
    const confidence = match.confidence === 'none' && waste > FREE_WASTE + 2 * at ? 'low' : match.confidence;
    if (confidence === 'none') wasted[index] = waste;
    else {
      readTo[index] = match.end;
      keep(found[groups[index] ?? 0] ?? [], { shape: shape.name, start: match.start, end: match.end, confidence });
    }
  }
}

function stands(shape: Shape, keyword: string, text: string, at: number): boolean {
  if (!shape.insideWords && isWordCharacter(text.charCodeAt(at - 1))) return false;
  return shape.foldsCase ? startsFolded(text, keyword, at) : text.startsWith(keyword, at);
}

/** INVARIANT: the keyword is in lower case. Only letters of ASCII fold. */
function startsFolded(text: string, keyword: string, at: number): boolean {
  for (let i = 0; i < keyword.length; i++) {
    const code = text.charCodeAt(at + i);
    const wanted = keyword.charCodeAt(i);
    if (code !== wanted && (code < 65 || code > 90 || code + 32 !== wanted)) return false;
  }
  return true;
}

/** Of two that overlap one is made, from the earlier start to the later end, with the higher confidence and its name. */
function keep(found: FoundSecret[], next: FoundSecret): void {
  let merged = next;
  for (let previous = found.at(-1); previous && merged.start < previous.end; previous = found.at(-1)) {
    const { shape, confidence } = merged.confidence === 'high' && previous.confidence === 'low' ? merged : previous;
    merged = { shape, confidence, start: Math.min(previous.start, merged.start), end: Math.max(previous.end, merged.end) };
    found.pop();
  }
  found.push(merged);
}

const isWordCharacter = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
