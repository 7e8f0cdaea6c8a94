import type { Effect, EffectFlag } from '../../domain/effect.ts';
import { own } from '../../domain/own.ts';
import { type Loss, lossByGaining } from '../agents/meanings.ts';
import { AGENT_OPTIONS, type AgentOptions, CONFIGURES, REMOVES, VALUED, WITHOUT_HOOKS, WITHOUT_QUESTIONS } from '../agents/options.ts';
import type { Command, Program } from '../command.ts';
import { nameOperand } from '../words.ts';
import { family } from './family.ts';

/** The verbs of an agent's own program stand before its prompt, which has blanks in it. */
const MAX_VERBS = 6;

const agent =
  (name: string, { unhooked, unasked }: AgentOptions): Program =>
  (command) => {
    const words = spelled(command);
    if (words.some((word) => /^--(?:help|version)$/.test(word))) return {};
    const note = [name, ...words.slice(0, 2)].join(' ');
    const verbs = words.filter((word) => /^[^-\s]\S*$/.test(word)).slice(0, MAX_VERBS);
    const losses = words.flatMap(lossByOption);
    if (REMOVES.test(verbs.join(' '))) return { effects: [reconfigures(command, ['disable'], note)] };
    if (CONFIGURES.test(verbs.join(' '))) return { effects: [reconfigures(command, lossByVerbs(verbs), note)] };
    const off = words.some((word) => unhooked?.test(word)) || isSet(command, WITHOUT_HOOKS) || losses.includes('disable');
    const silent = words.some((word) => unasked?.test(word)) || isSet(command, WITHOUT_QUESTIONS) || losses.includes('broad');
    const flags: readonly EffectFlag[] = [...(off ? (['disable'] as const) : []), ...(silent ? (['bypass-sandbox'] as const) : [])];
    return {
      effects: [{ kind: flags.length > 0 ? 'agent.spawn' : 'exec', ...started(command), ...(flags.length > 0 && { flags }), note }],
    };
  };

/** Every word, an option's value joined to its option. */
function spelled({ words }: Command): readonly string[] {
  const joined: string[] = [];
  for (let at = 1; at < words.length; at++) {
    const value = words[at]?.value ?? '';
    joined.push(VALUED.test(value) ? `${value}=${words[++at]?.value ?? ''}` : value);
  }
  return joined;
}

const started = ({ words }: Command): Pick<Effect, 'operand'> => (words[0] ? { operand: nameOperand(words[0]) } : {});

const reconfigures = (command: Command, flags: readonly EffectFlag[], note: string): Effect => ({
  kind: 'agent.reconfigure',
  ...started(command),
  ...(flags.length > 0 && { flags }),
  note,
});

const isSet = ({ environment }: Command, table: Readonly<Record<string, RegExp>>): boolean =>
  Object.entries(table).some(([name, pattern]) => {
    const given = own(environment, name);
    return given !== undefined && pattern.test(given.value);
  });

const lossBySetting = (key: string, value: string): Loss | undefined =>
  lossByGaining({ key: key.toLowerCase(), value }) ?? (/^hooks(?:\.|$)/i.test(key) ? 'disable' : undefined);

/** `config set KEY VALUE`, as if it stood in the settings. */
function lossByVerbs([part, act, key = '', value = '{}']: readonly string[]): readonly Loss[] {
  if (part !== 'config' && part !== 'settings') return [];
  const loss = lossBySetting(key, value) ?? (act === 'remove' ? 'disable' : undefined);
  return loss === undefined ? [] : [loss];
}

/** What `-c KEY=VALUE` and `--settings JSON` switch off for one run. */
function lossByOption(word: string): readonly Loss[] {
  const [, key, value = ''] = /^(?:-c|--config)=([^=]{1,200})=?(.*)$/s.exec(word) ?? [];
  if (key !== undefined) {
    const loss = lossBySetting(key, value.replace(/^["']|["']$/g, ''));
    return loss === undefined ? [] : [loss];
  }
  return /^--settings=.*(?:"disableAllHooks"\s*:\s*true|"hooks"\s*:\s*(?:\{\s*\}|null))/s.test(word) ? ['disable'] : [];
}

/** The agents themselves, as programs that another one starts. */
export const agents = family('claude codex gemini qwen copilot cursor-agent opencode droid crush goose cline kiro-cli kimi amp aider', () =>
  Object.fromEntries(Object.entries(AGENT_OPTIONS).map(([name, options]) => [name, agent(name, options)])),
);
