import type { Traits } from './dialects.ts';
import type { Token } from './tokens.ts';

/** The tokens of one statement; the first is there. */
export interface Statement {
  readonly tokens: readonly Token[];
  /** The client's command that ends it, where one does: `\gexec`. */
  readonly endedBy?: string;
}

export type Part = ({ readonly kind: 'statement' } & Statement) | { readonly kind: 'command'; readonly text: string };

const MAX_PARTS = 4_096;

/** Words that a statement begins with which does something. */
export const VERBS = new Set(
  (
    'select insert update delete drop truncate alter create grant revoke deny merge replace copy load with execute exec call do prepare restore ' +
    'backup bulk attach detach vacuum set reset purge import export rename shutdown kill reassign values perform'
  ).split(' '),
);

/** The statements and the client's commands of a text, in order. */
export function partsOf(tokens: readonly Token[], traits: Traits): { readonly parts: readonly Part[]; readonly complete: boolean } {
  const parts: Part[] = [];
  let current: Token[] = [];
  let blocks = 0;
  const close = (endedBy?: string) => {
    if (current.length > 0) parts.push({ kind: 'statement', tokens: current, ...(endedBy !== undefined && { endedBy }) });
    current = [];
    blocks = 0;
  };
  for (const [at, token] of tokens.entries()) {
    if (parts.length >= MAX_PARTS) return { parts, complete: false };
    if (token.kind === 'command') {
      close(token.text);
      parts.push({ kind: 'command', text: token.text });
      continue;
    }
    if (token.kind === 'end') {
      if (blocks === 0 && !(traits.endsAtVerb && isDefinition(current))) close();
      continue;
    }
    if (traits.endsAtVerb && token.leads && token.depth === 0 && blocks === 0 && VERBS.has(token.text) && !isDefinition(current)) close();
    current.push(token);
    if (isDefinition(current)) blocks = Math.max(0, blocks + blockChange(token, tokens[at + 1]));
  }
  close();
  return { parts, complete: true };
}

const DEFINED = new Set(['trigger', 'procedure', 'proc', 'function', 'event', 'package']);

/** The definition of something that runs later; what stands in its body runs then. */
export function isDefinition(tokens: readonly Token[]): boolean {
  if (tokens[0]?.text !== 'create' && tokens[0]?.text !== 'alter') return false;
  // `CREATE OR REPLACE DEFINER = root@localhost PROCEDURE`
  return tokens.slice(1, 12).some((token) => token.kind === 'word' && DEFINED.has(token.text));
}

function blockChange(token: Token, next: Token | undefined): number {
  if (token.kind !== 'word') return 0;
  if (token.text === 'begin' || token.text === 'case') return 1;
  const closesOther = next?.kind === 'word' && /^(?:if|loop|while|repeat|for)$/.test(next.text);
  return token.text === 'end' && !closesOther ? -1 : 0;
}
