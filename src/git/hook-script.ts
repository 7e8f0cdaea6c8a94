import { GIT_HOOKS } from './hook-name.ts';

/** What a hook's script is made for. All paths are absolute, but for `previous`, which may be relative to the work tree as git takes it. */
export interface HookTarget {
  readonly node: string;
  /** The program's ordinary entry. */
  readonly program: string;
  /** The folder whose hooks were run before, and still are. */
  readonly previous: string;
  /** Where state was kept when the hooks were put in, where that was said; what a call says later is not heard. */
  readonly home?: string;
}

/** Hooks of the client that git runs so seldom that it does no harm to look each time whether there is one. */
const PASSED_ON = [
  'applypatch-msg',
  'pre-applypatch',
  'post-applypatch',
  'pre-merge-commit',
  'prepare-commit-msg',
  'post-commit',
  'pre-rebase',
  'post-checkout',
  'post-merge',
  'post-rewrite',
  'pre-auto-gc',
  'push-to-checkout',
  'sendemail-validate',
] as const;
/** Run for every change of a reference or of the index, or on a server: passed on only where there is one. */
const COSTLY = [
  'reference-transaction',
  'post-index-change',
  'fsmonitor-watchman',
  'pre-receive',
  'update',
  'post-receive',
  'post-update',
  'proc-receive',
] as const;

/** Every script of the folder that `core.hooksPath` is set to: the guard's, and those that only hand on. */
export function hookScripts(target: HookTarget, has: (name: string) => boolean, anchors: boolean): ReadonlyMap<string, string> {
  const scripts = new Map<string, string>();
  for (const name of [...PASSED_ON, ...COSTLY.filter(has)]) scripts.set(name, handingOn(name, target));
  for (const name of GIT_HOOKS) scripts.set(name, name === 'pre-push' ? withInput(name, target) : guarding(name, target));
  if (anchors) scripts.set('post-commit', `${head('post-commit', target)}${FIRST}${guard('post-commit', target)}`);
  return scripts;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const head = (name: string, { previous }: HookTarget): string => `#!/bin/sh
# Written by \`hookwarden git install\`. The hooks that were there run first and unchanged; \`hookwarden git uninstall\` takes this out.
previous=${quoted(`${previous.replace(/\/$/, '')}/${name}`)}
`;

const handingOn = (name: string, target: HookTarget): string => `${head(name, target)}[ ! -x "$previous" ] || exec "$previous" "$@"\n`;

/** What is there already may change what is staged; it is judged as it will be committed. */
const FIRST = '[ ! -x "$previous" ] || "$previous" "$@" || exit $?\n';

const guarding = (name: string, target: HookTarget): string => `${head(name, target)}${FIRST}${guard(name, target)}`;

const withInput = (name: string, target: HookTarget): string => `${head(name, target)}refs=$(cat; echo .)
refs=\${refs%.}
[ ! -x "$previous" ] || printf '%s' "$refs" | "$previous" "$@" || exit $?
${guard(name, target, `printf '%s' "$refs" | `)}`;

/** Variables that load code into Node, or lead to another installation, are of no use to the guard. */
const guard = (
  name: string,
  { node, program, home }: HookTarget,
  before = '',
): string => `if [ ! -x ${quoted(node)} ] || [ ! -r ${quoted(program)} ]; then
  echo 'hookwarden: Node or the program is no longer where these hooks were made for. Run: hookwarden git install' >&2
  exit 3
fi
unset NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_V8_COVERAGE HOOKWARDEN_HOME
${home === undefined ? '' : `HOOKWARDEN_HOME=${quoted(home)}\nexport HOOKWARDEN_HOME\n`}${before}${quoted(node)} ${quoted(program)} git ${name} "$@"
`;
