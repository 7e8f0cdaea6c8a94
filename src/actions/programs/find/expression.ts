import type { Word } from '../../command.ts';
import { fitsAlmostAll } from '../../globs.ts';
import { withValue } from '../../words.ts';

/** Which files are meant: below these folders, of these names (any, where there is none). */
export interface Selection {
  readonly patterns: readonly Word[];
  /** The test, other than a name, that leaves most files out: `-empty`, `-mtime`. */
  readonly narrowedBy: string | undefined;
}

type FindAction = Selection &
  (
    | { readonly kind: 'delete' }
    | { readonly kind: 'exec'; readonly argv: readonly Word[] }
    | { readonly kind: 'write'; readonly file: Word }
  );

export interface Expression extends Selection {
  readonly starts: readonly Word[];
  readonly actions: readonly FindAction[];
  /** `-maxdepth 1`. */
  readonly shallow: boolean;
}

const NAME_TESTS = new Set(['-name', '-iname', '-path', '-ipath', '-wholename', '-iwholename', '-regex', '-iregex']);
const NARROWING = new Set(
  `-newer -anewer -cnewer -mmin -amin -cmin -mtime -atime -ctime -size -user -uid -group -gid -perm -inum -samefile -links -used -lname
   -ilname`.split(/\s+/),
);
/** Commands that find is given to ask with: what follows is done where they say yes. */
const ASKS = /^(?:test|\[|e?grep)$/;
/** Every file there is has been changed at some time. */
const ALWAYS_TRUE = /^(?:\+0|-\d{4,}|\+0[a-zA-Z])$/;
const WITH_VALUE = new Set('-type -xtype -maxdepth -mindepth -printf -regextype -files0-from -context -fstype'.split(' '));
const WRITES = new Set(['-fprint', '-fprint0', '-fls', '-fprintf']);

/** Reads find's words: options, folders, then the expression. */
export function readExpression(words: readonly Word[]): Expression {
  let at = 0;
  while (/^-(?:[HLPEXdsx]|O\d?|D)$/.test(words[at]?.value ?? '')) at += words[at]?.value === '-D' ? 2 : 1;
  const starts: Word[] = [];
  for (let word = words[at]; word && !/^(?:-.|[()!,]$)/s.test(word.value); word = words[++at]) starts.push(word);
  return { starts, ...readTests(words.slice(at)) };
}

/** Tests narrow what follows them in their branch; `-o` outside parentheses begins another; what is negated narrows nothing. */
function readTests(words: readonly Word[]): Omit<Expression, 'starts'> {
  const actions: FindAction[] = [];
  const all: Word[] = [];
  let branch: { patterns: Word[]; narrowedBy: string | undefined } = { patterns: [], narrowedBy: undefined };
  let shallow = false;
  let negated = false;
  const groups: boolean[] = [];
  for (let at = 0; at < words.length; at++) {
    const test = words[at]?.value ?? '';
    const value = words[at + 1];
    const counts = !negated && !groups.includes(true);
    if (test === '!' || test === '-not') {
      negated = true;
      continue;
    }
    if (test === '(') groups.push(negated);
    else if (test === ')') groups.pop();
    else if ((test === '-o' || test === '-or' || test === ',') && groups.length === 0) branch = { patterns: [], narrowedBy: undefined };
    else if (/^-(?:empty|nouser|nogroup)$/.test(test)) branch.narrowedBy ??= counts ? test : undefined;
    else if (test === '-delete') actions.push({ kind: 'delete', ...copyOf(branch) });
    else if (/^-(?:exec|ok)(?:dir)?$/.test(test)) {
      const end = endOfCommand(words, at + 1);
      actions.push({ kind: 'exec', argv: words.slice(at + 1, end), ...copyOf(branch) });
      if (ASKS.test(value?.value ?? '')) branch.narrowedBy ??= test;
      at = end;
    } else if (value && NAME_TESTS.has(test)) {
      at++;
      const pattern = test.endsWith('regex') ? withValue(value, value.value.replaceAll('.*', '*').replace(/\\(.)/g, '$1')) : value;
      if (!counts || fitsAlmostAll(pattern.value)) continue;
      branch.patterns.push(pattern);
      all.push(pattern);
    } else if (value && WRITES.has(test)) {
      actions.push({ kind: 'write', file: value, ...copyOf(branch) });
      at += test === '-fprintf' ? 2 : 1;
    } else if (NARROWING.has(test) || test.startsWith('-newer')) {
      if (counts && !ALWAYS_TRUE.test(value?.value ?? '+0')) branch.narrowedBy ??= test;
      at++;
    } else if (counts && test === '-type' && value && !/[fd]/.test(value.value)) {
      branch.narrowedBy ??= test;
      at++;
    } else if (WITH_VALUE.has(test)) {
      shallow ||= test === '-maxdepth' && (value?.value === '1' || value?.value === '0');
      at++;
    }
    negated = false;
  }
  return { actions, patterns: all, narrowedBy: branch.narrowedBy, shallow };
}

const copyOf = (branch: Selection): Selection => ({ patterns: [...branch.patterns], narrowedBy: branch.narrowedBy });

/** The position of the `;` or of the `+` after `{}` that ends a command. */
function endOfCommand(words: readonly Word[], from: number): number {
  for (let at = from; at < words.length; at++) {
    const word = words[at]?.value;
    if (word === ';' || word === '\\;' || (word === '+' && words[at - 1]?.value === '{}')) return at;
  }
  return words.length;
}
