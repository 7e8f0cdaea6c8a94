import { GIT_HOOKS } from '../git/hook-name.ts';
import { type CliCommand, fail } from './command.ts';

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
    const action = ACTIONS.find((known) => known === input.text('action'));
    switch (action) {
      case 'install':
        return (await import('./git-install.ts')).installHooks();
      case 'uninstall':
        return (await import('./git-uninstall.ts')).uninstallHooks();
      case 'post-commit':
        return (await import('./git-anchor.ts')).anchorCommit();
      case undefined:
        return fail(`say what: hookwarden git ${ACTIONS.join(' | ')}`);
      default:
        return (await import('./git-hook-here.ts')).runHere(action, input.texts('args'));
    }
  },
};
