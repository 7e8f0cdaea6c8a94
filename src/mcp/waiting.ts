import type { Call } from './calls.ts';
import type { Id } from './sent.ts';

/** A request that the server has not answered yet. */
type Waiting = { readonly kind: 'call'; readonly call: Call } | { readonly kind: 'list' };

/** The requests whose answers matter, by their ids. */
export interface WaitingRequests {
  readonly add: (id: Id, request: Waiting) => void;
  readonly find: (id: Id) => Waiting | undefined;
  /** Waits no longer, where it is this very id that the request was made under. */
  readonly end: (id: Id) => void;
  readonly take: (id: Id) => Waiting | undefined;
  readonly isEmpty: () => boolean;
}

/** A server that never answers must not fill the memory: of more than so many, the oldest is forgotten, and its outcome stays unknown. */
const MAX_WAITING = 1000;

/**
 * Some clients take an answer to any text that `Number` reads as 1 for one to 1: "+1" as well, and "" for 0. Other texts are only themselves,
 * as ids that begin with a digit are.
 */
const keyOf = (id: Id): string => String(Number.isSafeInteger(Number(id)) ? Number(id) : id);

export function waitingRequests(): WaitingRequests {
  const requests = new Map<string, { readonly id: Id; readonly request: Waiting }>();
  const find = (id: Id): Waiting | undefined => requests.get(keyOf(id))?.request;
  return {
    add: (id, request) => {
      requests.delete(keyOf(id));
      requests.set(keyOf(id), { id, request });
      const [oldest] = requests.keys();
      if (requests.size > MAX_WAITING && oldest !== undefined) requests.delete(oldest);
    },
    find,
    end: (id) => {
      if (requests.get(keyOf(id))?.id === id) requests.delete(keyOf(id));
    },
    take: (id) => {
      const request = find(id);
      requests.delete(keyOf(id));
      return request;
    },
    isEmpty: () => requests.size === 0,
  };
}
