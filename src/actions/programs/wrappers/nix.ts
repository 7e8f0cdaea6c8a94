import type { Effect } from '../../../domain/effect.ts';
import type { Program } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { nameOperand } from '../../words.ts';
import { family } from '../family.ts';
import { runOf } from './prefix.ts';

const NIX_VALUES = [
  'I',
  'p',
  'A',
  'f',
  'E',
  'j',
  'run',
  'command',
  'packages',
  'attr',
  'expr',
  'keep',
  'file',
  'store',
  'builders',
  'option',
  'arg',
  'argstr',
  'inputs-from',
  'override-input',
];

const nixShell: Program = (command) => {
  const options = readOptions(command.words.slice(1), { values: NIX_VALUES });
  const text = options.value('run', 'command');
  return text ? { runs: [{ kind: 'shell', text, shell: 'bash', wrapper: 'nix-shell' }] } : {};
};

const COMMANDS = new Set(['-c', '--command']);

/** `nix develop -c CMD…`, `nix shell PKGS -c CMD…`, `nix run PKG -- ARGS…`. */
const nix: Program = (command) => {
  const words = command.words.slice(1);
  const options = readOptions(words, { values: NIX_VALUES.filter((name) => name !== 'command') });
  const [verb, installable] = options.operands;
  const at = words.findIndex((word) => COMMANDS.has(word.value));
  if ((verb?.value === 'develop' || verb?.value === 'shell') && at >= 0) return { runs: runOf(command, words.slice(at + 1)) };
  if (verb?.value !== 'run' || !installable) return {};
  const remote = /^(?:github|gitlab|git\+|https?|tarball|sourcehut)[:+]/.test(installable.value);
  const effects: readonly Effect[] = remote
    ? [{ kind: 'package.install', operand: nameOperand(installable), flags: ['from-url', 'unpinned'], note: 'nix run' }]
    : [];
  const separator = words.findIndex((word) => word.value === '--');
  const name = installable.value.slice(installable.value.indexOf('#') + 1);
  const argv = [{ ...installable, value: name }, ...(separator < 0 ? [] : words.slice(separator + 1))];
  return { effects, runs: installable.value.includes('#') && !remote ? runOf(command, argv) : [] };
};

export const nixes = family('nix nix-shell', () => ({ nix, 'nix-shell': nixShell }));
