import type { Command, Outcome, Program, Setting } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { argumentsOf, readsOf } from '../effects.ts';
import { family } from '../family.ts';
import { named, verbs } from './verbs.ts';

const LOOKS = /^(?:-L|--list|-S|--list-rules|-C|--check|-h|--help|-V|--version|-n|-vnL|-nL\S*|-L\S+|-nvL)$/;

/** Flushing, deleting chains and a policy of accepting all open the machine. */
const iptables: Program = (command) => {
  const values = argumentsOf(command).map((word) => word.value);
  if (values.some((value) => LOOKS.test(value))) return { effects: [] };
  const flushes = values.some((value) => /^(?:-F|--flush|-X|--delete-chain)$/.test(value));
  const policy = values.findIndex((value) => /^(?:-P|--policy)$/.test(value));
  const opens = policy >= 0 && values[policy + 2] === 'ACCEPT';
  const note = `${command.words[0]?.value ?? 'iptables'} ${values.slice(0, 3).join(' ')}`;
  return { effects: [{ kind: 'process.firewall', note, ...((flushes || opens) && { flags: ['disable'] }) }] };
};

const nothing = () => [];

const restores: Program = (command: Command, setting: Setting): Outcome => {
  const files = readOptions(argumentsOf(command), { values: ['T', 'w', 'M'] }).operands;
  return { effects: [...readsOf(files, setting), { kind: 'process.firewall', note: command.words[0]?.value ?? '' }] };
};

/** Programs that decide what may come in and go out. */
export const firewall = family(
  `iptables ip6tables iptables-legacy iptables-nft ebtables arptables iptables-restore ip6tables-restore nft ufw firewall-cmd pfctl
   ipfw socketfilterfw ip ifconfig ifdown ifup route nmcli networksetup tc`,
  () => ({
    ...named('iptables ip6tables iptables-legacy iptables-nft ebtables arptables', iptables),
    ...named('iptables-restore ip6tables-restore', restores),
    nft: verbs([
      { word: /^(?:flush|destroy|delete|reset)$/, kind: 'process.firewall', flags: ['disable'], on: nothing },
      { word: /^(?:list|describe|-c|--check)$/ },
      { word: /^(?:add|insert|replace|create|-f|--file)$/, kind: 'process.firewall', on: nothing },
    ]),
    ufw: verbs([
      { word: /^(?:status|show|version|--dry-run)$/ },
      { word: /^(?:disable|reset|delete|off)$/, kind: 'process.firewall', flags: ['disable'], on: nothing },
      { word: /^(?:allow|deny|enable|default|limit|reject|insert|prepend|reload|route|logging)$/, kind: 'process.firewall', on: nothing },
    ]),
    'firewall-cmd': verbs([
      {
        word: /^--(?:panic-off|remove-|delete-|set-default-zone=trusted|complete-reload)/,
        kind: 'process.firewall',
        flags: ['disable'],
        on: nothing,
      },
      { word: /^--(?:add-|reload|runtime-to-permanent|set-|change-|new-|panic-on)/, kind: 'process.firewall', on: nothing },
    ]),
    pfctl: verbs([
      { word: /^-(?:d|F)$/, kind: 'process.firewall', flags: ['disable'], on: nothing },
      { word: /^-(?:e|f|E|t|k)$/, kind: 'process.firewall', on: nothing },
    ]),
    ipfw: verbs([
      { word: /^(?:flush|delete|-f)$/, kind: 'process.firewall', flags: ['disable'], on: nothing },
      { word: /^(?:list|show)$/ },
      { kind: 'process.firewall' },
    ]),
    socketfilterfw: verbs([
      { word: /^(?:off|--unblockapp|--add)$/, kind: 'process.firewall', flags: ['disable'], on: nothing },
      { word: /^--set/, kind: 'process.firewall', on: nothing },
    ]),
    ip: verbs([
      { word: /^(?:flush|del|delete|down|unreachable|blackhole)$/, kind: 'process.firewall', flags: ['disable'], on: nothing },
      { word: /^(?:add|set|replace|change|append|prepend)$/, kind: 'process.firewall', on: nothing },
    ]),
    ifconfig: verbs([
      { word: /^(?:down|delete|-alias|destroy)$/, kind: 'process.firewall', flags: ['disable'], on: nothing },
      { word: /^(?:up|add|netmask|inet|inet6|promisc|hw|ether|mtu)$/, kind: 'process.firewall', on: nothing },
    ]),
    ...named('ifdown ifup', verbs([{ kind: 'process.firewall' }])),
    route: verbs([
      { word: /^(?:del|delete|flush|-f)$/, kind: 'process.firewall', flags: ['disable'], on: nothing },
      { word: /^(?:add|change)$/, kind: 'process.firewall' },
    ]),
    nmcli: verbs([
      { word: /^(?:off|down|delete|disconnect)$/, kind: 'process.firewall', flags: ['disable'], on: nothing },
      { word: /^(?:add|modify|up|connect|on|edit)$/, kind: 'process.firewall', on: nothing },
    ]),
    networksetup: verbs([{ word: /^-(?:set|create|remove|add)/, kind: 'process.firewall' }]),
    tc: verbs([{ word: /^(?:add|del|delete|change|replace)$/, kind: 'process.firewall', on: nothing }]),
  }),
);
