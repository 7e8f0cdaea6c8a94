import type { Effect } from '../../../domain/effect.ts';
import type { Command, Outcome, Program, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { nameOperand } from '../../words.ts';
import { argumentsOf, given } from '../effects.ts';
import { family } from '../family.ts';
import { always, named, type Verb, verbs } from './verbs.ts';

const STOPS = /^(?:stop|disable|mask|kill|remove|delete|unload|bootout|isolate|force-stop|try-stop|down|terminate|off)$/;
const STARTS =
  /^(?:start|restart|reload|try-restart|reload-or-restart|force-reload|condrestart|kickstart|up|once|revert|daemon-reload|daemon-reexec|unmask)$/;
const LASTS =
  /^(?:enable|reenable|load|bootstrap|link|edit|set-default|preset|submit|setenv|on|defaults|set-property|add-wants|add-requires)$/;
const POWER = /^(?:poweroff|reboot|halt|kexec|suspend|hibernate|hybrid-sleep|rescue|emergency|exit|soft-reboot|sleep)$/;

/** Services that record or stop what goes wrong. */
const WATCHES =
  /^(?:auditd?|rsyslogd?|syslog(?:-ng|d)?|systemd-journald|osqueryd?|wazuh.*|falcon.*|crowdstrike.*|clamav.*|clamd|fail2ban|apparmor|selinux.*|sysmon|mdatp|sentinel.*|cbdaemon|filebeat|auditbeat|aide.*)(?:\.service)?$/;
const SHIELDS = /^(?:ufw|firewalld|iptables|nftables|ip6tables|pf|snort|suricata)(?:\.service)?$/;

function serviceEffects(verb: string, units: readonly Word[], note: string): Effect[] {
  if (POWER.test(verb) && units.length === 0) return [{ kind: 'process.power', note }];
  const stops = STOPS.test(verb);
  if (!stops && !STARTS.test(verb) && !LASTS.test(verb)) return [];
  const flags = given({ disable: stops, persist: LASTS.test(verb) });
  if (units.length === 0) return [{ kind: 'process.service', note, flags }];
  return units.map((unit): Effect => {
    const guards = stops && WATCHES.test(unit.value);
    const kind = stops && SHIELDS.test(unit.value) ? 'process.firewall' : 'process.service';
    return { kind, operand: nameOperand(unit), note, flags: guards ? [...flags, 'audit'] : flags };
  });
}

const SYSTEMCTL_VALUES = [
  'H',
  'M',
  't',
  'p',
  'P',
  's',
  'n',
  'o',
  'signal',
  'host',
  'machine',
  'type',
  'property',
  'state',
  'lines',
  'output',
  'root',
  'job-mode',
  'kill-whom',
  'what',
];

/** `systemctl VERB UNIT…`. */
function systemctl(command: Command): Outcome {
  const [verb, ...units] = readOptions(argumentsOf(command), { values: SYSTEMCTL_VALUES }).operands;
  return { effects: serviceEffects(verb?.value ?? '', units, `systemctl ${verb?.value ?? ''}`.trim()) };
}

/** `service UNIT VERB`. */
function service(command: Command): Outcome {
  const [unit, verb] = readOptions(argumentsOf(command)).operands;
  const program = command.words[0]?.value ?? 'service';
  return { effects: unit && verb ? serviceEffects(verb.value, [unit], `${program} ${verb.value}`) : [] };
}

/** `rc-update add UNIT`, `chkconfig UNIT on`, `sv down UNIT`: verb and unit in either order. */
const eitherOrder: Program = (command) => {
  const words = readOptions(argumentsOf(command)).operands;
  const verb = words.find(({ value }) => STOPS.test(value) || STARTS.test(value) || LASTS.test(value));
  return {
    effects: verb
      ? serviceEffects(verb.value, words.filter((word) => word !== verb).slice(0, 1), `${command.words[0]?.value} ${verb.value}`)
      : [],
  };
};

const launchctl: Program = (command) => {
  const [verb, ...rest] = readOptions(argumentsOf(command)).operands;
  return { effects: serviceEffects(verb?.value ?? '', rest.slice(-1), `launchctl ${verb?.value ?? ''}`.trim()) };
};

/** init's run levels: 0 and 6 stop the machine, 1 and s leave it with one user. */
const init: Program = verbs([{ word: /^[0-6sS]$/, kind: 'process.power', on: () => [] }]);

const shutdown: Program = verbs([{ word: /^(?:-c|--show|--help|--version)$/ }, { kind: 'process.power', on: () => [] }]);

const LOGIN: readonly Verb[] = [
  { word: POWER, kind: 'process.power', on: () => [] },
  { word: /^(?:terminate|kill)-/, kind: 'process.kill', flags: ['all'] },
  { word: /^enable-linger$/, kind: 'process.service', flags: ['persist'] },
];

/** Programs that start and stop services and the machine. */
export const services = family(
  `systemctl service rc-service invoke-rc.d sv initctl chkconfig rc-update update-rc.d supervisorctl start-stop-daemon launchctl
   shutdown reboot halt poweroff init telinit loginctl pmset rtcwake`,
  () => ({
    systemctl,
    service,
    'rc-service': service,
    'invoke-rc.d': service,
    ...named('sv initctl chkconfig rc-update update-rc.d supervisorctl start-stop-daemon', eitherOrder),
    launchctl,
    ...named('shutdown reboot halt poweroff', shutdown),
    init,
    telinit: init,
    loginctl: verbs(LOGIN),
    pmset: verbs([{ word: /^(?:sleepnow|displaysleepnow|boot)$/, kind: 'process.power', on: () => [] }]),
    rtcwake: always('process.power'),
  }),
);
