import type { Effect } from '../../domain/effect.ts';
import { hostOperand, parseAddress } from '../addresses.ts';
import { literal } from '../command.ts';
import type { Held } from './held.ts';

const MAX_FOUND = 64;
const RESOLVED =
  /^\s*(?:"resolved"\s*:\s*"|resolved\s+"|resolution:.*tarball:\s*|url\s*=\s*"|source\s*=\s*\{\s*(?:url|registry)\s*=\s*")(https?:[^"\s#]+)/;

/** A lock file names where each package comes from: one that comes from another place than its neighbours has been exchanged. */
export function lockFile(text: string): Held {
  const addresses = text.split('\n', 100_000).flatMap((line) => RESOLVED.exec(line)?.[1] ?? []);
  const hosts = new Map<string, string>();
  for (const address of addresses) hosts.set(parseAddress(address).host ?? '', address);
  const isOwn = hosts.size === 1 && addresses.length > 3;
  const effects = [...hosts.values()].slice(0, MAX_FOUND).flatMap((address): readonly Effect[] => {
    const word = literal(address);
    const operand = hostOperand(word);
    const has = (...kinds: readonly string[]) => operand.classes.some((kind) => kinds.includes(kind));
    if (has('loopback', 'private') || (has('registry', 'code-host') && !/^http:/i.test(address))) return [];
    if (isOwn && !has('ip', 'paste', 'tunnel', 'webhook', 'shortener') && !/^http:/i.test(address)) return [];
    return [{ kind: 'package.install', operand, flags: ['odd-index'], note: 'a lock file' }];
  });
  return { steps: [], effects };
}
