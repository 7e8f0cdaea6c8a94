import { readSync } from 'node:fs';
import { err, ok, type Result } from '../domain/result.ts';

const MAX_BYTES = 512;
const [ENTER, LINE_END, INTERRUPT, END, BACKSPACE, DELETE] = ['\r', '\n', '\u0003', '\u0004', '\b', '\u007f'] as const;
const ENDS: readonly string[] = [ENTER, LINE_END, INTERRUPT, END];

/** What is asked for, and the option that names a file descriptor to read it from. */
interface Hidden {
  readonly name: string;
  readonly option: string;
}

export const enterPin = (question: string, descriptor: string | undefined): Promise<Result<string, string>> =>
  enterHidden(question, descriptor, { name: 'PIN', option: '--pin-fd' });

export const enterPassphrase = (question: string, descriptor: string | undefined): Promise<Result<string, string>> =>
  enterHidden(question, descriptor, { name: 'passphrase', option: '--passphrase-fd' });

/** From a file descriptor that was said, or typed on the terminal; never from an argument or a variable, which others can read. */
async function enterHidden(question: string, descriptor: string | undefined, hidden: Hidden): Promise<Result<string, string>> {
  if (descriptor !== undefined) return readLine(descriptor, hidden);
  if (process.stdin.isTTY !== true)
    return err(`the ${hidden.name} is typed on a terminal, or read from a file descriptor: ${hidden.option} 3`);
  return typed(question, hidden);
}

/** The next line: one descriptor may hold the old PIN and the new one. */
function readLine(descriptor: string, { name, option }: Hidden): Result<string, string> {
  if (!/^\d{1,4}$/.test(descriptor)) return err(`${option} takes the number of a file descriptor`);
  const byte = Buffer.alloc(1);
  const bytes: number[] = [];
  try {
    while (bytes.length < MAX_BYTES && readSync(Number(descriptor), byte, 0, 1, null) === 1 && byte[0] !== 10) bytes.push(byte[0] ?? 0);
  } catch {
    return err(`${option} ${descriptor}: that descriptor cannot be read`);
  }
  const line = Buffer.from(bytes).toString('utf8').replace(/\r$/, '');
  return line === '' ? err(`${option} ${descriptor}: there is no ${name}`) : ok(line);
}

function typed(question: string, { name }: Hidden): Promise<Result<string, string>> {
  const { stdin, stderr } = process;
  return new Promise((resolve) => {
    let text = '';
    const end = (result: Result<string, string>): void => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.removeListener('data', take);
      stderr.write('\n');
      resolve(result);
    };
    const take = (piece: string): void => {
      for (const character of piece) {
        if (ENDS.includes(character)) {
          end(character === ENTER || character === LINE_END ? ok(text) : err(`no ${name} was typed`));
          return;
        }
        if (character === BACKSPACE || character === DELETE) text = [...text].slice(0, -1).join('');
        else if (text.length < MAX_BYTES) text += character;
      }
    };
    stderr.write(question);
    stdin.setEncoding('utf8');
    stdin.setRawMode(true);
    stdin.on('data', take);
    stdin.resume();
  });
}
