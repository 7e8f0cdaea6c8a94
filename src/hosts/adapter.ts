import type { Addressee, Answer, HostAdapter, Reply } from '../domain/host.ts';
import type { Dialect } from './dialect.ts';
import { blockingOf } from './events.ts';
import { formatReason, shownName } from './reason.ts';
import { SILENCE } from './replies.ts';
import { contradicts } from './signs.ts';
import { isNeutralTool } from './tools.ts';
import { translate } from './translate.ts';

/** One host's adapter, out of its tables. Both are made when an event of the host is met: whatever is made before is read at each start. */
export function createAdapter(describe: () => Dialect): () => HostAdapter {
  let made: HostAdapter | undefined;
  return () => {
    made ??= adapterBy(describe());
    return made;
  };
}

function adapterBy(dialect: Dialect): HostAdapter {
  const { host, events, projectVariable, embedded = [] } = dialect;
  return {
    host,
    embedded,
    knows: (event) => Object.hasOwn(events, event),
    hasTool: (tool) => (dialect.tools ? Object.hasOwn(dialect.tools, tool) : isNeutralTool(tool)),
    translate: dialect.fields || dialect.tools ? (raw) => translate(raw, dialect) : (raw) => raw,
    blockingOf,
    canAsk: (event, environment) =>
      Object.hasOwn(events, event.hostEvent ?? event.name) &&
      !contradicts(host, event.raw) &&
      (dialect.canAsk?.(event, environment) ?? false),
    attestsPrompts: dialect.attestsPrompts === true,
    projectOf: (environment) => (projectVariable === undefined ? undefined : environment[projectVariable]),
    reply: (addressee, answer) => reply(addressee, answer, dialect),
    failure: (addressee, findings) => {
      const reason = formatReason(`Hookwarden could not judge ${subject(addressee)}:`, findings);
      return addressee.blocking === 'blocks' ? dialect.replies.deny(reason, addressee) : tell(reason, addressee, dialect);
    },
  };
}

const subject = ({ name, tool }: Addressee): string => (tool ? `this ${shownName(tool.name)} call` : `this ${shownName(name)} event`);

/** No objection: silence, which leaves the host's own question where it is, unless silence means something else there. */
const pass = (addressee: Addressee, { replies }: Dialect): Reply => replies.pass?.(addressee) ?? SILENCE;

const tell = (message: string, addressee: Addressee, dialect: Dialect): Reply =>
  dialect.replies.tell?.(message, addressee) ?? pass(addressee, dialect);

function reply(addressee: Addressee, { decision, findings, approved, notice }: Answer, dialect: Dialect): Reply {
  const { replies } = dialect;
  if (addressee.blocking === 'never') return notice === undefined ? pass(addressee, dialect) : tell(notice, addressee, dialect);
  if (decision === 'deny') return replies.deny(formatReason(`Hookwarden denied ${subject(addressee)}:`, findings, notice), addressee);
  if (decision === 'ask') {
    const reason = formatReason(`Hookwarden asks before ${subject(addressee)}:`, findings);
    // A prompt cannot be asked about; its own author reads the message.
    if (addressee.blocking === 'prompt') return tell(reason, addressee, dialect);
    // The dialog that this event announces is the question.
    if (addressee.name === 'PermissionRequest' && replies.ask) return SILENCE;
    return (replies.ask ?? replies.deny)(reason, addressee);
  }
  const isPrompt = addressee.name === 'UserPromptSubmit';
  const said = isPrompt && notice !== undefined ? replies.tellOfPrompt?.(notice) : undefined;
  return (
    said ?? (approved === true && addressee.name === 'PreToolUse' ? replies.approve?.(addressee) : undefined) ?? pass(addressee, dialect)
  );
}
