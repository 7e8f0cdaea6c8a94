import type { Library } from '../library.ts';
import { evaluates, runsShell } from '../operations.ts';

export const applescriptLibrary = (): Library => ({
  language: 'applescript',
  transparent: [],
  values: {},
  operations: {
    'do shell script': runsShell(0),
    'do script': runsShell(0, 'zsh'),
    'run script': evaluates(0, 'applescript'),
  },
});
