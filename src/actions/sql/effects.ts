import type { Effect } from '../../domain/effect.ts';
import { classify, innerStatements } from './classify.ts';
import { readingsOf, type SqlDialect, type Traits } from './dialects.ts';
import { namesAt } from './names.ts';
import { isDefinition, type Part, partsOf, type Statement } from './statements.ts';
import { type Token, tokenize } from './tokens.ts';

/** Longer texts are dumps; what stands further on is not read. */
const MAX_TEXT = 262_144;
const MAX_EFFECTS = 256;
const MAX_NESTED = 4;

export interface Script {
  readonly traits: Traits;
  readonly parts: readonly Part[];
}

/** A text taken apart, once for each way in which it may be meant. */
export function readScripts(text: string, dialect: SqlDialect): { readonly scripts: readonly Script[]; readonly complete: boolean } {
  let complete = text.length <= MAX_TEXT;
  const scripts = readingsOf(text, dialect).map((traits) => {
    const scanned = tokenize(text.slice(0, MAX_TEXT), traits);
    const { parts, complete: whole } = partsOf(scanned.tokens, traits);
    complete &&= scanned.complete && whole;
    return { traits, parts };
  });
  return { scripts, complete };
}

/** What the statements of a text do to a database. */
export const sqlEffects = (text: string, dialect: SqlDialect = 'sql', nested = 0): readonly Effect[] =>
  effectsOfScripts(readScripts(text, dialect).scripts, dialect, nested);

export function effectsOfScripts(scripts: readonly Script[], dialect: SqlDialect, nested = 0): readonly Effect[] {
  const found = new Map<string, Effect>();
  for (const script of scripts)
    for (const effect of scriptEffects(script, dialect, nested)) {
      const key = `${effect.kind} ${effect.flags?.join() ?? ''} ${effect.operand?.text ?? ''}`;
      if (found.size < MAX_EFFECTS && !found.has(key)) found.set(key, effect);
    }
  return [...found.values()];
}

/** In order, since a later statement may undo an earlier one, and drop what that one made. */
function scriptEffects({ parts, traits }: Script, dialect: SqlDialect, nested: number): readonly Effect[] {
  const effects: Effect[] = [];
  const created = new Set<string>();
  let open: number | undefined;
  for (const part of parts) {
    if (part.kind === 'command' || effects.length >= MAX_EFFECTS) continue;
    const { tokens } = part;
    if (beginsTransaction(tokens)) open = effects.length;
    else if (isWord(tokens, 0, 'commit')) open = undefined;
    else if (isWord(tokens, 0, 'rollback') && !tokens.some((token) => token.text === 'to') && open !== undefined) {
      const from = open;
      effects.splice(from, effects.length, ...effects.slice(from).map((effect) => undone(effect, traits)));
      open = undefined;
    }
    for (const effect of statementEffects(part, dialect, nested)) effects.push(dropsOwn(effect, created) ? disposable(effect) : effect);
    for (const name of createdBy(tokens)) created.add(name.toLowerCase());
  }
  return effects;
}

function statementEffects(statement: Statement, dialect: SqlDialect, nested: number): readonly Effect[] {
  const { tokens } = statement;
  if (nested > MAX_NESTED) return [];
  const own = classify(tokens);
  const inner = innerStatements(tokens).flatMap((each) => statementEffects({ tokens: each }, dialect, nested + 1));
  const written = runsText(statement) ? texts(tokens).flatMap((text) => sqlEffects(text, dialect, nested + 1)) : [];
  return [...(own ? [own] : []), ...inner, ...written];
}

const isWord = (tokens: readonly Token[], at: number, text: string): boolean => tokens[at]?.kind === 'word' && tokens[at]?.text === text;

const beginsTransaction = (tokens: readonly Token[]): boolean =>
  (isWord(tokens, 0, 'begin') &&
    (tokens.length === 1 || /^(?:transaction|tran|work|immediate|exclusive|deferred|isolation|read)$/.test(tokens[1]?.text ?? ''))) ||
  (isWord(tokens, 0, 'start') && isWord(tokens, 1, 'transaction'));

const withFlag = (effect: Effect, flag: 'disposable' | 'undone'): Effect =>
  effect.flags?.includes(flag) ? effect : { ...effect, flags: [...(effect.flags ?? []), flag] };

const disposable = (effect: Effect): Effect => withFlag(effect, 'disposable');

/** Rows always come back; tables only where their definitions are part of the transaction. */
const undone = (effect: Effect, traits: Traits): Effect =>
  effect.kind === 'db.write' || (traits.undoesDefinitions && effect.kind !== 'db.read') ? withFlag(effect, 'undone') : effect;

const dropsOwn = ({ kind, operand }: Effect, created: ReadonlySet<string>): boolean =>
  (kind === 'db.drop' || kind === 'db.truncate') && operand?.value !== undefined && created.has(operand.value.toLowerCase());

/** What a `CREATE` is sure to have made: not where it may have been there. */
function createdBy(tokens: readonly Token[]): readonly string[] {
  if (!isWord(tokens, 0, 'create') || tokens.slice(0, 8).some((token) => token.text === 'exists' || token.text === 'replace')) return [];
  const at = tokens.slice(0, 6).findIndex((token) => /^(?:table|database|schema)$/.test(token.text));
  return at < 0 ? [] : namesAt(tokens, at + 1).slice(0, 1);
}

const RUNS_TEXT = /^(?:execute|exec|prepare|call|do|perform|begin|declare|if)$/;
const TEXT_FUNCTION = /^(?:dblink|dblink_exec|query_to_xml|sp_executesql|immediate|execute|executable)$/;

function runsText({ tokens, endedBy }: Statement): boolean {
  if (endedBy !== undefined && /^gexec\b/.test(endedBy)) return true;
  if (isDefinition(tokens)) return false;
  return RUNS_TEXT.test(tokens[0]?.text ?? '') || tokens.some((token) => token.kind === 'word' && TEXT_FUNCTION.test(token.text));
}

const STATEMENT = /^\s*(?:declare|begin|drop|truncate|delete|update|alter|grant|revoke|insert|copy|create|exec|execute|with|do|if)\b/i;

const texts = (tokens: readonly Token[]): readonly string[] =>
  tokens.flatMap((token) => (token.kind === 'string' && STATEMENT.test(token.text) ? [token.text] : []));
