import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { findingsOf } from '../audit/query-fields.ts';
import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import { VERSION } from '../domain/version.ts';

/** Names that come from outside beyond these are counted together, for each is a time series of its own. */
const MOST_NAMES = 200;
const OTHERS = 'other';
/** From a tenth of a millisecond to five seconds, where a hook ends. */
const BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5];
const MICROSECONDS = 1_000_000;

/** What is measured of the log as a whole. */
export interface LogSize {
  readonly records: number;
  readonly bytes: number;
  /** Microseconds since 1970. */
  readonly last?: number;
  /** Whether the log's head is signed by this installation and is the head of these records. */
  readonly headValid: boolean;
  /** Up to where `audit verify` last found the log good, and when. */
  readonly verified?: { readonly records: number; readonly at: number };
}

/** Registers the metrics of the log and gives what counts a record among them. */
export function countInto(registry: Registry): (body: JsonObject) => void {
  const counter = (name: string, help: string, labelNames: readonly string[]) =>
    new Counter({ name: `hookwarden_${name}_total`, help, labelNames: [...labelNames], registers: [registry] });
  const records = counter('records', 'Records in the audit log that still have their content.', ['kind']);
  const calls = counter('calls', 'Tool calls by what was answered.', ['decision', 'tool', 'mode']);
  const findings = counter('findings', 'Objections by the rule that raised them.', ['rule', 'severity', 'decision']);
  const outcomes = counter('outcomes', 'What the host said of calls that were over.', ['result']);
  const incidents = counter('incidents', 'What a person should look at.', ['incident']);
  const stages = new Histogram({
    name: 'hookwarden_stage_duration_seconds',
    help: 'Time that a call spent in each stage.',
    labelNames: ['stage'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const tool = fewNames();
  const rule = fewNames();
  const incident = fewNames();
  return (body) => {
    const kind = stringAt(body, 'kind') ?? OTHERS;
    const [decision, mode] = [stringAt(body, 'decision') ?? OTHERS, stringAt(body, 'mode') ?? OTHERS];
    records.inc({ kind });
    if (kind === 'call' || kind === 'spooled') calls.inc({ decision, mode, tool: tool(stringAt(body, 'tool') ?? OTHERS) });
    if (kind === 'incident') incidents.inc({ incident: incident(stringAt(body, 'event') ?? OTHERS) });
    for (const finding of findingsOf(body))
      findings.inc({
        rule: rule(stringAt(finding, 'ruleId') ?? OTHERS),
        severity: stringAt(finding, 'severity') ?? OTHERS,
        decision: stringAt(finding, 'decision') ?? OTHERS,
      });
    if (kind === 'event' && isObject(body['outcome'])) outcomes.inc({ result: stringAt(body['outcome'], 'result') ?? OTHERS });
    if (kind !== 'call' || !isObject(body['timings'])) return;
    for (const [stage, spent] of Object.entries(body['timings']))
      if (typeof spent === 'number') stages.observe({ stage }, spent / MICROSECONDS);
  };
}

export function measureLog(registry: Registry, { records, bytes, last, headValid, verified }: LogSize): void {
  const gauge = (name: string, help: string, value: number) =>
    new Gauge({ name: `hookwarden_${name}`, help, registers: [registry] }).set(value);
  gauge('log_records', 'Records that were ever written to the log.', records);
  gauge('log_bytes', 'Size of the database with its write-ahead log.', bytes);
  if (last !== undefined) gauge('last_record_timestamp_seconds', 'When the last record was written.', last / MICROSECONDS);
  gauge('log_head_valid', '1 where the head of the log is signed by this installation, or else 0.', headValid ? 1 : 0);
  gauge('log_verified_records', 'Records up to where `audit verify` last found the log good.', verified?.records ?? 0);
  if (verified) gauge('log_verified_timestamp_seconds', 'When that was.', verified.at / MICROSECONDS);
  new Gauge({ name: 'hookwarden_info', help: 'The program.', labelNames: ['version'], registers: [registry] }).set({ version: VERSION }, 1);
}

/** Lets the first names pass and calls all later ones the same. */
function fewNames(): (name: string) => string {
  const names = new Set<string>();
  return (name) => {
    if (names.size < MOST_NAMES) names.add(name);
    return names.has(name) ? name : OTHERS;
  };
}
