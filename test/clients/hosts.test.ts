// The other real clients, each wired to the launcher by hand in a home of its own: README.md says where they are looked for.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../src/domain/event.ts';
import { opencodePlugin } from '../../src/wiring/opencode-plugin.ts';
import { type Installed, install } from '../support/installed.ts';
import { records } from '../support/launch.ts';
import { startFakeModel } from './fake-model.ts';
import { run } from './run.ts';

interface Place {
  readonly home: string;
  readonly project: string;
  readonly launcher: string;
  readonly url: string;
}
interface Client {
  readonly host: Host;
  /** Below a folder that it was installed into. */
  readonly file: string;
  readonly tool: string;
  /** Files that have to be there, by absolute path. */
  readonly files: (place: Place) => Readonly<Record<string, unknown>>;
  readonly args: (place: Place) => readonly string[];
  readonly environment: (place: Place) => Readonly<Record<string, string>>;
}

const grouped = (host: Host, { launcher }: Place, held: readonly string[], free: readonly string[], more: object = {}) =>
  Object.fromEntries(
    [...held.map((event) => [event, 'block']), ...free.map((event) => [event, 'notify'])].map(([event = '', verb]) => [
      event,
      [{ matcher: '*', hooks: [{ type: 'command', command: `'${launcher}' ${verb} --host ${host}`, ...more }] }],
    ]),
  );

const CLIENTS: readonly Client[] = [
  {
    host: 'codex',
    file: '@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin/codex',
    tool: 'exec_command',
    files: (place) => ({
      [join(place.home, '.codex/hooks.json')]: { hooks: grouped('codex', place, ['PreToolUse'], ['PostToolUse']) },
      [join(place.home, '.codex/config.toml')]: `model = "gpt-5-codex"
model_provider = "fake"
approval_policy = "never"
sandbox_mode = "danger-full-access"
[model_providers.fake]
name = "fake"
base_url = "${place.url}/v1"
wire_api = "responses"
env_key = "FAKE_KEY"
supports_websockets = false
[projects."${place.project}"]
trust_level = "trusted"
`,
    }),
    args: () => ['exec', '--json', '--skip-git-repo-check', '--dangerously-bypass-hook-trust', 'do it'],
    environment: ({ home }) => ({ CODEX_HOME: join(home, '.codex'), FAKE_KEY: 'none' }),
  },
  {
    host: 'gemini',
    file: '@google/gemini-cli/bundle/gemini.js',
    tool: 'run_shell_command',
    files: (place) => ({
      [join(place.home, '.gemini/settings.json')]: {
        hooks: grouped('gemini', place, ['BeforeTool'], ['AfterTool'], { name: 'hookwarden', timeout: 10_000 }),
        hooksConfig: { enabled: true },
        security: { auth: { selectedType: 'gemini-api-key' }, folderTrust: { enabled: false } },
        privacy: { usageStatisticsEnabled: false },
        general: { enableAutoUpdate: false },
      },
    }),
    args: () => ['--approval-mode', 'yolo', '-m', 'gemini-2.5-flash', '-p', 'do it'],
    environment: ({ url }) => ({ GEMINI_API_KEY: 'none', GOOGLE_GEMINI_BASE_URL: url, GEMINI_CLI_TRUST_WORKSPACE: 'true' }),
  },
  {
    host: 'qwen',
    file: '@qwen-code/qwen-code/cli.js',
    tool: 'run_shell_command',
    files: (place) => ({
      [join(place.home, '.qwen/settings.json')]: {
        hooks: grouped('qwen', place, ['PreToolUse'], ['PostToolUse'], { name: 'hookwarden', timeout: 10_000 }),
        security: { auth: { selectedType: 'openai' } },
        privacy: { usageStatisticsEnabled: false },
        general: { enableAutoUpdate: false },
      },
    }),
    args: () => ['--approval-mode', 'yolo', '-p', 'do it'],
    environment: ({ url }) => ({ OPENAI_API_KEY: 'none', OPENAI_BASE_URL: `${url}/v1`, OPENAI_MODEL: 'qwen3-coder-plus' }),
  },
  {
    host: 'copilot',
    file: '@github/copilot-linux-x64/copilot',
    tool: 'bash',
    files: (place) => {
      const hook = (verb: string) => [{ type: 'command', bash: `'${place.launcher}' ${verb} --host copilot`, timeoutSec: 20 }];
      const hooks = { preToolUse: hook('block'), postToolUse: hook('notify') };
      return { [join(place.home, '.copilot/hooks/hookwarden.json')]: { version: 1, hooks } };
    },
    args: () => ['-p', 'do it', '--allow-all-tools', '--allow-all-paths', '--no-auto-update', '--no-color'],
    environment: ({ url }) => ({
      COPILOT_AUTO_UPDATE: 'false',
      COPILOT_OFFLINE: 'true',
      COPILOT_PROVIDER_BASE_URL: `${url}/v1`,
      COPILOT_PROVIDER_API_KEY: 'none',
      COPILOT_MODEL: 'gpt-4.1',
    }),
  },
  {
    host: 'opencode',
    file: 'opencode-linux-x64/bin/opencode',
    tool: 'bash',
    files: (place) => ({
      [join(place.home, '.config/opencode/plugin/hookwarden.js')]: opencodePlugin(place.launcher),
      [join(place.project, 'opencode.json')]: {
        autoupdate: false,
        share: 'disabled',
        model: 'fake/m1',
        small_model: 'fake/m1',
        provider: {
          fake: {
            npm: '@ai-sdk/openai-compatible',
            name: 'fake',
            options: { baseURL: `${place.url}/v1`, apiKey: 'none' },
            models: { m1: { name: 'm1', tool_call: true, limit: { context: 100_000, output: 8000 } } },
          },
        },
        permission: { bash: 'allow', external_directory: 'allow', edit: 'allow' },
      },
    }),
    args: () => ['run', 'do it'],
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
  },
];

const folders = (process.env['HOOKWARDEN_TEST_CLIENTS'] ?? '').split(':').filter((folder) => folder !== '');
const found = ({ file }: Client): string | undefined =>
  folders.map((folder) => join(folder, 'node_modules', file)).find((path) => existsSync(path));
const missing = CLIENTS.filter((client) => found(client) === undefined).map(({ host }) => host);
if (missing.length > 0)
  console.warn(
    `skipped: ${missing.join(', ')} are not here; set HOOKWARDEN_TEST_CLIENTS to where they are installed (test/clients/README.md)`,
  );

describe.each(CLIENTS)('with the real $host', (client) => {
  const file = found(client);
  let installed: Installed;
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hookwarden-client-'));
    installed = install();
  }, 60_000);
  afterAll(() => {
    installed.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it.skipIf(file === undefined)(
    'a forbidden command is stopped and the model reads why; an allowed one runs and its end is joined to it',
    async () => {
      const home = join(folder, 'home');
      const script = [`rm -rf ${home}`, `ls ${home}`].map((command) => ({
        name: client.tool,
        input: client.host === 'codex' ? { cmd: command } : { command, description: 'x', is_background: false },
      }));
      const model = await startFakeModel(script);
      const place = { home, project: join(folder, 'project'), launcher: installed.launcher, url: model.url };
      mkdirSync(place.project, { recursive: true });
      for (const [path, content] of Object.entries({ ...client.files(place), [join(home, 'keep.txt')]: 'keep' })) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      }
      const isScript = file?.endsWith('.js');
      const environment = { PATH: process.env['PATH'] ?? '', HOME: home, TMPDIR: folder, TERM: 'dumb', NO_COLOR: '1', CI: '1' };
      const done = await run(
        isScript ? process.execPath : (file ?? ''),
        [...(isScript ? [file ?? ''] : []), ...client.args(place)],
        place.project,
        {
          ...environment,
          ...client.environment(place),
        },
      );
      model.close();
      const said = done.stdout.slice(-2000) + done.stderr.slice(-2000);
      expect(existsSync(join(home, 'keep.txt')), said).toBe(true);
      expect(model.results[0], said).toContain('filesystem.delete-home');
      expect(model.results[1], said).toContain('keep.txt');
      const kept = records(installed);
      const calls = kept.filter(({ event, kind }) => event === 'PreToolUse' && kind === 'call');
      expect(calls.map(({ host, tool, decision }) => [host, tool, decision])).toEqual([
        [client.host, 'Bash', 'deny'],
        [client.host, 'Bash', 'allow'],
      ]);
      const outcomes = kept.flatMap(({ event, outcome }) => (event === 'PostToolUse' ? [outcome] : []));
      expect(outcomes).toEqual([expect.objectContaining({ result: 'ran', decision: 'allow', input: 'same' })]);
    },
    120_000,
  );
});
