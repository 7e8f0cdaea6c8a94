import { setJavaScriptParser } from '../actions/code/javascript-loader.ts';
import { parseJavaScript } from '../actions/code/javascript-parser.ts';
import type { GitHook } from '../git/hook-name.ts';
import { compilePolicy } from '../policy/compile.ts';
import type { ExitCode } from './command.ts';
import { runGitHook } from './git-hook.ts';
import { programFolder } from './machine.ts';

/** One of git's hooks where the command line was parsed, with all that the quick entry loads only where it is needed. */
export function runHere(hook: GitHook, args: readonly string[]): Promise<ExitCode> {
  setJavaScriptParser(() => parseJavaScript);
  return runGitHook(hook, args, { folder: programFolder(), compiler: () => compilePolicy });
}
