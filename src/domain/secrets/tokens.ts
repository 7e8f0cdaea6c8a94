import { isPlaceholder, looksRandom } from './likelihood.ts';
import type { Match, Shape } from './shape.ts';
import { TOKEN_FORMS, type TokenForm } from './token-table.ts';

/** A token of a service, found by the letters that it begins with. */
export const tokenShape = (form: TokenForm, confidenceOf = confidenceInEvent): Shape => ({
  name: form.name,
  keywords: form.keywords,
  match: (text, at) => matchToken(form, text, at, confidenceOf),
});

/** What is thought of a token of some form; `body` is what follows its keyword. */
type Judgement = (form: TokenForm, token: string, body: string) => Match['confidence'];

/** Those that the hook knows. */
export const tokens: readonly Shape[] = TOKEN_FORMS.map((form) => tokenShape(form));

function matchToken(form: TokenForm, text: string, at: number, confidenceOf: Judgement): Match | undefined {
  form.pattern.lastIndex = at;
  const token = form.pattern.exec(text)?.[0];
  if (token === undefined) return undefined;
  const keyword = form.keywords.find((prefix) => token.startsWith(prefix)) ?? '';
  const body = token.slice(keyword.length);
  return { start: at, end: at + token.length, confidence: confidenceOf(form, token, body) };
}

function confidenceInEvent(form: TokenForm, token: string, body: string): Match['confidence'] {
  if (isPlaceholder(body) || (!form.exact && !looksRandom(body))) return 'none';
  return form.verify === undefined || form.verify(token) ? (form.confidence ?? 'high') : 'low';
}
