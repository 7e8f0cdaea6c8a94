import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { readProxyArguments, USAGE } from './mcp/arguments.ts';
import { endAs, runProxy } from './mcp/run.ts';
import type { compilePolicy } from './policy/compile.ts';
import { foldersOf } from './state/folders.ts';
import { launcherIn } from './state/launcher.ts';
import { MACHINE_LAUNCHER } from './state/machine-launcher.ts';

// The entry of `hookwarden mcp-proxy`, without the parser of the command line: an agent starts one for each of its servers.

const loadCompiler = (): { readonly compilePolicy: typeof compilePolicy } =>
  process.getBuiltinModule('node:module').createRequire(__filename)('./compile.cjs');

function fail(message: string): void {
  process.stderr.write(`hookwarden: ${message}\n`);
  process.exit(3);
}

const given = readProxyArguments(process.argv.slice(3));
if (!given.ok) fail(`${given.error}. It is run as: ${USAGE}`);
else {
  const folders = foldersOf(process.env, homedir(), process.getuid?.());
  // An administrator's finds the account's own by its name, whatever the environment says.
  const launcher = existsSync(MACHINE_LAUNCHER) ? MACHINE_LAUNCHER : launcherIn(folders);
  runProxy(given.value, { folders, launcher, environment: process.env, compiler: () => loadCompiler().compilePolicy }).then(
    (ending) => (typeof ending === 'string' ? fail(ending) : endAs(ending)),
    (error: unknown) => fail(`the proxy failed, and ends its server: ${error instanceof Error ? error.message : String(error)}`),
  );
}
