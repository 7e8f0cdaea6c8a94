import { findingsOf } from '../audit/query-fields.ts';
import type { Severity } from '../domain/decision.ts';
import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import { decisiveOf, gist, severityOf, timeOf } from './audit-record.ts';

export const OCSF_VERSION = '1.6.0';

const SEVERITY_IDS: Readonly<Record<Severity, readonly [id: number, caption: string]>> = {
  info: [1, 'Informational'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
};

/** The normalized value where OCSF has one for it; a question is none, and goes by its own name. */
const DISPOSITIONS: Readonly<
  Record<string, { readonly action_id: number; readonly disposition_id: number; readonly disposition: string }>
> = {
  allow: { action_id: 1, disposition_id: 1, disposition: 'Allowed' },
  ask: { action_id: 0, disposition_id: 99, disposition: 'Asked' },
  deny: { action_id: 2, disposition_id: 2, disposition: 'Blocked' },
};
/** Where nothing is enforced, the call went on whatever was found. */
const OBSERVED = { action_id: 1, disposition_id: 17, disposition: 'Logged' };

const ACTIVITY = { activity_id: 99, category_uid: 6, category_name: 'Application Activity', class_uid: 6003, class_name: 'API Activity' };
const DETECTION = { activity_id: 1, category_uid: 2, category_name: 'Findings', class_uid: 2004, class_name: 'Detection Finding' };

/**
 * A record as an event of the Open Cybersecurity Schema Framework: an incident as a Detection Finding, all else as API Activity, for a tool
 * call is an operation that somebody asks of a service, whatever it then does.
 */
export function ocsfOf(body: JsonObject): JsonObject {
  return body['kind'] === 'incident' ? { ...detection(body), ...common(body) } : { ...activity(body), ...common(body) };
}

function activity(body: JsonObject): JsonObject {
  const event = stringAt(body, 'event') ?? stringAt(body, 'kind') ?? 'Record';
  const call = stringAt(body, 'toolUseId');
  const policy = stringAt(body, 'policy');
  return {
    ...ACTIVITY,
    type_uid: typeUid(ACTIVITY),
    activity_name: event,
    actor: actorOf(body),
    api: {
      operation: stringAt(body, 'tool') ?? subjectAt(body, 'act') ?? event,
      service: { name: stringAt(body, 'host') ?? 'hookwarden' },
      ...(call !== undefined && { request: { uid: call } }),
    },
    src_endpoint: { uid: stringAt(body, 'install') ?? '', name: 'hookwarden' },
    ...(body['mode'] === 'observe' ? OBSERVED : DISPOSITIONS[stringAt(body, 'decision') ?? '']),
    ...(policy && { policy: { uid: policy } }),
    is_alert: body['decision'] !== 'allow',
  };
}

function detection(body: JsonObject): JsonObject {
  const decisive = decisiveOf(body);
  const title = stringAt(body, 'event') ?? subjectAt(body, 'incident') ?? 'Incident';
  const rule = stringAt(decisive, 'ruleId');
  return {
    ...DETECTION,
    type_uid: typeUid(DETECTION),
    activity_name: 'Create',
    status_id: 1,
    status: 'New',
    finding_info: {
      uid: stringAt(body, 'id') ?? '',
      title,
      created_time: milliseconds(body),
      ...(rule !== undefined && { analytic: { type_id: 1, type: 'Rule', uid: rule } }),
    },
    actor: actorOf(body),
    is_alert: true,
  };
}

const typeUid = ({ class_uid, activity_id }: { readonly class_uid: number; readonly activity_id: number }): number =>
  class_uid * 100 + activity_id;

const milliseconds = (body: JsonObject): number => Math.floor(timeOf(body) / 1000);

const subjectAt = ({ subject }: JsonObject, key: string): string | undefined => (isObject(subject) ? stringAt(subject, key) : undefined);

function common(body: JsonObject): JsonObject {
  const [severity_id, severity] = SEVERITY_IDS[severityOf(body) ?? 'info'];
  const { sequence, risk, subject, outcome, mode, labels } = body;
  const call = stringAt(body, 'toolUseId');
  const said = stringAt(decisiveOf(body), 'message') ?? gist(body);
  return {
    time: milliseconds(body),
    severity_id,
    severity,
    ...(said !== '' && { message: said }),
    ...(typeof risk === 'number' && { risk_score: risk }),
    metadata: {
      version: OCSF_VERSION,
      product: { name: 'Hookwarden', vendor_name: 'Hookwarden', version: stringAt(body, 'program') ?? '' },
      profiles: ['security_control'],
      uid: stringAt(body, 'id') ?? '',
      log_name: 'audit',
      ...(typeof sequence === 'number' && { sequence }),
      ...(call !== undefined && { correlation_uid: call }),
    },
    unmapped: {
      mode,
      findings: findingsOf(body),
      ...(outcome !== undefined && { outcome }),
      ...(labels !== undefined && { labels }),
      ...(subject !== undefined && { subject }),
    },
  };
}

function actorOf(body: JsonObject): JsonObject {
  const principal = isObject(body['principal']) ? body['principal'] : undefined;
  const session = stringAt(body, 'session');
  const role = stringAt(principal, 'role');
  return {
    app_name: stringAt(body, 'host') ?? 'hookwarden',
    ...(principal && {
      user: {
        uid: stringAt(principal, 'id') ?? '',
        name: stringAt(principal, 'name') ?? '',
        credential_uid: stringAt(principal, 'keyId') ?? '',
        ...(role !== undefined && { groups: [{ name: role }] }),
      },
    }),
    ...(session !== undefined && { session: { uid: session } }),
  };
}
