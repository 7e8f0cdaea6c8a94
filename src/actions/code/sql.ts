import type { Effect } from '../../domain/effect.ts';
import { type CodeReader, literal, type Run } from '../command.ts';
import { pathOperand } from '../paths.ts';
import { sqlEffects } from '../tools/sql.ts';

const MAX_TEXT = 65_536;
const MAX_FOUND = 32;

/** Commands of the clients, and functions of the servers, that hand text to a shell. */
const SHELLS = [
  /^\s*\\!\s*(.+)$/gm,
  /^\s*\.(?:shell|system)\s+(.+)$/gm,
  /^\s*system\s+([^;=(]+);?$/gm,
  /\bprogram\s+'((?:[^']|'')*)'/gi,
  /\b(?:xp_cmdshell|sys_exec|sys_eval)\s*\(?\s*N?'((?:[^']|'')*)'/gi,
];
const WRITES = [/\binto\s+(?:out|dump)file\s+'([^']*)'/gi, /\bwritefile\s*\(\s*'([^']*)'/gi, /\blo_export\s*\([^,]*,\s*'([^']*)'/gi];
const READS = [
  /\b(?:load_file|pg_read_(?:binary_)?file|readfile|lo_import)\s*\(\s*'([^']*)'/gi,
  /\bload\s+data\s+(?:local\s+)?infile\s+'([^']*)'/gi,
];

/** What follows of SQL and of its clients' own commands. */
export const readSql: CodeReader = (text, setting) => {
  const source = text.slice(0, MAX_TEXT);
  const found = (patterns: readonly RegExp[]): string[] =>
    patterns.flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[1] ?? '')).slice(0, MAX_FOUND);
  const files = (kind: 'file.read' | 'file.write', patterns: readonly RegExp[]): Effect[] =>
    found(patterns).map((path) => ({ kind, operand: pathOperand(literal(path), setting) }));
  const runs = found(SHELLS).map(
    (shell): Run => ({ kind: 'shell', text: literal(shell.replaceAll("''", "'")), shell: 'sh', wrapper: 'sql' }),
  );
  return { effects: [...sqlEffects(source), ...files('file.write', WRITES), ...files('file.read', READS)], runs };
};
