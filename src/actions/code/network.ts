import type { EffectFlag } from '../../domain/effect.ts';
import type { Call, Operation } from './library.ts';
import { at, type Place } from './operations.ts';
import { mixedOrigin, object, unknown, type Value } from './values.ts';

/** A request: an upload where it carries a body. What it yields is of origin `downloaded`. */
export function requests(place: Place, carries?: (call: Call) => readonly Value[]): Operation {
  return (call) => {
    const body = carries?.(call);
    request(call, at(call, place, 'url'), body);
    for (const each of call.positional) if (each.kind === 'function') call.apply(each, [unknown('downloaded')]);
    return unknown('downloaded');
  };
}

export function request(call: Call, url: Value | undefined, body?: readonly Value[]): void {
  const flags: EffectFlag[] = [];
  if (url) call.reading.discloses(url);
  if (!body) {
    call.reading.host('net.request', url, ...flags);
    return;
  }
  for (const each of body) call.reading.discloses(each);
  const origin = mixedOrigin(body);
  if (origin === 'environment' || origin === 'secret') flags.push('environment');
  if (origin === 'file') flags.push('contents');
  call.reading.host('net.upload', url, ...flags);
}

/** Fetches a URL into a file. */
export function downloads(url: Place, target: Place): Operation {
  return (call) => {
    const path = at(call, target, 'filename');
    call.reading.host('net.download', at(call, url, 'url'));
    if (path) {
      call.reading.path('file.write', path);
      call.reading.writes(path, unknown('downloaded'));
    }
    return undefined;
  };
}

export const listens: Operation = (call) => {
  call.reading.effect('net.listen');
  return object('socket', unknown('downloaded'));
};

/** What goes into a socket leaves the machine. */
export const sends: Operation = (call) => {
  for (const each of call.positional) call.reading.discloses(each);
  return undefined;
};
