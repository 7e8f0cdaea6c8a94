import type { CodeReader, Language } from '../command.ts';
import { applescriptGrammar } from './applescript.ts';
import { awkGrammar } from './awk.ts';
import { evaluateTree } from './evaluate-tree.ts';
import { parseScript } from './javascript-loader.ts';
import { applescriptLibrary } from './libraries/applescript.ts';
import { awkLibrary } from './libraries/awk.ts';
import { javascriptLibrary } from './libraries/javascript.ts';
import { luaLibrary } from './libraries/lua.ts';
import { perlLibrary } from './libraries/perl.ts';
import { phpLibrary } from './libraries/php.ts';
import { pythonLibrary } from './libraries/python.ts';
import { rLibrary } from './libraries/r.ts';
import { rubyLibrary } from './libraries/ruby.ts';
import { tclLibrary } from './libraries/tcl.ts';
import type { Library } from './library.ts';
import { luaGrammar } from './lua.ts';
import { type Grammar, type Parsed, parse } from './parser.ts';
import { perlGrammar } from './perl.ts';
import { phpGrammar } from './php.ts';
import { pythonGrammar } from './python.ts';
import { rGrammar } from './r.ts';
import { startReading } from './reading.ts';
import { rubyGrammar } from './ruby.ts';
import { readSpelledOut } from './spelled-out.ts';
import { readSql } from './sql.ts';
import { parseTcl } from './tcl.ts';

/** A library is made for the first code in its language: what is made before is read at each start. */
function readerOf(parseText: (text: string) => Parsed, makeLibrary: () => Library): CodeReader {
  let made: Library | undefined;
  return (text, setting) => {
    made ??= makeLibrary();
    const library = made;
    const reading = startReading(setting, library.language);
    const { tree, complete } = parseText(text);
    if (!complete) reading.effect('opaque', undefined, ['too-large']);
    evaluateTree(tree, library, reading);
    return reading.outcome();
  };
}

const by =
  (grammar: Grammar) =>
  (text: string): Parsed =>
    parse(text, grammar);

const readers: Partial<Record<Language, CodeReader>> = {
  applescript: readerOf(by(applescriptGrammar), applescriptLibrary),
  awk: readerOf(by(awkGrammar), awkLibrary),
  javascript: readerOf(parseScript, javascriptLibrary),
  lua: readerOf(by(luaGrammar), luaLibrary),
  perl: readerOf(by(perlGrammar), perlLibrary),
  php: readerOf((text) => parse(withoutEscapes(text), phpGrammar), phpLibrary),
  python: readerOf(by(pythonGrammar), pythonLibrary),
  r: readerOf(by(rGrammar), rLibrary),
  ruby: readerOf(by(rubyGrammar), rubyLibrary),
  sql: readSql('sql'),
  postgresql: readSql('postgresql'),
  mysql: readSql('mysql'),
  sqlite: readSql('sqlite'),
  'transact-sql': readSql('transact-sql'),
  code: readSpelledOut,
  tcl: readerOf(parseTcl, tclLibrary),
};

/** PHP whose very first quote is escaped went through one layer of quoting too few; PHP itself knows no such quote. */
const withoutEscapes = (text: string): string => (/^[^"']*\\"/.test(text) ? text.replace(/\\(["$])/g, '$1') : text);

/** How code in this language is read; undefined where it is not. */
export function codeReader(language: Language): CodeReader | undefined {
  return readers[language];
}
