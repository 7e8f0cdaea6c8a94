import { readCommand } from '../command.ts';
import type { Command, HostWiring } from '../host-wiring.ts';
import { inFolder, inProject } from '../places.ts';
import { preToolUse } from '../shapes.ts';

const EVENTS = { 'tool.execute.before': 'block', 'tool.execute.after': 'notify' } as const;

/** OpenCode runs no commands as hooks, but loads modules: this one asks the launcher, and whatever goes wrong is a no. */
function plugin(command: Command): string {
  const launcher = JSON.stringify(readCommand(command('block'))?.launcher ?? '');
  return `// Written by hookwarden install: asks the launcher before each tool call, and tells it what became of the call.
import { spawnSync } from "node:child_process";

const LAUNCHER = ${launcher};

const run = (verb, event) => spawnSync(LAUNCHER, [verb, "--host", "opencode"], { input: JSON.stringify(event), encoding: "utf8", timeout: 10000 });

export const Hookwarden = async ({ directory }) => {
  const about = ({ tool, sessionID, callID }, args) => ({
    session_id: sessionID,
    cwd: directory,
    tool_name: tool,
    tool_input: args,
    tool_use_id: callID,
  });
  const inputs = new Map();
  return {
    "tool.execute.before": async (input, { args }) => {
      const { status, stderr } = run("block", { hook_event_name: "PreToolUse", ...about(input, args) });
      if (status !== 0) throw new Error(stderr || "Hookwarden could not judge this call. Run: hookwarden doctor");
      inputs.set(input.callID, args);
    },
    "tool.execute.after": async (input, { output }) => {
      const args = inputs.get(input.callID) ?? {};
      inputs.delete(input.callID);
      run("notify", { hook_event_name: "PostToolUse", ...about(input, args), tool_response: String(output).slice(0, 65536) });
    },
  };
};
`;
}

export const opencode: HostWiring = {
  host: 'opencode',
  title: 'OpenCode',
  programs: ['opencode'],
  traces: (places) => [inFolder(places, 'XDG_CONFIG_HOME', '.config', 'opencode')],
  events: EVENTS,
  files: (scope, places) => {
    if (scope === 'managed') return [];
    const path =
      scope === 'user'
        ? inFolder(places, 'XDG_CONFIG_HOME', '.config', 'opencode/plugin/hookwarden.js')
        : inProject(places, '.opencode/plugin/hookwarden.js');
    return [{ kind: 'own', path, text: plugin, executable: false, events: Object.keys(EVENTS) }];
  },
  switchesOff: [],
  tried: '1.18.33',
  cautions: [
    'OpenCode skips a plugin that it cannot load, without a word. Start it again after an update of either, and run hookwarden doctor.',
  ],
  sample: (command, where) => preToolUse('bash', command, where),
};
