import type { Program, ProgramTable } from '../command.ts';
import { nameOperand } from '../words.ts';

/** What only tells, or works on files of the project, whatever follows. */
const TELLS = /^(?:check|explain|rules|launcher|doctor|status|statusline|stats|report|scan|hook|help|version|completion)$/;
/** What only tells with these words behind it. */
const TELLS_WITH: Readonly<Record<string, RegExp>> = {
  audit: /^(?:verify|list|show|export|)$/,
  key: /^(?:list|show|)$/,
  policy: /^(?:show|check|test|explain|effective|)$/,
};

/** This guard's own program: who sets it up, hands out keys or grants exceptions changes what it stops. */
const guard: Program = (command) => {
  const [verb, action] = command.words.slice(1).filter((word) => !word.value.startsWith('-'));
  if (!verb || TELLS.test(verb.value) || TELLS_WITH[verb.value]?.test(action?.value ?? '')) return {};
  return { effects: [{ kind: 'guard.tamper', operand: nameOperand(verb), note: `hookwarden ${verb.value}` }] };
};

export const guards: ProgramTable = { hookwarden: guard, 'hookwarden.cjs': guard, 'hookwarden.mjs': guard };
