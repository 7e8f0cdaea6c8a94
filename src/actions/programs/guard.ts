import type { Operand } from '../../domain/operand.ts';
import { HOLE, type Program, type Word } from '../command.ts';
import { nameOperand } from '../words.ts';
import { family } from './family.ts';

/** What only tells, or works on files of the project, whatever follows. */
const TELLS = /^(?:can|rules|doctor|status|statusline|stats|report|scan|suggest|help|version|completion|why)$/;
/** What only tells with these words behind it. */
const TELLS_WITH: Readonly<Record<string, RegExp>> = {
  audit: /^(?:verify|list|search|show|tail|stats|export|gaps|)$/,
  capability: /^(?:list|show|)$/,
  key: /^(?:list|show|)$/,
  keys: /^(?:show|)$/,
  policy: /^(?:show|lint|diff|schema|check|test|explain|effective|)$/,
  principal: /^(?:list|export|)$/,
  exceptions: /^(?:list|)$/,
  session: /^(?:list|show|)$/,
  clock: /^(?:show|status|)$/,
  git: /^(?:pre-commit|commit-msg|pre-push|)$/,
};
/** An option with which what else only tells shows more than the log says, or writes; whatever is not known may be it. */
const option = (name: string): RegExp => new RegExp(`^(?:--${name}|-{0,2}${HOLE})`);
const UNSEALS = option('unseal');
const WRITES: Readonly<Record<string, RegExp>> = {
  doctor: option('fix'),
  report: option('out'),
  scan: option('(?:learn|import|out|save|state)'),
};
/** The names of words that have a place: what is said so takes the place of the word that is not there. */
const PLACED = option('(?:action|id|what|record|file|more|args)');
/** What only tells in just these words; with another behind them it changes something. */
const TELLS_IN_FULL = /^capability (?:mode|keys|keys list|keys export)(?: --json)?$/;
/** What tells how a call would be judged: asked often enough, that is a way of finding what is not seen. */
const PROBES = /^(?:check|explain|capability validate|policy replay)$/;

/** An option, or a number that belongs to one. What only the run can tell may be several words. */
const isBeside = ({ value }: Word): boolean => /^(?:-|\d+$)/.test(value) && !value.includes(HOLE);

/** Whether these words change nothing. Behind an option nobody knows which word is its value, so that none behind it makes a call harmless. */
function tells(words: readonly Word[]): boolean {
  const [verb, next] = words;
  if (!verb || words.every(isBeside)) return true;
  if (TELLS.test(verb.value)) return !words.some(({ value }) => WRITES[verb.value]?.test(value));
  // With --textfile it writes wherever it is told to.
  if (verb.value === 'metrics') return words.length === 1;
  if (verb.value === 'audit' && next?.value === 'show' && words.some(({ value }) => UNSEALS.test(value))) return false;
  if (TELLS_IN_FULL.test(textOf(words))) return true;
  if (words.some(({ value }) => PLACED.test(value))) return false;
  return TELLS_WITH[verb.value]?.test(words.slice(1).every(isBeside) ? '' : (next?.value ?? '')) === true;
}

const textOf = (words: readonly Word[]): string => words.map(({ value }) => value).join(' ');

/** Told by its first words, where nothing stands before or between them. */
const isProbe = (words: readonly Word[]): boolean => [1, 2].some((count) => PROBES.test(textOf(words.slice(0, count))));

/** This guard's own program: who sets it up, hands out keys, grants exceptions or feeds it events changes what it stops, or what it records. */
const guard: Program = (command) => {
  const words = command.words.slice(1);
  const end = words.findIndex(({ value }) => value === '--');
  if (words.slice(0, end < 0 ? undefined : end).some(({ value }) => /^(?:--help|-h|--version)$/.test(value))) return {};
  const verb = words.find((word) => !isBeside(word));
  // A placeholder for the path that it prints: who runs that runs this guard.
  if (words[0]?.value === 'launcher') return { stdout: { origin: 'literal', text: 'hookwarden\n' } };
  if (!verb || tells(words)) return {};
  const kind = isProbe(words) && !words.some(({ value }) => PLACED.test(value)) ? 'guard.probe' : 'guard.tamper';
  return { effects: [{ kind, operand: nameOperand(verb), note: `hookwarden ${verb.value}` }] };
};

export const guards = family('hookwarden hookwarden.cjs hookwarden.mjs', () => ({
  hookwarden: guard,
  'hookwarden.cjs': guard,
  'hookwarden.mjs': guard,
}));

const OWN_PACKAGE = /(?:^|\/)hookwarden\/(?:bin|dist|src)\/[\w.-]+$|(?:^|\/)hookwarden(?:\.[cm]?js)?$/i;
const OWN_PROGRAM = /\/(?:launcher|(?:bin|dist|src)\/[\w.-]+)$/;

/** Whether a file that is run is this guard's program: by where it lies, or by the name of its package. */
export const isGuardProgram = ({ text, value = text, classes }: Operand): boolean =>
  OWN_PACKAGE.test(value) || (classes.includes('own-state') && OWN_PROGRAM.test(value));
