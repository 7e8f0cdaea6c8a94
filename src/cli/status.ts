import { counted } from '../domain/amounts.ts';
import type { Grant } from '../domain/exception.ts';
import { VERSION } from '../domain/version.ts';
import { systemClock } from '../hook/machine.ts';
import { credentialFile, unlockedFile } from '../state/credential.ts';
import { showTime } from './amounts.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { describeLayer, PROJECT_OPTION, projectHere, projectIsThere } from './local-policy.ts';
import { localFolders } from './machine.ts';
import { type PolicyStanding, type Presented, type Standing, standingOf } from './standing.ts';
import { coloured, printableLines } from './terminal.ts';
import { weaknessesOf } from './weaknesses.ts';

/** How many loosened rules are named. */
const MOST_NAMED = 6;

export const command: CliCommand = {
  options: (parser) =>
    parser
      .option('cwd', PROJECT_OPTION)
      .check(projectIsThere, false)
      .option('json', { type: 'boolean', describe: 'For scripts' })
      .epilogue('Exits with 0 where calls are judged as the policy says, 1 where something weakens that, 3 without a set-up.'),
  run: status,
};

function status(input: CliInput): ExitCode {
  const now = systemClock.now();
  const standing = standingOf(projectHere(input), now);
  if (!standing.ok) return fail(standing.error);
  const weaknesses = weaknessesOf(standing.value, now);
  if (input.flag('json')) print(JSON.stringify(plain(standing.value, weaknesses)));
  else print([...lines(standing.value).map(row), ...verdict(weaknesses)].join('\n'));
  return weaknesses.length === 0 ? 0 : 1;
}

/** What cannot be told stands as `{"fault": …}` in its place. */
function plain({ policy, presented, exceptions, sealing, log, ...rest }: Standing, weaknesses: readonly string[]): object {
  const [policyPart, key, granted, sealingPart, logPart] = [policy, presented, exceptions, sealing, log].map((part) =>
    part.ok ? part.value : { fault: part.error },
  );
  return {
    version: VERSION,
    enforced: weaknesses.length === 0,
    ...rest,
    policy: policyPart,
    presented: key,
    exceptions: granted,
    sealing: sealingPart,
    log: logPart,
    weaknesses,
  };
}

type Line = readonly [name: string, text: string];

const row = ([name, text]: Line): string =>
  `${coloured('bold', name.padEnd(10))}${printableLines(text).replaceAll('\n', `\n${' '.repeat(10)}`)}`;

function lines({ project, policy, presented, launcher, wiring, exceptions, log }: Standing): readonly Line[] {
  const made = launcher.made ? `, ${launcher.snapshot ? 'starts from a snapshot' : 'starts without a snapshot'}` : ' is not there';
  const wired = wiring.map(({ host, path, events, partly }) => `${host}  ${path}  ${[...events, ...partly].join(' ')}`.trimEnd());
  return [
    ['Project', project],
    ...(policy.ok ? policyLines(policy.value) : []),
    ['Who', presented.ok ? who(presented.value) : presented.error],
    ['Launcher', `${launcher.path}${made}`],
    ['Wired in', wired.join('\n') || 'no settings'],
    ...(exceptions.ok && exceptions.value.length > 0 ? [['Excepted', exceptions.value.map(excepted).join('\n')] as const] : []),
    ['Log', log.ok ? records(log.value) : log.error],
  ];
}

function policyLines({ mode, profile, hash, seal = 'off', layers, rules, loosened }: PolicyStanding): readonly Line[] {
  const counts = `${rules.deny} deny, ${rules.ask} ask, ${rules.observe} only observed, ${rules.off} off`;
  const named = loosened.slice(0, MOST_NAMED).map(({ rule, stance, from }) => `${stance.padEnd(8)}${rule}  ${from.join(', ')}`);
  const more = loosened.length > MOST_NAMED ? [`and ${loosened.length - MOST_NAMED} more: hookwarden policy show`] : [];
  return [
    ['Mode', `${mode}, profile ${profile}, policy ${hash.slice(0, 12)}`],
    ...(seal === 'off' ? [] : [['Sealed', seal === 'all' ? 'the input of every call' : 'the input of calls that are denied'] as const]),
    ['Layers', layers.map(describeLayer).join('\n') || 'none: what is built in holds'],
    ['Rules', [counts, ...named, ...more].join('\n')],
  ];
}

function who({ from, until, key }: Presented): string {
  const { config, runtime } = localFolders();
  const places = {
    unlocked: unlockedFile(runtime),
    file: credentialFile(config),
    environment: 'HOOKWARDEN_API_KEY',
    nowhere: '',
  } as const;
  if (!key) return from === 'nowhere' ? 'nobody: no key is at hand' : `nobody: the key in ${places[from]} does not work`;
  const ends = key.expires_at === null ? 'no end' : `until ${showTime(key.expires_at)}`;
  const unlocked = until === undefined ? '' : `, unlocked until ${showTime(until)}`;
  return `${key.name} (${key.principal_id}), ${key.role}, by key ${key.key_id} (${ends}${unlocked}) from ${places[from]}`;
}

const excepted = ({ id, kind, rules, path, expiresAt, grantedBy, because }: Grant): string =>
  `${id} ${kind}: ${rules.join(' ') || 'all but absolute rules'}${path === undefined ? '' : ` below ${path}`}, until ${showTime(expiresAt)}, by ${grantedBy}: ${because}`;

function records({ records: count, last }: { readonly records: number; readonly last?: number }): string {
  return last === undefined ? 'no record yet' : `${counted(count, 'record')}, the last ${showTime(last)}`;
}

function verdict(weaknesses: readonly string[]): readonly string[] {
  if (weaknesses.length === 0) return [coloured('green', 'Enforced.')];
  return [coloured('yellow', 'Weakened:'), ...weaknesses.map((weakness) => `- ${printableLines(weakness).replaceAll('\n', '\n  ')}`)];
}
