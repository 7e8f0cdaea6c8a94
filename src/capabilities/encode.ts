import type { Capability } from '../domain/capability.ts';
import { CONSTRAINT_NAMES } from '../policy/constraint-forms.ts';

/** In the order in which they are encoded. */
export const FIELDS: readonly string[] = [
  'id',
  'type',
  'resource',
  'operations',
  'constraints',
  'principal',
  'issuedAt',
  'notBefore',
  'expiresAt',
  'parent',
  'depth',
  'key',
];

const ORDER = [...FIELDS, ...CONSTRAINT_NAMES, 'timeZone', 'days', 'from', 'to'];

/** The bytes that are signed: JSON without spaces, its names in one order always and nothing besides them. */
export const encodeCapability = (capability: Capability): string => JSON.stringify(capability, ORDER);
