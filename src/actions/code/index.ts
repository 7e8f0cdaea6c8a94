import type { CodeReader, Language } from '../command.ts';
import { evaluateTree } from './evaluator.ts';
import { pythonLibrary } from './libraries/python.ts';
import type { Library } from './library.ts';
import { type Grammar, parse } from './parser.ts';
import { pythonGrammar } from './python.ts';
import { startReading } from './reading.ts';

function readerOf(grammar: Grammar, library: Library): CodeReader {
  return (text, setting) => {
    const reading = startReading(setting, library.language);
    const { tree, complete } = parse(text, grammar);
    if (!complete) reading.effect('opaque', undefined, ['too-large']);
    evaluateTree(tree, library, reading);
    return reading.outcome();
  };
}

const readers: Partial<Record<Language, CodeReader>> = {
  python: readerOf(pythonGrammar, pythonLibrary),
};

/** How code in this language is read; undefined where it is not. */
export function codeReader(language: Language): CodeReader | undefined {
  return readers[language];
}
