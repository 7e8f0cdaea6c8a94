import type { Builtin } from '../interpreter.ts';
import { SILENT } from '../interpreter.ts';

const nothing: Builtin = () => ({ stdout: SILENT });

/** Builtins that do nothing to the world and print nothing. */
export const quiet: Readonly<Record<string, Builtin>> = Object.fromEntries(
  [':', 'true', 'false', 'test', '[', 'exit', 'return', 'break', 'continue', 'wait', 'shopt', 'setopt', 'unsetopt', 'getopts']
    .concat([
      'umask',
      'ulimit',
      'bg',
      'fg',
      'disown',
      'autoload',
      'zmodload',
      'bindkey',
      'logout',
      'suspend',
      'emulate',
      'compdef',
      'zstyle',
    ])
    .map((name) => [name, nothing]),
);
