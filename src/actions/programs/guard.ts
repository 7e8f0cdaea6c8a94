import type { Operand } from '../../domain/operand.ts';
import type { Program, ProgramTable } from '../command.ts';
import { nameOperand } from '../words.ts';

/** What only tells, or works on files of the project, whatever follows. */
const TELLS = /^(?:rules|doctor|status|statusline|stats|report|scan|help|version|completion)$/;
/** What only tells with these words behind it. */
const TELLS_WITH: Readonly<Record<string, RegExp>> = {
  audit: /^(?:verify|list|show|export|)$/,
  key: /^(?:list|show|)$/,
  policy: /^(?:show|check|test|explain|effective|)$/,
  clock: /^(?:show|status|)$/,
  git: /^(?:pre-commit|commit-msg|pre-push|)$/,
};
/** What tells how a call would be judged: asked often enough, that is a way of finding what is not seen. */
const PROBES = /^(?:check|explain)$/;

/** This guard's own program: who sets it up, hands out keys, grants exceptions or feeds it events changes what it stops, or what it records. */
const guard: Program = (command) => {
  const words = command.words.slice(1);
  if (words.some((word) => word.value === '--help' || word.value === '-h' || word.value === '--version')) return {};
  const [verb, action] = words.filter((word) => !word.value.startsWith('-'));
  // A placeholder for the path that it prints: who runs that runs this guard.
  if (verb?.value === 'launcher') return { stdout: { origin: 'literal', text: 'hookwarden\n' } };
  if (!verb || TELLS.test(verb.value) || TELLS_WITH[verb.value]?.test(action?.value ?? '')) return {};
  const kind = PROBES.test(verb.value) ? 'guard.probe' : 'guard.tamper';
  return { effects: [{ kind, operand: nameOperand(verb), note: `hookwarden ${verb.value}` }] };
};

export const guards: ProgramTable = { hookwarden: guard, 'hookwarden.cjs': guard, 'hookwarden.mjs': guard };

const OWN_PACKAGE = /(?:^|\/)hookwarden\/(?:bin|dist|src)\/[\w.-]+$|(?:^|\/)hookwarden(?:\.[cm]?js)?$/i;
const OWN_PROGRAM = /\/(?:launcher|(?:bin|dist|src)\/[\w.-]+)$/;

/** Whether a file that is run is this guard's program: by where it lies, or by the name of its package. */
export const isGuardProgram = ({ text, value = text, classes }: Operand): boolean =>
  OWN_PACKAGE.test(value) || (classes.includes('own-state') && OWN_PROGRAM.test(value));
