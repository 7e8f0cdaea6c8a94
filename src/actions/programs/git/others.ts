import { family } from '../family.ts';
import { service } from '../infrastructure/service.ts';

/** Other version controls, where they throw away what no commit holds. */
export const others = family('hg svn', () => ({
  hg: service(() => ({
    values: 'r rev R repository cwd config X exclude I include d date t tool',
    acts: [
      ['update|up|checkout|co --C|clean', 'git.discard', 'hard'],
      ['revert --a|all', 'git.discard', 'hard'],
      ['purge|clean !--p|print', 'git.clean', 'force'],
      ['strip|debugstrip --no-backup', 'git.rewrite', 'history'],
      ['**'],
    ],
  })),
  svn: service(() => ({
    values: 'r revision m message F file depth username password changelist cl',
    acts: [
      ['revert --R|recursive|remove-added', 'git.discard', 'hard'],
      ['revert --depth=infinity', 'git.discard', 'hard'],
      ['cleanup --remove-unversioned|remove-ignored', 'git.clean', 'force'],
      ['delete|del|remove|rm @*://*', 'infra.destroy'],
      ['**'],
    ],
  })),
}));
