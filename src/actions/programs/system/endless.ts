import type { Program } from '../../command.ts';
import { ASKS_FOR_HELP, argumentsOf } from '../effects.ts';
import { family } from '../family.ts';
import { named } from './verbs.ts';

/** Without a reader that ends it, it goes on until the disk is full or somebody notices. */
const yes: Program = (command) => {
  const kept = command.redirections.some((redirection) => redirection.fd === 1 && redirection.mode !== 'read');
  return { effects: kept ? [{ kind: 'process.exhaust', flags: ['broad'], note: 'yes' }] : [] };
};

const burner: Program = (command) =>
  argumentsOf(command).some((word) => ASKS_FOR_HELP.test(word.value))
    ? { effects: [] }
    : { effects: [{ kind: 'process.exhaust', flags: ['broad'], note: command.words[0]?.value ?? '' }] };

/** Programs that use up a machine on purpose. */
export const endless = family('yes stress stress-ng xmrig minerd cpuminer cgminer ethminer nbminer t-rex', () => ({
  yes,
  ...named('stress stress-ng xmrig minerd cpuminer cgminer ethminer nbminer t-rex', burner),
}));
