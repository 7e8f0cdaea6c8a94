import type { HeldReason, Refused, UsedUp } from '../domain/capability.ts';
import type { Uncovered } from './coverage.ts';
import type { Need } from './need.ts';
import type { Violation } from './violation.ts';

export interface Described {
  /** One sentence, with the id of the capability and never a token. */
  readonly message: string;
  /** What to do. */
  readonly instead: string;
}

const OBJECTIONS: Readonly<Record<Violation, string>> = {
  type: 'is about something else',
  operation: 'does not allow the operation',
  resource: 'does not reach so far',
  'unknown-resource': 'cannot cover what only the run can tell',
  paths: 'allows other paths',
  extensions: 'allows files of other extensions',
  maxBytes: 'allows less to be written, or it does not show how much that is',
  domains: 'allows other hosts',
  httpsOnly: 'allows HTTPS alone',
  'private-address': 'does not name this address, which is of this machine or its network',
  methods: 'allows other methods, or it does not show which one this is',
  tools: 'allows other tools',
  programs: 'allows other programs',
  effects: 'does not allow all that this does',
  opaque: 'does not allow what nobody can look into',
  arguments: 'allows other arguments',
  folders: 'allows other folders to work in',
  hours: 'is good at other hours',
  expired: 'has expired',
  'not-yet-valid': 'is not good yet',
  principal: 'is another principal’s',
  depth: 'has been handed on too often',
  'broken-chain': 'does not follow from what it descends from',
};

const ASK = 'Do what is covered, or ask a person for a capability that covers this too: `hookwarden capability request`.';

/** Of a call that was too much to be read: whatever is not seen may be anything. */
export const UNREAD: Described = {
  message: 'What this call would do could not be read to its end, and no capability covers that.',
  instead: 'Make several shorter calls of it.',
};

/** What is not covered. `shown` takes out of a text what must not be repeated. */
export function describeUncovered({ need, violation, closest }: Uncovered, held: number, shown: (text: string) => string): Described {
  const what = shown(describeNeed(need));
  if (violation === 'none' || closest === undefined)
    return { message: `No capability that is held here covers ${what}${held === 0 ? '; none is held that is good' : ''}.`, instead: ASK };
  return { message: `No capability that is held here covers ${what}: ${shown(closest)} ${OBJECTIONS[violation]}.`, instead: ASK };
}

function describeNeed({ type, operation, names }: Need): string {
  const name = names.find((one) => one !== undefined);
  const what = names.includes(undefined) || name === undefined ? 'something that only the run can tell' : name;
  switch (type) {
    case 'filesystem':
      return `file.${operation} of ${what}`;
    case 'network':
      return `net.${operation} to ${what}`;
    case 'mcp_tool':
      return `a call of the tool ${what}`;
    case 'process':
      return `running ${what}`;
  }
}

const NEW = 'Ask a person for another one: `hookwarden capability request`; a session keeps what it holds, so start a new one with it.';

const REFUSALS: Readonly<Record<HeldReason, string>> = {
  malformed: 'is neither the id of a capability nor a token',
  oversized: 'is larger than any capability is',
  unknown: 'is not known to this installation',
  'unknown-constraint': 'has a constraint that this version does not know, which makes it void',
  'wrong-signature': 'is not as it was signed',
  'wrong-key': 'is signed with a key that is not trusted here',
  'wrong-algorithm': 'is signed in another way than its key is for',
  'retired-key': 'is signed with a key that has been retired',
  'wrong-audience': 'is for another installation',
  'not-yet-valid': 'is not good yet',
  expired: 'has expired',
  revoked: 'has been revoked',
  'too-deep': 'has been handed on too often',
  'broken-chain': 'does not follow from what it descends from',
  principal: 'is another principal’s',
  'token-needed': 'was given out as a token, and its id does not stand for that',
};

export const describeRefused = ({ reason, id }: Refused): Described => ({
  message: `${id === undefined ? 'What this session holds' : `The capability ${id}`} ${REFUSALS[reason]}.`,
  instead: NEW,
});

export function describeUsedUp({ id, violation, retryAfter }: UsedUp): Described {
  if (violation === 'uses') return { message: `The capability ${id} is used up: it was good for so many calls.`, instead: NEW };
  const seconds = Math.max(1, Math.ceil((retryAfter ?? 0) / 1_000_000));
  return { message: `The capability ${id} is good for no more calls in this minute.`, instead: `Wait ${seconds} seconds, then go on.` };
}
