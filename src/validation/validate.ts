import type { HookEvent } from '../domain/event.ts';
import type { Addressee, HostAdapter, Verb } from '../domain/host.ts';
import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import { type ScanFault, scanJson } from '../domain/json-scan.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { openEmbedded } from './embedded.ts';
import type { Limits } from './limits.ts';
import { formatPath, type Refusal, refuse } from './refusal.ts';
import { type EventFields, readFields } from './shape.ts';

/**
 * Stage 1: bytes that are an event of this host, or the reason why they are not. `here` is where the hook was started, which counts for
 * a host that names no folder.
 */
export function validate(
  bytes: Uint8Array,
  host: HostAdapter,
  verb: Verb,
  limits: Limits,
  here?: () => string,
): Result<HookEvent, Refusal> {
  const sent = readSent(bytes, limits);
  return sent.ok ? validateSent(sent.value, host, verb, limits, here) : sent;
}

/** What every host sends, whoever it is: one JSON object within bounds that all readers read alike. */
export function readSent(bytes: Uint8Array, limits: Limits): Result<JsonObject, Refusal> {
  if (bytes.length > limits.bytes) return err(refuse('too-large', '', limits));
  const text = decode(bytes);
  if (text === undefined) return err(refuse('not-utf8', `near byte ${firstBadByte(bytes)}`, limits));
  const scanned = scanJson(text, limits);
  if (!scanned.ok) return err(refuse(scanned.error.reason, locate(scanned.error), limits));
  const sent: unknown = JSON.parse(text);
  return isObject(sent) ? ok(sent) : err(refuse('not-an-object', '', limits));
}

/** The same for what `readSent` has passed already. */
export function validateSent(
  sent: JsonObject,
  host: HostAdapter,
  verb: Verb,
  limits: Limits,
  here?: () => string,
): Result<HookEvent, Refusal> {
  const opened = openEmbedded(sent, host.embedded, limits);
  const raw = withFolder(host.translate(opened.ok ? opened.value : sent), here);
  const fields = opened.ok ? readFields(raw) : opened;
  if (fields.ok) return ok(toEvent(fields.value, raw, host, verb));
  const { reason, path, expected } = fields.error;
  const refusal = refuse(reason, `${formatPath(path)}: ${expected}`, limits);
  const name = stringAt(raw, 'hook_event_name');
  return err(name === undefined ? refusal : { ...refusal, addressee: addresseeOf(name, raw, host, verb) });
}

const addresseeOf = (name: string, raw: JsonObject, host: HostAdapter, verb: Verb): Addressee => ({
  name,
  ...hostEventIn(raw),
  blocking: host.blockingOf(name, raw, verb),
});

const hostEventIn = (raw: JsonObject): Pick<HookEvent, 'hostEvent'> => {
  const hostEvent = stringAt(raw, 'host_event_name');
  return hostEvent === undefined ? {} : { hostEvent };
};

const withFolder = (raw: JsonObject, here: (() => string) | undefined): JsonObject =>
  raw['cwd'] === undefined && here !== undefined ? { ...raw, cwd: here() } : raw;

/** Undefined where they are no UTF-8. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    // A byte-order mark is kept, so that it is refused: not every reader skips it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Where the first replacement character stands that a tolerant decoder puts in. */
function firstBadByte(bytes: Uint8Array): number {
  const tolerant = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return Buffer.byteLength(tolerant.slice(0, tolerant.indexOf('\ufffd')));
}

const locate = ({ offset, path }: ScanFault): string => `at character ${offset}${path.length === 0 ? '' : `, in ${formatPath(path)}`}`;

function toEvent(fields: EventFields, raw: JsonObject, host: HostAdapter, verb: Verb): HookEvent {
  const { hook_event_name: name, tool_name: tool, tool_use_id: useId } = fields;
  return {
    host: host.host,
    name,
    ...hostEventIn(raw),
    blocking: host.blockingOf(name, raw, verb),
    sessionId: fields.session_id,
    cwd: fields.cwd,
    ...(tool !== undefined && {
      tool: {
        name: tool,
        input: fields.tool_input ?? {},
        ...(useId !== undefined && { useId }),
        ...(fields.tool_folder !== undefined && { folder: fields.tool_folder }),
      },
    }),
    ...(typeof fields.prompt === 'string' && { prompt: fields.prompt }),
    ...(fields.permission_mode !== undefined && { permissionMode: fields.permission_mode }),
    ...(fields.agent_id !== undefined && { agentId: fields.agent_id }),
    ...(fields.agent_type !== undefined && { agentType: fields.agent_type }),
    ...(typeof fields.transcript_path === 'string' && { transcriptPath: fields.transcript_path }),
    raw,
  };
}
