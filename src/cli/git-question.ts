import { closeSync, openSync, readSync, writeSync } from 'node:fs';

const MAX_ANSWER = 256;
const LINE_END = 10;

/** The terminal of the person, which is not standard input: git keeps that for itself. */
const TERMINAL = '/dev/tty';

/** Whether there is a terminal to ask on. */
export function canAsk(): boolean {
  try {
    closeSync(openSync(TERMINAL, 'r+'));
    return true;
  } catch {
    return false;
  }
}

/** Whether the person says yes; anything else, an end or an error is a no. */
export function saysYes(question: string): boolean {
  let terminal: number | undefined;
  try {
    terminal = openSync(TERMINAL, 'r+');
    writeSync(terminal, `${question} [y/N] `);
    return /^y(?:es)?$/i.test(readLine(terminal).trim());
  } catch {
    return false;
  } finally {
    if (terminal !== undefined) closeSync(terminal);
  }
}

function readLine(terminal: number): string {
  const byte = Buffer.alloc(1);
  const bytes: number[] = [];
  while (bytes.length < MAX_ANSWER && readSync(terminal, byte, 0, 1, null) === 1 && byte[0] !== LINE_END) bytes.push(byte[0] ?? 0);
  return Buffer.from(bytes).toString('utf8');
}
