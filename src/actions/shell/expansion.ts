import type { ParameterExpansionPart, Word as WordNode, WordPart } from 'unbash';
import { HOLE, type Word } from '../command.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { expandBraces } from './braces.ts';
import { appendDefault } from './defaults.ts';
import { appendSplit, appendText, appendWhole, breakField, type Fields, finished, newFields } from './fields.ts';
import { type Interpreter, spend } from './interpreter.ts';
import { expandParameter, type Pieces, parameterNamed, simpleParameter } from './parameters.ts';
import { parseScript } from './parsing.ts';
import { type Scope, unknown, variableNamed } from './scope.ts';
import { processFile, substitute } from './substitution.ts';

/** Expands a word into the fields it gives, braces, splitting and all, and adds them to `out`. */
export function expandWord(run: Interpreter, scope: Scope, node: WordNode, out: Word[]): void {
  if (!spend(run, 'words')) return;
  const braces = node.parts?.some((part) => part.type === 'BraceExpansion');
  for (const field of braces ? expandBraceWord(run, scope, node) : fieldsOf(run, scope, node)) out.push(field);
}

function fieldsOf(run: Interpreter, scope: Scope, node: WordNode): readonly Word[] {
  if (node.parts === undefined) return [plainWord(run, scope, node)];
  const fields = newFields(node.text);
  appendParts(run, scope, node.parts, fields, false);
  breakField(fields);
  const [first, ...others] = fields.done;
  return first ? [withHome(run, scope, first), ...others] : [];
}

/** Expands a word that stays one field: the right side of an assignment, the target of a redirection, a here-string. */
export function expandSingle(run: Interpreter, scope: Scope, node: WordNode): Word {
  if (!spend(run, 'words')) return unknown(node.text);
  const { parts } = node;
  if (parts === undefined) return plainWord(run, scope, node);
  return withHome(run, scope, expandParts(run, scope, node.text, parts));
}

/** Parts of a word, or of the text of a here-document, as one field. */
export function expandParts(run: Interpreter, scope: Scope, text: string, parts: readonly WordPart[]): Word {
  const fields = newFields(text, true);
  appendParts(run, scope, parts, fields, true);
  return finished(fields);
}

/** Words in order, each as the fields it gives. */
export function expandWords(run: Interpreter, scope: Scope, nodes: readonly WordNode[]): Word[] {
  const out: Word[] = [];
  for (const node of nodes) expandWord(run, scope, node, out);
  return out;
}

function plainWord(run: Interpreter, scope: Scope, { text, value }: Pick<WordNode, 'text' | 'value'>): Word {
  if (!value.includes(HOLE)) return withHome(run, scope, { text, value, certainty: 'literal' });
  return { text, value, certainty: 'unknown', ...(scope.holesUnset && { unset: true }) };
}

/** A word that begins with a tilde which nothing quotes. */
function withHome(run: Interpreter, scope: Scope, word: Word): Word {
  const home = /^~/.test(word.text) && /^~/.test(word.value) ? tildeValue(run, scope, word.value) : undefined;
  return home === undefined ? word : { ...word, value: home, certainty: home.includes(HOLE) ? 'unknown' : 'derived' };
}

/** `~`, `~/x` and `~+`; another account's home is known by its usual place only. */
function tildeValue(run: Interpreter, scope: Scope, value: string): string | undefined {
  const slash = value.indexOf('/');
  const user = slash < 0 ? value.slice(1) : value.slice(1, slash);
  const rest = slash < 0 ? '' : value.slice(slash);
  if (user === '' || user === '+' || user === '-') {
    const name = user === '' ? 'HOME' : user === '+' ? 'PWD' : 'OLDPWD';
    return parameterNamed(run, scope, name).value + rest;
  }
  if (!/^[A-Za-z_][\w.-]*$/.test(user)) return undefined;
  return `${user === 'root' ? '/root' : `${scope.settings[0]?.machine.platform === 'darwin' ? '/Users' : '/home'}/${user}`}${rest}`;
}

function appendParts(run: Interpreter, scope: Scope, parts: readonly WordPart[], fields: Fields, quoted: boolean): void {
  for (const part of parts) {
    if (!spend(run, 'words')) return;
    appendPart(run, scope, part, fields, quoted);
  }
}

function appendPart(run: Interpreter, scope: Scope, part: WordPart, fields: Fields, quoted: boolean): void {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      if (scope.holesUnset && part.value.includes(HOLE)) fields.unset = true;
      appendText(fields, part.value);
      return;
    case 'DoubleQuoted':
    case 'LocaleString':
      fields.started ||= !part.parts.some(isList);
      appendParts(run, scope, part.parts, fields, true);
      return;
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      appendText(fields, part.type === 'Glob' ? part.value : part.text);
      if (!quoted) fields.glob = true;
      // What it substitutes runs, whatever it then is.
      if (part.parts) appendParts(run, scope, part.parts, newFields(part.text), true);
      return;
    case 'SimpleExpansion':
      appendPieces(run, scope, fields, simpleParameter(run, scope, part.text.slice(1)), quoted);
      return;
    case 'ParameterExpansion':
      appendParameter(run, scope, fields, part, quoted);
      return;
    case 'CommandExpansion':
      appendPieces(run, scope, fields, { list: [substitute(run, scope, part)] }, quoted);
      return;
    case 'ArithmeticExpansion':
      appendWhole(fields, evaluateArithmetic(run, scope, part));
      return;
    case 'ProcessSubstitution':
      appendWhole(fields, processFile(run, scope, part));
      return;
  }
}

/** `$@` and `${a[@]}`: where there is nothing in them, the quotes around them give no field; every other pair of quotes gives one. */
const isList = ({ text }: WordPart): boolean => /^\$(?:@|\{@|\{!?\w+\[@\])/.test(text);

function appendParameter(run: Interpreter, scope: Scope, fields: Fields, part: ParameterExpansionPart, quoted: boolean): void {
  const pieces = expandParameter(run, scope, part);
  const { operation } = part;
  if (operation?.type === 'Default') appendDefault(run, scope, fields, { part, operation, pieces }, quoted);
  else appendPieces(run, scope, fields, pieces, quoted);
}

export function appendPieces(run: Interpreter, scope: Scope, fields: Fields, { list, joins }: Pieces, quoted: boolean): void {
  const ifs = separators(scope);
  for (const [i, piece] of list.entries()) {
    if (i > 0 && quoted && joins) appendText(fields, ifs.charAt(0));
    else if (i > 0 && fields.single) appendText(fields, ' ');
    else if (i > 0) breakField(fields);
    if (!spend(run, 'words')) return;
    if (quoted) appendWhole(fields, piece);
    else appendSplit(fields, piece, ifs);
  }
}

/** The operand of `${x:-…}` in the place of the value: what is not quoted in it is split. */
export function appendOperand(run: Interpreter, scope: Scope, fields: Fields, operand: WordNode, quoted: boolean): void {
  const { text, value } = operand;
  for (const [i, part] of (operand.parts ?? [{ type: 'Literal' as const, pos: operand.pos, end: operand.end, text, value }]).entries()) {
    const splits = part.type === 'Literal' && !quoted && part.text === part.value;
    if (splits) appendSplit(fields, i === 0 ? plainWord(run, scope, part) : part, separators(scope));
    else appendParts(run, scope, [part], fields, quoted);
  }
}

const separators = (scope: Scope): string => {
  const own = variableNamed(scope, 'IFS')?.choices[0];
  return !own || own.unset || own.value.includes(HOLE) ? ' \t\n' : own.value;
};

/** A word as a pattern, in which `\` stands before what is to be taken for itself. */
export function expandPattern(run: Interpreter, scope: Scope, node: WordNode): string {
  if (node.parts === undefined) {
    const word = plainWord(run, scope, node);
    return word.certainty === 'derived' ? word.value : node.text;
  }
  return node.parts.map((part) => patternOf(run, scope, part)).join('');
}

function patternOf(run: Interpreter, scope: Scope, part: WordPart): string {
  if (part.type === 'Literal') return part.text;
  if (part.type === 'Glob') return part.parts ? `[${part.parts.map((inner) => patternOf(run, scope, inner)).join('')}]` : part.text;
  const { value } = expandParts(run, scope, part.text, [part]);
  return /Quoted|Locale/.test(part.type) ? value.replace(/[*?[(\\]/g, '\\$&') : value;
}

/** Braces are expanded as text, before anything else; what comes of it is parsed again. */
function expandBraceWord(run: Interpreter, scope: Scope, { text }: WordNode): readonly Word[] {
  const texts = expandBraces(run, text).map((expanded) => expanded.replace(/^#/, '\\#'));
  const [statement] = parseScript(run, `: ${texts.join(' ')}`).commands;
  const words = statement?.command.type === 'Command' ? statement.command.args : [];
  return words.flatMap((word) => (word.type === 'Word' && spend(run, 'words') ? fieldsOf(run, scope, word) : [])).map(derivedFrom(text));
}

const derivedFrom =
  (text: string) =>
  (word: Word): Word => ({ ...word, text, certainty: word.certainty === 'literal' ? 'derived' : word.certainty });
