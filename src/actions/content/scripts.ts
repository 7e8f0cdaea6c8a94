import type { Shell } from '../../domain/event.ts';
import type { Operand } from '../../domain/operand.ts';
import { own } from '../../domain/own.ts';

const SHELL_BY_EXTENSION: Readonly<Record<string, Shell>> = {
  sh: 'sh',
  bash: 'bash',
  zsh: 'zsh',
  ksh: 'bash',
  command: 'bash',
  bats: 'bash',
  fish: 'fish',
  ps1: 'powershell',
  psm1: 'powershell',
  envrc: 'bash',
};

const SHELL_BY_INTERPRETER: Readonly<Record<string, Shell>> = {
  sh: 'sh',
  dash: 'sh',
  ash: 'sh',
  bash: 'bash',
  ksh: 'bash',
  zsh: 'zsh',
  fish: 'fish',
  pwsh: 'powershell',
};

/** Which shell reads the file, where one does. */
export function shellOfScript(path: string, text: string, target: Operand): Shell | undefined {
  const interpreter = /^#!\s*(?:\S*\/)?(?:env\s+(?:-\S+\s+)*)?([a-z0-9.+-]+)/.exec(text)?.[1];
  if (interpreter !== undefined) return own(SHELL_BY_INTERPRETER, interpreter);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const byExtension = own(SHELL_BY_EXTENSION, /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '');
  if (byExtension) return byExtension;
  if (target.classes.includes('shell-startup')) return /^\.?z/.test(name) ? 'zsh' : name.endsWith('fish') ? 'fish' : 'bash';
  return target.classes.includes('git-hook') && /\/hooks\/[\w-]+$|\/\.(?:husky|githooks)\/[\w-]+$/.test(path) ? 'sh' : undefined;
}

/** Sources that run without being named: when a package is installed or built, when tests are collected, when an interpreter starts. */
const RUNS_BY_ITSELF: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:setup|conftest|sitecustomize|usercustomize)\.py$/, 'python3'],
  [/(?:^|\/)(?:pre|post)?install\.[cm]?js$/, 'node'],
  [/(?:^|\/)extconf\.rb$|(?:^|\/)Rakefile$/, 'ruby'],
  [/(?:^|\/)build\.rs$/, 'rust-script'],
];

/** The interpreter that such a source runs in. */
export const interpreterOf = (path: string): string | undefined => RUNS_BY_ITSELF.find(([pattern]) => pattern.test(path))?.[1];
