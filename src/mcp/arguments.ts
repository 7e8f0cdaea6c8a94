import { basename, extname } from 'node:path';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../domain/result.ts';

export interface ProxyArguments {
  /** The name under which policies and records know the server. */
  readonly server: string;
  readonly client?: string;
  readonly command: string;
  readonly args: readonly string[];
}

export const USAGE = 'hookwarden mcp-proxy [--name SERVER] [--host NAME] -- COMMAND [ARGS…]';

/** Two lines together would no longer tell where the server's name ends in `mcp__SERVER__TOOL`. */
const NAME = /^(?!.*__)[A-Za-z0-9][\w.-]{0,63}$/;

/** What stands before `--` is ours, what stands behind it the server's. */
export function readProxyArguments(given: readonly string[]): Result<ProxyArguments, string> {
  const divide = given.indexOf('--');
  const [command = '', ...args] = divide < 0 ? [] : given.slice(divide + 1);
  const own = ownOptions(divide < 0 ? given : given.slice(0, divide));
  if (!own.ok) return own;
  if (command === '') return err('say behind -- how the server is started');
  const { name, host } = own.value;
  const server = name ?? basename(command, extname(command));
  if (!NAME.test(server))
    return err(
      `"${server}" is no name for a server: letters, digits, . - and single _ make one${name === undefined ? '; give one with --name' : ''}`,
    );
  if (host !== undefined && !NAME.test(host)) return err(`"${host}" is no name for a host`);
  return ok({ server, command, args, ...(host !== undefined && { client: host }) });
}

function ownOptions(args: readonly string[]): Result<{ readonly name?: string | undefined; readonly host?: string | undefined }, string> {
  try {
    return ok(parseArgs({ args: [...args], options: { name: { type: 'string' }, host: { type: 'string' } } }).values);
  } catch (error) {
    return err(error instanceof Error ? error.message : 'the options cannot be read');
  }
}
