import type { Shell } from '../../domain/event.ts';
import { own } from '../../domain/own.ts';
import type { Language } from '../command.ts';

const INTERPRETERS: Readonly<Record<string, Shell | Language>> = {
  sh: 'sh',
  dash: 'sh',
  ash: 'sh',
  ksh: 'sh',
  mksh: 'sh',
  bash: 'bash',
  zsh: 'zsh',
  fish: 'fish',
  pwsh: 'powershell',
  python: 'python',
  pypy: 'python',
  node: 'javascript',
  nodejs: 'javascript',
  deno: 'javascript',
  bun: 'javascript',
  tsx: 'javascript',
  perl: 'perl',
  ruby: 'ruby',
  php: 'php',
  lua: 'lua',
  awk: 'awk',
  gawk: 'awk',
  rscript: 'r',
  osascript: 'applescript',
  tclsh: 'tcl',
  make: 'make',
};

const EXTENSIONS: Readonly<Record<string, Shell | Language>> = {
  sh: 'sh',
  bash: 'bash',
  zsh: 'zsh',
  fish: 'fish',
  ps1: 'powershell',
  py: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  ts: 'javascript',
  pl: 'perl',
  rb: 'ruby',
  php: 'php',
  lua: 'lua',
  sql: 'sql',
};

/** Which program reads a file that is run by its name: its first line tells, else its ending; without either the shell reads it. */
export function languageOf(text: string, path: string): Shell | Language | undefined {
  if (text.startsWith('#!')) {
    const line = text.slice(2, 258).split('\n', 1)[0] ?? '';
    const words = line.trim().split(/\s+/);
    const first = nameOf(words[0]);
    const name = first === 'env' ? nameOf(words.slice(1).find((word) => !word.startsWith('-') && !word.includes('='))) : first;
    return own(INTERPRETERS, name.replace(/[\d.]+$/, ''));
  }
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? own(EXTENSIONS, name.slice(dot + 1)) : 'sh';
}

const nameOf = (path: string | undefined): string => (path ?? '').slice((path ?? '').lastIndexOf('/') + 1).toLowerCase();
