import { isShell, type Shell } from '../../domain/event.ts';
import { own } from '../../domain/own.ts';
import { HOLE, type Language } from '../command.ts';
import { programName } from './names.ts';

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

/** What reads a file that is run by its name. */
interface Readers {
  readonly languages: readonly (Shell | Language)[];
  /** What its first line makes of it, where that is more than a language: the program, its words, and behind them goes the path. */
  readonly command: readonly string[];
}

/** Of a first line no more is looked at. */
const MAX_LINE = 256;
const FIRST_LINE = /^#![ \t]*(\S+)[ \t]*(.*)/;

/**
 * The first line tells. Where there is none, or only the run can tell what it says, the shell that starts a file reads it itself,
 * whatever its ending says; PowerShell goes by the ending.
 */
export function readersOf(text: string, path: string, starter: Shell): Readers {
  const line = FIRST_LINE.exec(text.slice(0, MAX_LINE));
  if (line && !line[0].includes(HOLE)) return byLine(line[1] ?? '', line[2] ?? '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const language = dot > 0 ? own(EXTENSIONS, name.slice(dot + 1).toLowerCase()) : undefined;
  if (language === undefined) return { languages: dot > 0 && starter === 'powershell' ? [] : ['sh'], command: [] };
  return { languages: isShell(language) || starter === 'powershell' ? [language] : [language, 'sh'], command: [] };
}

function byLine(program: string, rest: string): Readers {
  const words = rest === '' ? [] : rest.trimEnd().split(/\s+/);
  const isEnv = programName(program) === 'env';
  const at = words.findIndex((word) => !word.startsWith('-') && !word.includes('='));
  const interpreter = isEnv ? words[at] : program;
  const language = own(INTERPRETERS, programName(interpreter ?? '').replace(/[\d.]+$/, ''));
  const more = words.slice(isEnv ? at + 1 : 0).some((word) => !word.startsWith('-'));
  if (language !== undefined && !more) return { languages: [language], command: [] };
  // All that stands behind the program is one word, which env splits at `-S`.
  const command = rest.startsWith('-S') ? [program, rest] : [program, ...words];
  return { languages: language === undefined ? [] : [language], command };
}
