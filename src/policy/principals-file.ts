import { z } from 'zod';
import { PRINCIPAL_KINDS, PRINCIPAL_STATUSES } from '../domain/principal.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Fault } from './fault.ts';
import { parseFile, type SourceFile } from './parse.ts';

const text = z.string().trim().min(1).max(80);
const principals = z.strictObject({
  version: z.literal(1),
  principals: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/, 'an id is lower case letters, digits, dots, hyphens and underscores'),
        name: text,
        kind: z.enum(PRINCIPAL_KINDS).default('user'),
        role: text,
        owner: text.exactOptional(),
        status: z.enum(PRINCIPAL_STATUSES).default('active'),
      }),
    )
    .max(5000),
});
export type PrincipalEntry = z.output<typeof principals>['principals'][number];

/** A team's principals; one id twice is a fault, for nobody could say which of them counts. */
export function readPrincipals(file: SourceFile): Result<readonly PrincipalEntry[], readonly Fault[]> {
  const parsed = parseFile(file, principals);
  if (!parsed.ok) return parsed;
  const { value, yaml } = parsed.value;
  const ids = value.principals.map(({ id }) => id);
  const twice = ids.flatMap((id, number) =>
    ids.indexOf(id) === number ? [] : [yaml.fault(`"${id}" is there twice`, ['principals', number, 'id'])],
  );
  return twice.length > 0 ? err(twice) : ok(value.principals);
}
