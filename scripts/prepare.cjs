// Builds the program and its manual page after it was cloned: by `npm ci`, and where npm is told to install the repository itself (`npm install -g git+…`, as the
// pre-commit framework does). In that case npm leaves out what building needs, and it is fetched here. Written so that any Node can read it.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

const ROOT = join(__dirname, '..');
/** The first that reads TypeScript as it is. */
const OLDEST = [22, 18];

function isThere(name) {
  try {
    require.resolve(name, { paths: [ROOT] });
    return true;
  } catch {
    return false;
  }
}

/** The settings that npm hands to its children say "globally", and would be obeyed here. */
const environment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:npm_config_(?:global|prefix|location)|_PACOTE_)/i.test(name)));

function run(program, args, env = process.env) {
  const { status } = spawnSync(program, args, { cwd: ROOT, env, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `hookwarden: building it needs Node ${OLDEST.join('.')} or newer, and this is ${process.versions.node}. Put a newer one into PATH.`,
  );
  process.exit(1);
}
if (!isThere('esbuild')) {
  const npm = process.env.npm_execpath;
  if (!npm) {
    console.error('hookwarden: esbuild is not installed. Run: npm ci');
    process.exit(1);
  }
  run(process.execPath, [npm, 'install', '--include=dev', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'], environment());
}
run(process.execPath, [join(__dirname, 'build.ts')]);
run(process.execPath, [join(__dirname, 'man-page.ts')]);
