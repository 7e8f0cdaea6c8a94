import { RESOURCE_TYPES } from '../domain/capability.ts';
import { TOKEN_OPTIONS } from './capability-token-options.ts';
import type { CliCommand, CliInput, ExitCode } from './command.ts';
import { PIN_OPTION } from './person.ts';

type Act = (input: CliInput) => ExitCode | Promise<ExitCode>;

/** Each in a file of its own, loaded when it is called. */
const ACTS: Readonly<Record<string, () => Promise<Act>>> = {
  list: async () => (await import('./capability-list.ts')).list,
  show: async () => (await import('./capability-list.ts')).show,
  request: async () => (await import('./capability-grant.ts')).request,
  delegate: async () => (await import('./capability-grant.ts')).delegate,
  validate: async () => (await import('./capability-validate.ts')).validate,
  revoke: async () => (await import('./capability-revoke.ts')).revoke,
  'revoke-all': async () => (await import('./capability-revoke.ts')).revokeAll,
  mode: async () => (await import('./capability-mode.ts')).capabilityMode,
  keys: async () => (await import('./capability-keys.ts')).capabilityKeys,
  revocations: async () => (await import('./capability-revocations.ts')).capabilityRevocations,
};

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', { choices: Object.keys(ACTS), default: 'list', describe: 'What to do' })
      .positional('id', {
        type: 'string',
        describe:
          'A capability’s id (show, delegate, validate, revoke), a principal (revoke-all), central or token (mode), or list, create, rotate, retire, export or import (keys, revocations)',
      })
      .positional('what', {
        type: 'string',
        describe: 'The key’s kid (keys retire), or a file, - for standard input (keys import, revocations import)',
      })
      .option('for', { type: 'string', describe: 'The principal whose it is to be, or who presents it (request, delegate, validate)' })
      .option('type', { choices: RESOURCE_TYPES, describe: 'What it is about (request)' })
      .option('resource', { type: 'string', describe: 'A glob over paths, hosts, server/tool or programs (request, delegate)' })
      .option('operation', {
        type: 'string',
        array: true,
        describe: 'read, list, request, call, run …; may be repeated (request, delegate)',
      })
      .option('constraints', { type: 'string', describe: 'What narrows it further, as JSON (request, delegate)' })
      .option('expires', { type: 'string', describe: 'How long it is good for: 8h, 30d (request, delegate)' })
      .option('hold', { type: 'boolean', describe: 'New sessions of this machine hold it, and nothing else (request, delegate)' })
      .option('because', { type: 'string', describe: 'Why, for the log (revoke, revoke-all)' })
      .option('call', { type: 'string', describe: 'A tool call to hold against it, as JSON (validate)' })
      .option('cwd', { type: 'string', describe: 'Where the command or call would run (validate; default: here)' })
      .options(TOKEN_OPTIONS)
      .option('pin-fd', PIN_OPTION)
      .option('json', { type: 'boolean', describe: 'For scripts (list, show, keys list)' })
      .example(
        '$0 capability request --for local --type filesystem --resource "src/**" --operation read --expires 8h',
        'a capability to read sources',
      )
      .example('$0 capability revoke cap_…', 'takes it back, with all that descends from it')
      .example('$0 capability validate cap_… --command "npm test"', 'whether it covers a command')
      .example('$0 capability keys create', 'a key that signs tokens')
      .epilogue('A capability only narrows what the key that is presented may do. Constraints and policy: docs/capabilities.md.'),
  run: async (input) => {
    const act = ACTS[input.text('action') ?? 'list'] ?? ACTS['list'];
    return act ? (await act())(input) : 3;
  },
};
