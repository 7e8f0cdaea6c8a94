#!/usr/bin/env node
// The ordinary entry. Node 12 understands it far enough to be told what is needed: hence no `node:` names and no `?.`.
const fs = require('fs');
const path = require('path');

const NEEDED = [22, 14];
const HOOK_FLAGS = ['--enable-experimental-regexp-engine-on-excessive-backtracks', '--regexp-backtracks-before-fallback=20000'];
const USAGE_OR_INTERNAL = 3;

const program = path.dirname(fs.realpathSync(__dirname));
const given = process.argv.slice(2);
/** What stands behind `--` is meant for another program. */
const own = given.includes('--') ? given.slice(0, given.indexOf('--')) : given;
const wantsHelp = own.includes('--help') || own.includes('-h');
/** Git waits for these at each commit, so that they start without the parser of the command line; git gives them no options, which are its to judge. */
const isGitHook =
  given[0] === 'git' && ['pre-commit', 'commit-msg', 'pre-push'].includes(given[1]) && !given.some((one) => one.startsWith('-'));
/** An agent waits for its servers, and signals have to reach them. */
const isProxy = given[0] === 'mcp-proxy' && !wantsHelp;
const isHook = given[0] === 'hook' && !wantsHelp;

function suffices(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
}

/** In the package's own `node_modules` or the one that it stands in, never one found from where it is run. */
function newerNode() {
  const folders = [path.join(program, 'node_modules'), path.dirname(program)].filter((folder) => path.basename(folder) === 'node_modules');
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return folders.map((folder) => path.join(folder, 'node', 'bin', name)).find((file) => fs.existsSync(file));
}

/** A hook that ends in another way than it should has allowed nothing. */
function run(node, args) {
  // Loading this takes longer than most commands do.
  const { status } = require('child_process').spawnSync(node, args, { stdio: 'inherit' });
  if (isHook) return status === 0 ? 0 : 2;
  return status === null ? USAGE_OR_INTERNAL : status;
}

/** Where the launcher keeps compiled programs, too; without a set-up there is no such folder, and nothing is kept. */
function keepCompiled() {
  const { HOOKWARDEN_HOME: own, XDG_STATE_HOME: xdg, HOME: home } = process.env;
  const state = own ? path.join(own, 'state') : path.join(xdg || path.join(home || '/', '.local', 'state'), 'hookwarden');
  if (fs.existsSync(state)) require('module').enableCompileCache(path.join(state, 'cache'));
}

const isNew = suffices(process.version);
const node = isNew ? process.execPath : newerNode();
if (node === undefined) {
  process.stderr.write(
    `hookwarden: needs Node ${NEEDED.join('.')} or newer, and this is ${process.version}. Install a newer one from https://nodejs.org.\n`,
  );
  process.exitCode = isHook ? 2 : USAGE_OR_INTERNAL;
} else if (isHook) {
  process.exitCode = run(node, [...HOOK_FLAGS, path.join(program, 'dist', 'hook.cjs'), ...given.slice(1)]);
} else if (isNew && isGitHook) {
  keepCompiled();
  require('../dist/git.cjs');
} else if (isNew && isProxy) {
  keepCompiled();
  require('../dist/mcp.cjs');
} else if (isNew) {
  import('../dist/cli.mjs');
} else {
  process.exitCode = run(node, [path.join(program, 'dist', isGitHook ? 'git.cjs' : isProxy ? 'mcp.cjs' : 'cli.mjs'), ...given]);
}
