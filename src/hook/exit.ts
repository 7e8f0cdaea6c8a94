import { writeSync } from 'node:fs';
import { codeOf } from '../domain/error-code.ts';
import type { Reply } from '../domain/host.ts';

const STDOUT = 1;
/** Where the launcher keeps the host's standard error; Node's own goes nowhere. */
const LAUNCHER_STDERR = 3;

/** Writes the whole answer before anything ends; a pipe that the host does not read is given up, for the exit code says enough. */
export function writeReply(reply: Reply, launched: boolean): boolean {
  const told = writeAll(launched ? LAUNCHER_STDERR : 2, reply.stderr);
  return writeAll(STDOUT, reply.stdout) && told;
}

/** False where not all of it could be written. */
function writeAll(descriptor: number, text: string): boolean {
  const bytes = Buffer.from(text);
  let written = 0;
  for (let tries = 0; written < bytes.length && tries < 1000; tries++) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') return false;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
  return written === bytes.length;
}

/**
 * Ends the process. With a read of standard input still pending, an ordinary exit would wait for it; then the process ends itself by
 * a signal, which whoever ran it takes for the code of the verb.
 */
export function exit(code: 0 | 2, reading: boolean): void {
  if (reading) process.kill(process.pid, 'SIGALRM');
  else process.exit(code);
}
