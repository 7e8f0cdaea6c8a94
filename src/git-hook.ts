import { dirname } from 'node:path';
import { type JavaScriptParser, setJavaScriptParser } from './actions/code/javascript-loader.ts';
import { fail } from './cli/command.ts';
import { runGitHook } from './cli/git-hook.ts';
import { GIT_HOOKS } from './git/hook-name.ts';
import type { compilePolicy } from './policy/compile.ts';

// The entry for git's own hooks: `hookwarden git pre-commit` and its like, without the parser of the command line, which takes longer than the judging.

const besideBundle = (name: string) => process.getBuiltinModule('node:module').createRequire(__filename)(`./${name}`);
const loadCompiler = (): { readonly compilePolicy: typeof compilePolicy } => besideBundle('compile.cjs');
const loadScriptParser = (): { readonly parseJavaScript: JavaScriptParser } => besideBundle('hook-js.cjs');

setJavaScriptParser(() => loadScriptParser().parseJavaScript);
const [name, ...args] = process.argv.slice(3);
const hook = GIT_HOOKS.find((known) => known === name);
if (!hook) process.exitCode = fail(`hookwarden git is run as: hookwarden git ${GIT_HOOKS.join(' | ')}`);
else
  runGitHook(hook, args, { folder: dirname(__dirname), compiler: () => loadCompiler().compilePolicy }).then(
    (exitCode) => {
      process.exitCode = exitCode;
    },
    (error: unknown) => {
      process.exitCode = fail(`this could not be judged, and is stopped: ${error instanceof Error ? error.message : String(error)}`);
    },
  );
