import { DECISIONS, MODES, SEVERITIES } from '../domain/decision.ts';
import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import { OUTCOMES } from '../domain/outcome.ts';

/** What of a record a query can ask for, and how its values compare. */
export type QueryField =
  | { readonly kind: 'name'; readonly about: string; readonly of: (record: JsonObject) => readonly (string | undefined)[] }
  | {
      readonly kind: 'word';
      readonly about: string;
      readonly words: readonly string[];
      readonly of: (record: JsonObject) => readonly (string | undefined)[];
    }
  /** Words in an order, which can also be compared. */
  | {
      readonly kind: 'rank';
      readonly about: string;
      readonly words: readonly string[];
      readonly of: (record: JsonObject) => readonly (string | undefined)[];
    }
  | { readonly kind: 'number'; readonly about: string; readonly of: (record: JsonObject) => number | undefined };

const RECORD_KINDS = ['call', 'event', 'admin', 'incident', 'spooled'] as const;
const STAGES = ['validation', 'authentication', 'authorization', 'governance', 'audit'] as const;

export const findingsOf = ({ findings }: JsonObject): readonly JsonObject[] => (Array.isArray(findings) ? findings.filter(isObject) : []);

const objectAt = (record: JsonObject, key: string): JsonObject | undefined => {
  const value = record[key];
  return isObject(value) ? value : undefined;
};

const top = (key: string) => (record: JsonObject) => [stringAt(record, key)];

function principalOf(record: JsonObject): readonly (string | undefined)[] {
  const principal = objectAt(record, 'principal');
  return [stringAt(principal, 'id'), stringAt(principal, 'name'), stringAt(principal, 'keyId')];
}

function labelsOf({ labels }: JsonObject): readonly (string | undefined)[] {
  return Array.isArray(labels) ? labels.map((label) => (isObject(label) ? stringAt(label, 'name') : undefined)) : [];
}

/** Every field but `since` and `until`, which are about time. */
export const QUERY_FIELDS: Readonly<Record<string, QueryField>> = {
  decision: { kind: 'word', words: DECISIONS, about: 'what was answered', of: top('decision') },
  rule: { kind: 'name', about: 'a rule that objected', of: (record) => findingsOf(record).map((finding) => stringAt(finding, 'ruleId')) },
  severity: {
    kind: 'rank',
    words: SEVERITIES,
    about: 'of an objection',
    of: (record) => findingsOf(record).map((finding) => stringAt(finding, 'severity')),
  },
  tool: { kind: 'name', about: 'the host’s name of the tool', of: top('tool') },
  session: { kind: 'name', about: 'the host’s id of the session', of: top('session') },
  principal: { kind: 'name', about: 'id, name or key', of: principalOf },
  role: { kind: 'name', about: 'the principal’s role', of: (record) => [stringAt(objectAt(record, 'principal'), 'role')] },
  host: { kind: 'name', about: 'the agent', of: top('host') },
  event: { kind: 'name', about: 'the event’s name', of: top('event') },
  kind: { kind: 'word', words: RECORD_KINDS, about: 'of record', of: top('kind') },
  outcome: {
    kind: 'word',
    words: OUTCOMES,
    about: 'what then happened to the call',
    of: (record) => [stringAt(objectAt(record, 'outcome'), 'result')],
  },
  stage: { kind: 'word', words: STAGES, about: 'the last that was reached', of: top('stage') },
  mode: { kind: 'word', words: MODES, about: 'in which it was judged', of: top('mode') },
  label: { kind: 'name', about: 'what the session remembers', of: labelsOf },
  policy: { kind: 'name', about: 'the policy’s hash', of: top('policy') },
  call: { kind: 'name', about: 'the host’s id of the call', of: top('toolUseId') },
  id: { kind: 'name', about: 'the record’s id', of: top('id') },
  risk: {
    kind: 'number',
    about: '0 to 100',
    of: ({ risk }) => (typeof risk === 'number' ? risk : undefined),
  },
};
