import type { EffectFlag } from '../../../domain/effect.ts';
import { networkEffects } from '../../addresses.ts';
import type { Program } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { isKnown, programName, withValue } from '../../words.ts';
import { readsOf } from '../effects.ts';
import { family } from '../family.ts';

/** Names that a resolver is asked for; one that holds the output of a command carries it away. */
const lookup =
  (values: readonly string[], singleDash = false): Program =>
  (command) => {
    const options = readOptions(command.words.slice(1), { values, singleDash });
    const names = options.operands.filter(
      (word) => !word.value.startsWith('+') && !/^(?:a|aaaa|any|mx|ns|txt|soa|cname|ptr|srv|caa)$/i.test(word.value),
    );
    return {
      effects: names.slice(0, 32).flatMap((word) => {
        // A substitution in the name carries its output to whoever answers for the domain, also where the output is known.
        const carries = !isKnown(word) || /\$\(|`/.test(word.text);
        const flags: readonly EffectFlag[] = carries ? ['dns', 'dynamic'] : ['dns'];
        return networkEffects(
          carries ? 'net.upload' : 'net.request',
          word.value.startsWith('@') ? withValue(word, word.value.slice(1)) : word,
          flags,
        );
      }),
      stdout: { origin: 'downloaded' },
    };
  };

const CAPTURE_VALUES = ['w', 'r', 'i', 'c', 'f', 'Y', 'T', 'e', 's', 'z', 'd', 'a', 'b', 'G', 'C', 'W', 'E', 'o', 'R', 'read-file'];

/** Looks at other machines or at what passes over the wire; not so where it only reads what was captured before. */
const inspects: Program = (command, setting) => {
  const options = readOptions(command.words.slice(1), { values: CAPTURE_VALUES });
  const captured = options.value('r', 'read-file');
  if (captured && CAPTURES.test(programName(command.words[0]))) return { effects: readsOf([captured], setting) };
  const written = options.value('w');
  return {
    effects: [
      {
        kind: 'process.inspect',
        note: command.words
          .map((word) => word.text)
          .join(' ')
          .slice(0, 80),
        ...(written ? { flags: ['persist'] } : {}),
      },
    ],
  };
};

const CAPTURES = /^(?:tcpdump|tshark|wireshark)$/;

const reaches =
  (values: readonly string[]): Program =>
  (command) => {
    const [host] = readOptions(command.words.slice(1), { values }).operands;
    return host ? { effects: networkEffects('net.request', host), stdout: { origin: 'downloaded' } } : {};
  };

const ping = lookup(['c', 'i', 'W', 'w', 's', 't', 'I', 'p', 'M', 'Q', 'm', 'l']);

/** With a port of one's own it is a bare connection that carries the query. */
const whois: Program = (command, setting) => {
  const options = readOptions(command.words.slice(1), { values: ['h', 'p'] });
  const host = options.value('h');
  if (!host || !options.has('p')) return reaches(['h', 'p'])(command, setting);
  return { effects: networkEffects('net.upload', host, ['raw-socket', 'fed']), stdout: { origin: 'downloaded' } };
};

export const lookups = family(
  `dig drill kdig host nslookup resolvectl ping ping6 fping traceroute mtr whois nmap masscan rustscan tcpdump tshark wireshark
   dumpcap ngrep`,
  () => ({
    dig: lookup(['b', 'c', 'f', 'k', 'p', 'q', 't', 'x', 'y']),
    drill: lookup(['f', 'i', 'k', 'o', 'p', 'w', 'b', 'd', 'y']),
    kdig: lookup(['b', 'c', 'k', 'p', 'q', 't', 'x', 'y']),
    host: lookup(['c', 'N', 'R', 't', 'W', 'm', 'p']),
    nslookup: lookup([], true),
    resolvectl: (command, setting) =>
      command.words[1]?.value === 'query' ? lookup(['t', 'i'])({ ...command, words: command.words.slice(1) }, setting) : {},
    ping,
    ping6: ping,
    fping: ping,
    traceroute: ping,
    mtr: ping,
    whois,
    nmap: inspects,
    masscan: inspects,
    rustscan: inspects,
    tcpdump: inspects,
    tshark: inspects,
    wireshark: inspects,
    dumpcap: inspects,
    ngrep: inspects,
  }),
);
