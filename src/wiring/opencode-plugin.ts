import { TIMEOUT_SECONDS } from './host-wiring.ts';

/**
 * The plugin through which OpenCode runs the launcher: a file of its own in OpenCode's plugin folder. A call passes only where the launcher
 * ended with 0; whatever else happens throws, which is how a plugin stops a call. A prompt is stopped by a denial alone. `launcher` is an
 * absolute path.
 */
export const opencodePlugin = (launcher: string): string => `// Written by \`hookwarden install\`; \`hookwarden uninstall\` takes it away.
import { spawn } from 'node:child_process';

const LAUNCHER = ${JSON.stringify(launcher)};
const MAX_CALLS = 1000;

const tell = (verb, event) =>
  new Promise((resolve) => {
    let reason = '';
    const child = spawn(LAUNCHER, [verb, '--host', 'opencode'], { stdio: ['pipe', 'ignore', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), ${TIMEOUT_SECONDS * 1000});
    const end = (status) => {
      clearTimeout(timer);
      resolve({ status, reason: reason.trim() || 'Hookwarden could not judge this: its launcher did not answer. Run: hookwarden doctor' });
    };
    child.on('error', () => end(undefined));
    child.on('close', end);
    child.stderr.on('data', (text) => {
      reason = (reason + text).slice(0, 4096);
    });
    child.stdin.on('error', () => {});
    child.stdin.end(JSON.stringify(event));
  });

export const Hookwarden = async ({ directory }) => {
  const inputs = new Map();
  const event = (name, session, fields) => ({ hook_event_name: name, session_id: session, cwd: directory, ...fields });
  const call = ({ tool, sessionID, callID }, name, input, more) =>
    event(name, sessionID, { tool_name: tool, tool_input: input ?? {}, tool_use_id: callID, ...more });
  return {
    'tool.execute.before': async (input, output) => {
      inputs.set(input.callID, output.args);
      if (inputs.size > MAX_CALLS) inputs.delete(inputs.keys().next().value);
      const { status, reason } = await tell('block', call(input, 'PreToolUse', output.args));
      if (status !== 0) throw new Error(reason);
    },
    'tool.execute.after': async (input, output) => {
      const args = inputs.get(input.callID);
      inputs.delete(input.callID);
      await tell('notify', call(input, 'PostToolUse', args, { tool_response: { title: output?.title, output: output?.output } }));
    },
    'permission.ask': async (input, output) => {
      const args = inputs.get(input.callID);
      if (args === undefined) return;
      const { status } = await tell('block', call({ ...input, tool: input.type }, 'PermissionRequest', args));
      if (status !== 0) output.status = 'deny';
    },
    'chat.message': async (input, output) => {
      const texts = (output?.parts ?? []).filter((part) => part.type === 'text' && !part.synthetic).map((part) => part.text);
      const { status, reason } = await tell('prompt', event('UserPromptSubmit', input.sessionID, { prompt: texts.join('\\n') }));
      if (status === 2) throw new Error(reason);
    },
    event: async ({ event: { type, properties } }) => {
      const name = { 'session.created': 'SessionStart', 'session.deleted': 'SessionEnd', 'session.idle': 'Stop' }[type];
      const session = properties?.info?.id ?? properties?.sessionID;
      if (name !== undefined && session !== undefined) await tell('notify', event(name, session, { source: 'startup' }));
    },
  };
};
`;
