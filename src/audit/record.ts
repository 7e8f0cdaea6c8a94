import { hash } from 'node:crypto';
import type { Finding } from '../domain/finding.ts';
import type { RecordDraft } from '../domain/ports.ts';
import { VERSION } from '../domain/version.ts';

/** Bumped when a reader of older records could misread newer ones. */
const RECORD_SCHEMA = 1;
const MAX_RECORD = 128 * 1024;
const MAX_NAME = 200;
const MAX_MESSAGE = 2000;
const MAX_FINDINGS = 64;
const MAX_CAPABILITIES = 64;

/** Where a record stands: known only inside the append's own transaction. */
export interface Place {
  readonly installId: string;
  readonly sequence: number;
  readonly id: string;
}

/** What a record says of the input that is kept sealed beside it. */
export interface SealedMark {
  /** The data key that it is sealed to. */
  readonly key: string;
  /** Over the whole box, hexadecimal. */
  readonly sha256: string;
}

/** Names that come from outside and may be of any length; a long one stands as its hash, so that two never meet in one. */
export function boundedName(text: string): string {
  return text.length <= MAX_NAME ? text : `sha256:${hash('sha256', text)}`;
}

/** The exact bytes that are stored and hashed. Keys stand in this order always; absent ones are left out. */
export function encodeRecord(draft: RecordDraft, place: Place, sealed?: SealedMark): Uint8Array {
  const whole = Buffer.from(JSON.stringify(recordOf(draft, place, sealed)));
  if (whole.length <= MAX_RECORD) return whole;
  const subject = { omitted: 'too large to keep', bytes: whole.length, sha256: hash('sha256', JSON.stringify(draft.subject)) };
  return Buffer.from(JSON.stringify(recordOf({ ...draft, subject }, place, sealed)));
}

function recordOf(draft: RecordDraft, place: Place, sealed: SealedMark | undefined) {
  const name = (text: string | undefined) => (text === undefined ? undefined : boundedName(text));
  const { principal, timings, outcome } = draft;
  return {
    schema: RECORD_SCHEMA,
    install: place.installId,
    sequence: place.sequence,
    id: place.id,
    time: draft.time,
    kind: draft.kind,
    session: name(draft.session),
    toolUseId: name(draft.toolUseId),
    traceparent: name(draft.traceparent),
    principal: principal && { id: principal.id, name: principal.name, role: principal.role, keyId: principal.keyId },
    host: name(draft.host),
    event: name(draft.event),
    tool: name(draft.tool),
    subject: draft.subject,
    findings: draft.findings.slice(0, MAX_FINDINGS).map(findingOf),
    decision: draft.decision,
    mode: draft.mode,
    stage: draft.stage,
    risk: draft.risk,
    timings: {
      validation: timings.validation,
      authentication: timings.authentication,
      authorization: timings.authorization,
      governance: timings.governance,
      audit: timings.audit,
    },
    policy: draft.policy,
    program: VERSION,
    callHash: draft.callHash,
    labels: draft.labels?.map((label) => ({ name: label.name, about: name(label.about) })),
    outcome: outcome && {
      result: outcome.result,
      edited: outcome.edited,
      record: outcome.record,
      decision: outcome.decision,
      input: outcome.input,
    },
    capabilities: draft.capabilities?.slice(0, MAX_CAPABILITIES).map(boundedName),
    sealed: sealed && { key: sealed.key, sha256: sealed.sha256 },
    // Last, where verifying looks for it.
    sessionRecords: draft.sessionRecords && { from: draft.sessionRecords.from, count: draft.sessionRecords.count },
  };
}

function findingOf(finding: Finding) {
  return {
    stage: finding.stage,
    ruleId: boundedName(finding.ruleId),
    severity: finding.severity,
    decision: finding.decision,
    message: finding.message.slice(0, MAX_MESSAGE),
    instead: finding.instead?.slice(0, MAX_MESSAGE),
    incomplete: finding.incomplete,
  };
}
