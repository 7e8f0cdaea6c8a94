import { type Capability, MAX_DEPTH, MAX_LIFETIME, OPERATIONS, RESOURCE_TYPES, type ResourceType } from '../domain/capability.ts';
import { isObject, parseJson } from '../domain/json.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { CONSTRAINT_NAMES, isConstraints, isCount, isGlob } from '../policy/constraint-forms.ts';
import { FIELDS } from './encode.ts';
import { isName } from './names.ts';

export type ParseReason = 'malformed' | 'oversized' | 'unknown-constraint';

/** Characters of its JSON. */
export const MAX_CAPABILITY = 16 * 1024;

/** Reads what claims to be a capability. What this program does not know might narrow it, so that it is void and not passed over. */
export function parseCapability(value: unknown): Result<Capability, ParseReason> {
  if (!isObject(value)) return err('malformed');
  if (JSON.stringify(value).length > MAX_CAPABILITY) return err('oversized');
  if (hasOthers(value, FIELDS)) return err('unknown-constraint');
  const { constraints } = value;
  if (isObject(constraints) && hasOthers(constraints, CONSTRAINT_NAMES)) return err('unknown-constraint');
  return isCapability(value) ? ok(value) : err('malformed');
}

export function parseCapabilityText(text: string): Result<Capability, ParseReason> {
  return text.length > MAX_CAPABILITY ? err('oversized') : parseCapability(parseJson(text));
}

export const hasOthers = (value: object, names: readonly string[]): boolean => Object.keys(value).some((name) => !names.includes(name));

const ID = /^[A-Za-z0-9_.-]{1,64}$/;
export const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);
const MAX_PRINCIPAL = 100;

function isCapability(value: object): value is Capability {
  const { id, type, resource, operations, constraints, principal, ...place }: Partial<Record<string, unknown>> = { ...value };
  return (
    isId(id) &&
    isType(type) &&
    isGlob(resource) &&
    isOperations(operations, type) &&
    isConstraints(constraints) &&
    typeof principal === 'string' &&
    principal !== '' &&
    principal.length <= MAX_PRINCIPAL &&
    isInItsTime(place) &&
    isInItsPlace(place, id)
  );
}

const isType = (value: unknown): value is ResourceType => RESOURCE_TYPES.some((type) => type === value);

function isOperations(value: unknown, type: ResourceType): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((name) => typeof name === 'string' && OPERATIONS[type].includes(name)) && new Set(value).size === value.length;
}

function isInItsTime({ issuedAt, notBefore = issuedAt, expiresAt }: Partial<Record<string, unknown>>): boolean {
  if (!isCount(issuedAt) || !isCount(notBefore) || !isCount(expiresAt)) return false;
  return issuedAt <= notBefore && notBefore < expiresAt && expiresAt - issuedAt <= MAX_LIFETIME;
}

function isInItsPlace({ parent, depth, key }: Partial<Record<string, unknown>>, id: string): boolean {
  if (!isCount(depth) || depth > MAX_DEPTH || !(key === undefined || isName(key))) return false;
  return depth === 0 ? parent === undefined : isId(parent) && parent !== id;
}
