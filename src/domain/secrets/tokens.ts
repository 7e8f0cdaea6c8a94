import { isPlaceholder, looksRandom } from './likelihood.ts';
import type { Match, Shape } from './shape.ts';
import { TOKEN_FORMS, type TokenForm } from './token-table.ts';

/** The tokens of services, each found by the letters that it begins with. */
export const tokens: readonly Shape[] = TOKEN_FORMS.map((form) => ({
  name: form.name,
  keywords: form.keywords,
  match: (text, at) => matchToken(form, text, at),
}));

function matchToken(form: TokenForm, text: string, at: number): Match | undefined {
  form.pattern.lastIndex = at;
  const token = form.pattern.exec(text)?.[0];
  if (token === undefined) return undefined;
  const keyword = form.keywords.find((prefix) => token.startsWith(prefix)) ?? '';
  const body = token.slice(keyword.length);
  return { start: at, end: at + token.length, confidence: confidenceOf(form, token, body) };
}

function confidenceOf(form: TokenForm, token: string, body: string): Match['confidence'] {
  if (isPlaceholder(body) || (!form.exact && !looksRandom(body))) return 'none';
  return form.verify === undefined || form.verify(token) ? (form.confidence ?? 'high') : 'low';
}
