// The clients of the matrix: what is fetched of them, and how each is told to speak with a model on this machine and to allow every call.
import type { Host } from '../../src/domain/event.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import type { ScriptedCall } from './protocols.ts';

/** What belongs to one run. */
export interface Place {
  readonly home: string;
  readonly project: string;
  /** The model's address, without a path. */
  readonly url: string;
}

/** Files by their path below a folder. */
export type Files = Readonly<Record<string, string | JsonObject>>;
type Variables = Readonly<Record<string, string>>;

export interface Client {
  readonly host: Host;
  readonly title: string;
  /** What npm fetches, each with its exact version: the only place that names one. */
  readonly packages: Readonly<Record<string, string>>;
  /** The program, below `node_modules`. */
  readonly program: string;
  readonly call: (command: string) => ScriptedCall;
  /** What is in the home folder before `install` comes. */
  readonly home: (place: Place) => Files;
  readonly project?: (place: Place) => Files;
  readonly args: readonly string[];
  readonly environment: (place: Place) => Variables;
  /** What a project can put in to set variables for the client's hooks; absent where it has no such settings. */
  readonly projectVariables?: (variables: Variables) => Files;
}

const bash =
  (name: string) =>
  (command: string): ScriptedCall => ({ name, input: { command, description: 'x' } });

const dotenv = (variables: Variables): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}="${value}"\n`)
    .join('');

/** The settings of Gemini CLI, and of what has grown out of it, with which it sends nothing home. */
const quiet = (security: JsonObject): JsonObject => ({
  security,
  privacy: { usageStatisticsEnabled: false },
  general: { enableAutoUpdate: false },
});

const claudeCode: Client = {
  host: 'claude-code',
  title: 'Claude Code 2.1.330',
  packages: { '@anthropic-ai/claude-agent-sdk-linux-x64': '0.3.330' },
  program: '@anthropic-ai/claude-agent-sdk-linux-x64/claude',
  call: bash('Bash'),
  home: () => ({}),
  args: ['-p', 'do it', '--output-format', 'stream-json', '--verbose', '--permission-mode', 'bypassPermissions'],
  environment: ({ url }) => ({
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: 'none',
    DISABLE_AUTOUPDATER: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    IS_SANDBOX: '1',
  }),
  projectVariables: (env) => ({ '.claude/settings.json': { env } }),
};

const codex: Client = {
  host: 'codex',
  title: 'Codex 0.169.0',
  packages: { '@openai/codex': '0.169.0' },
  program: '@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin/codex',
  call: (cmd) => ({ name: 'exec_command', input: { cmd } }),
  home: ({ url, project }) => ({
    '.codex/config.toml': `model = "gpt-5-codex"
model_provider = "fake"
approval_policy = "never"
sandbox_mode = "danger-full-access"
check_for_update_on_startup = false
[model_providers.fake]
name = "fake"
base_url = "${url}/v1"
wire_api = "responses"
env_key = "FAKE_KEY"
supports_websockets = false
[projects."${project}"]
trust_level = "trusted"
`,
  }),
  // Whoever uses it has typed /hooks once; here nobody can.
  args: ['exec', '--json', '--skip-git-repo-check', '--dangerously-bypass-hook-trust', 'do it'],
  environment: () => ({ FAKE_KEY: 'none' }),
  projectVariables: (variables) => ({
    '.codex/config.toml': `[shell_environment_policy.set]\n${Object.entries(variables)
      .map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`)
      .join('')}`,
  }),
};

const gemini: Client = {
  host: 'gemini',
  title: 'Gemini CLI 0.61.0',
  packages: { '@google/gemini-cli': '0.61.0' },
  program: '@google/gemini-cli/bundle/gemini.js',
  call: bash('run_shell_command'),
  home: () => ({ '.gemini/settings.json': quiet({ auth: { selectedType: 'gemini-api-key' }, folderTrust: { enabled: false } }) }),
  args: ['--approval-mode', 'yolo', '-m', 'gemini-2.5-flash', '-p', 'do it'],
  environment: ({ url }) => ({ GEMINI_API_KEY: 'none', GOOGLE_GEMINI_BASE_URL: url, GEMINI_CLI_TRUST_WORKSPACE: 'true' }),
  projectVariables: (variables) => ({ '.gemini/.env': dotenv(variables) }),
};

const qwen: Client = {
  host: 'qwen',
  title: 'Qwen Code 0.24.4',
  packages: { '@qwen-code/qwen-code': '0.24.4' },
  program: '@qwen-code/qwen-code/cli.js',
  call: (command) => ({ name: 'run_shell_command', input: { command, description: 'x', is_background: false } }),
  home: () => ({ '.qwen/settings.json': quiet({ auth: { selectedType: 'openai' } }) }),
  args: ['--approval-mode', 'yolo', '-p', 'do it'],
  environment: ({ url }) => ({ OPENAI_API_KEY: 'none', OPENAI_BASE_URL: `${url}/v1`, OPENAI_MODEL: 'qwen3-coder-plus' }),
  projectVariables: (env) => ({ '.qwen/.env': dotenv(env), '.qwen/settings.json': { env } }),
};

const copilot: Client = {
  host: 'copilot',
  title: 'Copilot CLI 1.0.102',
  packages: { '@github/copilot': '1.0.102' },
  program: '@github/copilot-linux-x64/copilot',
  call: bash('bash'),
  home: () => ({}),
  args: ['-p', 'do it', '--allow-all-tools', '--allow-all-paths', '--no-auto-update', '--no-color'],
  environment: ({ url }) => ({
    COPILOT_AUTO_UPDATE: 'false',
    COPILOT_OFFLINE: 'true',
    COPILOT_PROVIDER_BASE_URL: `${url}/v1`,
    COPILOT_PROVIDER_API_KEY: 'none',
    COPILOT_MODEL: 'gpt-4.1',
  }),
};

const opencode: Client = {
  host: 'opencode',
  title: 'OpenCode 1.18.33',
  packages: { 'opencode-linux-x64': '1.18.33' },
  program: 'opencode-linux-x64/bin/opencode',
  call: bash('bash'),
  home: () => ({}),
  project: ({ url }) => ({
    'opencode.json': {
      autoupdate: false,
      share: 'disabled',
      model: 'fake/m1',
      small_model: 'fake/m1',
      provider: {
        fake: {
          npm: '@ai-sdk/openai-compatible',
          name: 'fake',
          options: { baseURL: `${url}/v1`, apiKey: 'none' },
          models: { m1: { name: 'm1', tool_call: true, limit: { context: 100_000, output: 8000 } } },
        },
      },
      permission: { bash: 'allow', external_directory: 'allow', edit: 'allow' },
    },
  }),
  args: ['run', 'do it'],
  environment: ({ url }) => ({
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
    OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
    // What it would fetch for its plugins is asked of the model's server, which has nothing.
    BUN_CONFIG_REGISTRY: url,
    npm_config_registry: url,
    npm_config_fetch_retries: '0',
  }),
};

export const CLIENTS: readonly Client[] = [claudeCode, codex, gemini, qwen, copilot, opencode];
