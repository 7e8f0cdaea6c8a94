import { VERSION } from '../src/domain/version.ts';
import { machineLauncherText } from '../src/state/machine-launcher.ts';
import { renderRoot } from '../src/wiring/edit/json-layout.ts';
import type { HostWiring } from '../src/wiring/host-wiring.ts';
import { WIRINGS } from '../src/wiring/index.ts';
import { fileOf } from '../src/wiring/shapes.ts';

const DESCRIPTION =
  'Decides, before a tool call runs, whether it may. Needs the hookwarden program: npm i -g hookwarden, then hookwarden init.';

/** A slash command: what the model is asked to do. */
interface SlashCommand {
  readonly name: string;
  readonly description: string;
  readonly prompt: string;
  /** Commands of a shell that it needs; each only looks. */
  readonly runs: readonly string[];
}

const COMMANDS: readonly SlashCommand[] = [
  {
    name: 'status',
    description: 'Say what the guard enforces here, and what weakens it',
    runs: ['hookwarden status'],
    prompt:
      'Run `hookwarden status` and say in a few lines what is enforced here, by which layers, and everything that it calls weakened with what mends it. Change nothing.',
  },
  {
    name: 'why-blocked',
    description: 'Explain why the last call was stopped, and what to do instead',
    runs: ['hookwarden audit', 'hookwarden why'],
    prompt:
      'Run `hookwarden audit search decision:deny since:1h` for the newest call that was stopped, then `hookwarden why RECORD` with its number. Say which rule stopped it, what it found, and the safer way that it names. Do not try the call again in other words.',
  },
  {
    name: 'allow-once',
    description: 'How a person lets one stopped call through',
    runs: [],
    prompt:
      'Only a person can let a stopped call through; whatever you run for it is denied. Tell them the code that the last denial ended with, and both ways: to type `hookwarden allow CODE` as a prompt of their own here, where the guard trusts this session’s prompts, or to run `hookwarden allow-once CODE` in a terminal of their own with their PIN. Rules that are absolute cannot be lifted at all. Run nothing yourself.',
  },
];

/** Everything that the plugins for agents consist of: path and text, all of it made from `src/wiring`. */
export function pluginFiles(): ReadonlyMap<string, string> {
  const launcher = machineLauncherText(false);
  const claude = 'plugins/claude-code';
  const gemini = 'plugins/gemini';
  return new Map([
    [
      '.claude-plugin/marketplace.json',
      renderRoot('', {
        $schema: 'https://json.schemastore.org/claude-code-marketplace.json',
        name: 'hookwarden',
        owner: { name: 'Hookwarden' },
        plugins: [{ name: 'hookwarden', source: `./${claude}`, description: DESCRIPTION }],
      }),
    ],
    [
      `${claude}/.claude-plugin/plugin.json`,
      renderRoot('', { name: 'hookwarden', version: VERSION, description: DESCRIPTION, license: 'MIT' }),
    ],
    [`${claude}/hooks/hooks.json`, hooksOf(WIRINGS['claude-code'], '"${CLAUDE_PLUGIN_ROOT}/launcher"')],
    [`${claude}/launcher`, launcher],
    ...COMMANDS.map((command) => [`${claude}/commands/${command.name}.md`, markdownOf(command)] as const),
    [`${gemini}/gemini-extension.json`, renderRoot('', { name: 'hookwarden', version: VERSION, description: DESCRIPTION })],
    [`${gemini}/hooks/hooks.json`, hooksOf(WIRINGS.gemini, '"${extensionPath}/launcher"')],
    [`${gemini}/launcher`, launcher],
    ...COMMANDS.map((command) => [`${gemini}/commands/hookwarden/${command.name}.toml`, tomlOf(command)] as const),
  ]);
}

function hooksOf(wiring: HostWiring, launcher: string): string {
  const places = { platform: 'linux', home: '/', project: '/', environment: {}, list: () => [] } as const;
  const [file] = wiring.files('user', places);
  if (file?.kind !== 'shared') throw new Error(`${wiring.host} has no settings of its own`);
  return fileOf(file.entries((verb) => `${launcher} ${verb} --host ${wiring.host}`));
}

const markdownOf = ({ description, prompt, runs }: SlashCommand): string =>
  `---\ndescription: ${description}\n${runs.length === 0 ? '' : `allowed-tools: ${runs.map((command) => `Bash(${command}:*)`).join(', ')}\n`}---\n\n${prompt}\n`;

const tomlOf = ({ description, prompt }: SlashCommand): string =>
  `description = ${JSON.stringify(description)}\nprompt = ${JSON.stringify(prompt)}\n`;
