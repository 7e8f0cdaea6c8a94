import { findingsOf } from '../audit/query-fields.ts';
import type { Severity } from '../domain/decision.ts';
import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import { decisiveOf, gist, severityOf, timeOf } from './audit-record.ts';

/** 0 to 10, in the bands of the format: low to 3, medium to 6, high to 8, very high above. */
const SEVERITIES: Readonly<Record<Severity, number>> = { info: 0, low: 3, medium: 5, high: 8, critical: 10 };
const MAX_MESSAGE = 1000;

/** A record in ArcSight's Common Event Format, version 0. */
export function cefOf(body: JsonObject): string {
  const decisive = decisiveOf(body);
  const event = stringAt(body, 'event') ?? stringAt(body, 'kind') ?? 'record';
  const severity = severityOf(body);
  const head = [
    'Hookwarden',
    'Hookwarden',
    stringAt(body, 'program') ?? '',
    stringAt(decisive, 'ruleId') ?? event,
    `${event} ${stringAt(body, 'tool') ?? ''}`.trim(),
    String(severity === undefined ? 0 : SEVERITIES[severity]),
  ];
  const extension = Object.entries(fieldsOf(body, stringAt(decisive, 'message'))).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name}=${inExtension(value)}`],
  );
  return `CEF:0|${head.map(inHead).join('|')}|${extension.join(' ')}`;
}

function fieldsOf(body: JsonObject, message: string | undefined): Readonly<Record<string, string | undefined>> {
  const principal = isObject(body['principal']) ? body['principal'] : undefined;
  const { risk, outcome, sequence } = body;
  const rules = findingsOf(body).map((finding) => stringAt(finding, 'ruleId'));
  return {
    rt: String(Math.floor(timeOf(body) / 1000)),
    act: stringAt(body, 'decision'),
    outcome: isObject(outcome) ? stringAt(outcome, 'result') : undefined,
    suid: stringAt(principal, 'id'),
    suser: stringAt(principal, 'name'),
    spriv: stringAt(principal, 'role'),
    sourceServiceName: stringAt(body, 'host'),
    externalId: stringAt(body, 'id'),
    deviceExternalId: stringAt(body, 'install'),
    msg: (message ?? gist(body)).slice(0, MAX_MESSAGE),
    ...labelled('cs1', 'session', stringAt(body, 'session')),
    ...labelled('cs2', 'rules', rules.join(' ')),
    ...labelled('cs3', 'mode', stringAt(body, 'mode')),
    ...labelled('cs4', 'policy', stringAt(body, 'policy')),
    ...labelled('cs5', 'call', stringAt(body, 'toolUseId')),
    ...labelled('cn1', 'risk', typeof risk === 'number' ? String(risk) : undefined),
    ...labelled('cn2', 'sequence', typeof sequence === 'number' ? String(sequence) : undefined),
  };
}

const labelled = (name: string, label: string, value: string | undefined): Readonly<Record<string, string>> =>
  value === undefined || value === '' ? {} : { [`${name}Label`]: label, [name]: value };

const inHead = (text: string): string => text.replace(/[\\|]/g, '\\$&').replace(CONTROLS, ' ');

const inExtension = (text: string): string =>
  text
    .replace(/[\\=]/g, '\\$&')
    .replace(/\r\n|\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(CONTROLS, ' ');

/** What could begin a line of its own, or move the cursor of whoever looks at it. */
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/g;
