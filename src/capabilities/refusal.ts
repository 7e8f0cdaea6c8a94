import type { Capability, Chain, Refused } from '../domain/capability.ts';
import { brokenChain, outsideItsTime } from './covers.ts';

export interface Standing {
  /** Microseconds since 1970. */
  readonly now: number;
  /** Who presents it; where absent it does not matter. */
  readonly principal?: string;
  readonly isRevoked: (link: Capability) => boolean;
}

/** Why a chain gives nothing, whatever the call: one link that does not hold spoils all that follow. Undefined where it holds. */
export function refusalOf(chain: Chain, { now, principal, isRevoked }: Standing): Refused | undefined {
  const broken = brokenChain(chain);
  if (broken) return { reason: broken === 'depth' ? 'too-deep' : broken };
  for (const link of chain) {
    const reason = isRevoked(link) ? 'revoked' : outsideItsTime(link, now);
    if (reason) return { reason, id: link.id };
  }
  const last = chain.at(-1);
  return principal !== undefined && last && last.principal !== principal ? { reason: 'principal', id: last.id } : undefined;
}
