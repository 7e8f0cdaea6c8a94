import type { CodeReader, Language } from '../command.ts';

const readers: Partial<Record<Language, CodeReader>> = {};

/** How code in this language is read; undefined where it is not. */
export function codeReader(language: Language): CodeReader | undefined {
  return readers[language];
}
