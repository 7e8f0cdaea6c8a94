import { HOLE } from '../command.ts';

/** Listed options: whether each takes a value that may be the next word. */
export type OptionList = ReadonlyMap<string, boolean>;

export function listOptions(...specs: readonly (string | undefined)[]): OptionList {
  const list = new Map<string, boolean>();
  for (const spec of specs)
    for (const option of spec?.split(/\s+/) ?? []) if (option !== '') list.set(option.replace(/=$/, ''), option.endsWith('='));
  return list;
}

export interface ReadWords {
  /** As they are listed. */
  readonly given: readonly string[];
  readonly operands: readonly string[];
}

export interface ReadingStyle {
  readonly singleDash?: boolean;
  /** Stop at the first operand. */
  readonly leading?: boolean;
}

/** Undefined where an option is none of the listed. */
export function readListed(words: readonly string[], list: OptionList, style: ReadingStyle = {}): ReadWords | undefined {
  const given: string[] = [];
  const operands: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') return { given, operands: [...operands, ...words.slice(style.leading ? i : i + 1)] };
    if (word.length < 2 || word[0] !== '-') {
      if (style.leading) return { given, operands: words.slice(i) };
      operands.push(word);
      continue;
    }
    const taken = takeOption(word, list, style.singleDash === true);
    if (!taken) return undefined;
    given.push(...taken.names);
    if (taken.wantsValue) i++;
  }
  return { given, operands };
}

function takeOption(
  word: string,
  list: OptionList,
  singleDash: boolean,
): { readonly names: readonly string[]; readonly wantsValue: boolean } | undefined {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  const takesValue = list.get(name);
  if (takesValue !== undefined) return { names: [name], wantsValue: takesValue && equals < 0 };
  if (list.has('-*')) return { names: [], wantsValue: false };
  if (list.has('-#') && /^-\d+$/.test(word)) return { names: ['-#'], wantsValue: false };
  return singleDash || word.startsWith('--') ? undefined : takeBundle(word, list);
}

function takeBundle(word: string, list: OptionList): { readonly names: readonly string[]; readonly wantsValue: boolean } | undefined {
  const names: string[] = [];
  for (let at = 1; at < word.length; at++) {
    // A number joined to a switch is its value: `-j4`.
    if (at > 1 && /^\d+$/.test(word.slice(at))) break;
    const letter = word.charAt(at);
    const name = `-${letter}`;
    const takesValue = letter === HOLE ? undefined : list.get(name);
    if (takesValue === undefined) return undefined;
    names.push(name);
    if (takesValue) return { names, wantsValue: at + 1 === word.length };
  }
  return { names, wantsValue: false };
}
