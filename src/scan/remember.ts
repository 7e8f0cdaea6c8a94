import { posix } from 'node:path';
import type { FileContent, FileSystem } from '../domain/facts.ts';

const MAX_ANSWERS = 20_000;
const MAX_LENGTH = 4096;

/** The same disk, asked each question once: whoever keeps this must let go of it before the answers are too old. */
export function rememberingFiles(files: FileSystem): FileSystem {
  const kind = remembering(files.kind);
  const resolve = remembering((path: string): string | undefined => {
    const folder = posix.dirname(path);
    // Below what is not there, nothing is there either.
    if (folder === path || kind(folder) !== undefined) return files.resolve(path);
    const above = resolve(folder);
    return above === undefined ? undefined : posix.join(above, posix.basename(path));
  });
  const contents = new Map<string, FileContent>();
  const read: FileSystem['read'] = (path, maxBytes) => {
    const key = `${maxBytes} ${path}`;
    const known = contents.get(key);
    if (known) return known;
    const content = files.read(path, maxBytes);
    if (content.kind !== 'text' || content.text.length <= MAX_LENGTH) keep(contents, key, content);
    return content;
  };
  return { resolve, kind, read };
}

function remembering<T>(ask: (path: string) => T): (path: string) => T {
  const answers = new Map<string, { readonly value: T }>();
  return (path) => {
    const known = answers.get(path);
    if (known) return known.value;
    const value = ask(path);
    keep(answers, path, { value });
    return value;
  };
}

function keep<T>(answers: Map<string, T>, key: string, value: T): void {
  if (answers.size >= MAX_ANSWERS) answers.clear();
  answers.set(key, value);
}
