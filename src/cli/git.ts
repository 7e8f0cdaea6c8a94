import { setJavaScriptParser } from '../actions/code/javascript-loader.ts';
import { parseJavaScript } from '../actions/code/javascript-parser.ts';
import { compilePolicy } from '../policy/compile.ts';
import type { CliCommand } from './command.ts';
import { fail } from './command.ts';
import { anchorCommit } from './git-anchor.ts';
import { GIT_HOOKS, runGitHook } from './git-hook.ts';
import { installHooks, uninstallHooks } from './git-install.ts';
import { programFolder } from './machine.ts';

const ACTIONS = [...GIT_HOOKS, 'post-commit', 'install', 'uninstall'] as const;

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', { choices: ACTIONS, describe: 'A hook of git, or to put the hooks into a repository or take them out' })
      .positional('args', { type: 'string', array: true, describe: 'What git gives its hook: FILE of commit-msg, REMOTE URL of pre-push' })
      .example('$0 git install', 'guard the commits and pushes of this repository')
      .example('$0 git pre-commit', 'judge what is staged now')
      .example('$0 git commit-msg .git/COMMIT_EDITMSG', 'judge a message')
      .epilogue(
        'pre-commit and pre-push read the index and the commits, never the work tree; findings go to standard error.\nExit codes: 0 allow, 1 a person has to say yes, 2 deny, 3 it could not be judged. Git stops at each but 0.',
      ),
  run: async (input) => {
    const hook = GIT_HOOKS.find((known) => known === input.text('action'));
    if (hook) {
      setJavaScriptParser(() => parseJavaScript);
      return runGitHook(hook, input.texts('args'), { folder: programFolder(), compiler: () => compilePolicy });
    }
    switch (input.text('action')) {
      case 'install':
        return installHooks();
      case 'uninstall':
        return uninstallHooks();
      case 'post-commit':
        return anchorCommit();
      default:
        return fail(`say what: hookwarden git ${ACTIONS.join(' | ')}`);
    }
  },
};
