/** Which rules the comments of a text let pass, and where. */
export interface Allowances {
  /** Why a finding of that rule may stand on that line (from 1); undefined where no comment says so. */
  readonly reasonFor: (ruleId: string, line: number) => string | undefined;
}

/** `hookwarden:allow RULE reason`; without a reason it allows nothing. */
const COMMENT = /hookwarden:allow[ \t]{1,8}([a-z][a-z0-9.-]{0,80})[ \t]{1,8}([^\r\n]{1,200})/g;
/** What ends a comment in the languages that say where it ends. */
const COMMENT_END = /\*\/|-->|\*\)|%>|#\}|\}\}/;
/** Nothing but the sign that begins a comment stands before. */
const COMMENT_ONLY = /^\s*(?:\/\/+|#+|--|;+|%+|\/?\*+|<!--|\{#|\{\{!--|<%#|\(\*|rem|'|")?\s*$/i;
const MAX_COMMENTS = 1000;

interface Allowed {
  readonly rule: string;
  readonly reason: string;
}

/** Linear: the text is read once; at most a thousand comments count. */
export function allowancesIn(text: string): Allowances {
  const byLine = new Map<number, Allowed[]>();
  let [line, counted] = [1, 0];
  for (const match of firstComments(text)) {
    const [, rule = '', rest = ''] = match;
    const reason = (rest.split(COMMENT_END)[0] ?? '').trim();
    if (!/[\p{L}\p{N}]/u.test(reason)) continue;
    const start = text.lastIndexOf('\n', match.index - 1) + 1;
    for (; counted < start; counted++) if (text.charCodeAt(counted) === 10) line++;
    // On a line of its own it speaks for the next one.
    const spokenFor = COMMENT_ONLY.test(text.slice(Math.max(start, match.index - 200), match.index)) ? [line, line + 1] : [line];
    for (const at of spokenFor) byLine.set(at, [...(byLine.get(at) ?? []), { rule, reason }]);
  }
  return { reasonFor: (ruleId, at) => byLine.get(at)?.find(({ rule }) => covers(rule, ruleId))?.reason };
}

function* firstComments(text: string): Generator<RegExpExecArray> {
  if (!text.includes('hookwarden:allow')) return;
  let count = 0;
  for (const match of text.matchAll(COMMENT)) {
    if (count++ >= MAX_COMMENTS) return;
    yield match;
  }
}

/** By its id, its name without the pack, or its pack. */
const covers = (rule: string, ruleId: string): boolean => rule === ruleId || ruleId.endsWith(`.${rule}`) || ruleId.startsWith(`${rule}.`);
