import {
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { codeOf } from '../domain/error-code.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { systemRandom } from '../hook/machine.ts';

/** A file that is there whole or not at all. Faults are codes such as `ENOSPC`. */
export interface WholeFile {
  /** What cannot be written shows at the end. */
  readonly write: (text: string) => void;
  /** Gives the file its name. */
  readonly finish: () => Result<undefined, string>;
}

export interface Wanted {
  /** What is there already makes way; else it stays, and is a fault (`EEXIST`). */
  readonly replace: boolean;
  /** Of a new file; one that is replaced hands its own on. */
  readonly mode?: number;
}

/** Begins one beside the place where it is to lie; it is gone where the program ends before it is finished, by a signal too. */
export function openWhole(path: string, wanted: Wanted): Result<WholeFile, string> {
  try {
    if (wanted.replace && isStream(path))
      return ok(ofDescriptor(openSync(path, 'w'), { finish: () => undefined, discard: () => undefined }));
    // No name at all, as an empty variable leaves it.
    if (path === '') return err('ENOENT');
    const old = lstatSync(path, { throwIfNoEntry: false });
    if (old && !wanted.replace) return err('EEXIST');
    const mode = old && statSync(path).mode & 0o777;
    const target = old ? realpathSync(path) : path;
    const temporary = `${target}.${Buffer.from(systemRandom.bytes(6)).toString('hex')}.new`;
    const file = openSync(temporary, 'wx', wanted.mode);
    const discard = (): void => rmSync(temporary, { force: true });
    const release = beforeEnd(discard);
    return ok(
      ofDescriptor(file, {
        finish: () => {
          if (mode !== undefined) fchmodSync(file, mode);
          fsyncSync(file);
          if (wanted.replace) renameSync(temporary, target);
          else nameNew(temporary, target);
          release();
        },
        discard,
      }),
    );
  } catch (error) {
    return err(codeOf(error));
  }
}

/** Of what is no file nothing can lie beside; what stands for a stream of this process may well be one. */
function isStream(path: string): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  return there !== undefined && (!there.isFile() || /^\/(?:dev|proc)\//.test(resolve(path)));
}

function ofDescriptor(file: number, { finish, discard }: { readonly finish: () => void; readonly discard: () => void }): WholeFile {
  let fault: string | undefined;
  const attempt = (work: () => void): void => {
    if (fault !== undefined) return;
    try {
      work();
    } catch (error) {
      fault = codeOf(error);
      discard();
    }
  };
  return {
    write: (text) => attempt(() => writeFileSync(file, text)),
    finish: () => {
      attempt(finish);
      closeSync(file);
      return fault === undefined ? ok(undefined) : err(fault);
    },
  };
}

/** A link never takes the place of what is there; where the file system knows none, there is a moment between looking and naming. */
function nameNew(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (lstatSync(to, { throwIfNoEntry: false })) throw error;
    renameSync(from, to);
  }
  rmSync(from, { force: true });
}

const ENDS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Does this before the program ends, until it is released. */
function beforeEnd(work: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    work();
    // Nobody hears it any more, so that it ends the program as it would have.
    release();
    process.kill(process.pid, signal);
  };
  const release = (): void => {
    process.off('exit', work);
    for (const signal of ENDS) process.off(signal, onSignal);
  };
  process.on('exit', work);
  for (const signal of ENDS) process.on(signal, onSignal);
  return release;
}
