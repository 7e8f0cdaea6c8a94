import { awsSecretKey } from '../domain/secrets/assignments.ts';
import { finderOf } from '../domain/secrets/find.ts';
import { isPlaceholder, looksRandom } from '../domain/secrets/likelihood.ts';
import type { Match, Shape } from '../domain/secrets/shape.ts';
import { structures } from '../domain/secrets/structures.ts';
import { TOKEN_FORMS, type TokenForm } from '../domain/secrets/token-table.ts';
import { tokenShape } from '../domain/secrets/tokens.ts';
import { contexts } from './contexts.ts';
import { namedCode, namedValue } from './named-values.ts';
import { lintLeads } from './secretlint.ts';
import { SERVICE_FORMS } from './service-table.ts';
import { serviceValue } from './service-values.ts';
import { isStandIn } from './value.ts';

/** Everything that the hook knows and what only a scan has the time for; beside it, where secretlint's rules could match. */
export const findAll = finderOf(
  [...[...TOKEN_FORMS, ...SERVICE_FORMS].map(tokenInScan), ...structures, ...contexts, awsSecretKey, namedValue, namedCode, serviceValue],
  lintLeads,
);

/** A token ends where its letters end: what goes on after the last of them is no token. */
function tokenInScan(form: TokenForm): Shape {
  const shape = tokenShape(form, confidenceInScan);
  return {
    ...shape,
    match: (text, at) => {
      const match = shape.match(text, at);
      return match && /^[0-9A-Za-z]/.test(text.slice(match.end, match.end + 1)) ? { ...match, confidence: 'none' } : match;
    },
  };
}

/** The same letters twice: no generator writes that. */
const REPEATED = /(?:^|[^0-9A-Za-z])([0-9A-Za-z]{8,24})\1$/;

/** A token of the exact form that counts up through letters or digits is told as a likely one: the hook takes it for none. */
function confidenceInScan(form: TokenForm, token: string, body: string): Match['confidence'] {
  if (isStandIn(body) || REPEATED.test(body) || (!form.exact && !looksRandom(body))) return 'none';
  if (form.verify?.(token) === false) return 'none';
  return isPlaceholder(body) ? 'low' : (form.confidence ?? 'high');
}
