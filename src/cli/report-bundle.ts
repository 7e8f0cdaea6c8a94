import { findingsOf } from '../audit/query-fields.ts';
import { mapStrings, redaction } from '../audit/redact.ts';
import { isObject, type JsonObject, stringAt } from '../domain/json.ts';

/** What of this machine a bundle says, and what it must not. */
export interface Teller {
  readonly version: string;
  readonly node: string;
  readonly platform: string;
  readonly arch: string;
  readonly home: string;
  readonly user: string;
  readonly machine: string;
  /** Random: what stands for a secret can be held against no other bundle, nor against the log. */
  readonly pepper: Uint8Array;
}

const FORMAT = 1;
/** What an issue needs of the event; everything else of it may name people and places. */
const OF_THE_EVENT = ['hook_event_name', 'tool_name', 'tool_input', 'command', 'prompt', 'permission_mode'];
/** Shorter names stand in too many words. */
const SHORTEST_NAME = 3;

/** What maintainers need to see why a call was stopped, without secrets, names and places. */
export function falsePositiveBundle(record: JsonObject, teller: Teller): JsonObject {
  const { version, node, platform, arch } = teller;
  const { subject } = record;
  const kept = isObject(subject)
    ? Object.fromEntries(OF_THE_EVENT.flatMap((key) => (subject[key] === undefined ? [] : [[key, subject[key]]])))
    : {};
  return {
    format: FORMAT,
    kind: 'false-positive',
    version,
    node,
    platform,
    arch,
    judgedBy: stringAt(record, 'program') ?? '',
    policy: stringAt(record, 'policy') ?? '',
    rules: findingsOf(record).map((finding) => stringAt(finding, 'ruleId') ?? ''),
    ...withoutTraces(
      {
        host: record['host'] ?? '',
        event: record['event'] ?? '',
        tool: record['tool'] ?? '',
        decision: record['decision'] ?? '',
        mode: record['mode'] ?? '',
        risk: record['risk'] ?? 0,
        findings: findingsOf(record),
        subject: kept,
        cwd: isObject(subject) ? (stringAt(subject, 'cwd') ?? '') : '',
      },
      teller,
    ),
  };
}

function withoutTraces(value: JsonObject, { home, user, machine, pepper }: Teller): JsonObject {
  const names = [
    [home, '~'],
    [user, 'USER'],
    [machine, 'MACHINE'],
  ] as const;
  const plain = (text: string): string =>
    names.reduce((rest, [name, instead]) => (name.length < SHORTEST_NAME || name === 'root' ? rest : rest.replaceAll(name, instead)), text);
  const redacted = redaction(pepper).value(value);
  const cleaned = mapStrings(redacted, (text) => plain(text).replace(/⟦([\w-]+:[\w-]+):[0-9a-f]+⟧/g, '⟦$1⟧'));
  return isObject(cleaned) ? cleaned : {};
}
