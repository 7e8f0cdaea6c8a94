import type { Effect, EffectKind } from '../../domain/effect.ts';
import { networkEffects } from '../addresses.ts';
import { type CodeReader, literal, type Run, type Setting } from '../command.ts';
import { pathOperand } from '../paths.ts';

const MAX_TEXT = 65_536;
const MAX_FOUND = 48;

const STRING = '"((?:[^"\\\\\\n]|\\\\.){0,4096})"';

/** Calls whose first string is a command for a shell: Go, C, C++, D, V, Haskell, Crystal, Nim, Swift, Erlang, Scheme, … */
const SHELL = new RegExp(
  `\\b(?:system|popen|_popen|shell|sh|callCommand|spawnCommand|readCreateProcess\\s{0,4}\\(shell|execShellCmd|execCmdEx?|executeShell|spawnShell|shell_exec|backtick|os:cmd|call-process-shell-command|process\\*/ports|shell-command|Sys\\.command)\\s{0,4}[($]?\\s{0,4}(?:bash\\s)?${STRING}`,
  'g',
);
/** Commands between backquotes, where that is how a language runs them. */
const BACKQUOTED = /\brun\s{0,4}\(\s{0,4}`([^`\n]{1,4096})`|%x[({[]([^)}\]\n]{1,4096})[)}\]]/g;
const EXECUTE_METHOD = new RegExp(`${STRING}\\s{0,4}\\.(?:execute|!!?)(?:\\(|\\b|$)`, 'g');

/** Calls whose strings are a program and its arguments. */
const PROGRAM =
  /\b(?:exec\.Command(?:Context)?|syscall\.Exec|os\.StartProcess|Command::new|execv?[lpe]{1,3}|execv|posix_spawnp?|ProcessBuilder|Process\.(?:Start|run|new|exec|start|runSync)|Runtime\.getRuntime\(\)\.exec|System\.cmd|System\.shell|createProcess|readProcess|callProcess|rawSystem|proc|startProcess|execProcess|spawnProcess|execute|new_process|process\.exec|NSTask|launchPath|shell\/sh|subprocess|run-program|open-process|std\.process\.Child\.run)\b([^;\n]{0,2048})/g;
const ARGUMENTS = /\.args?\(([^)]{0,512})\)/g;
const ANY_STRING = /"((?:[^"\\\n]|\\.){0,4096})"/g;

const SHELL_NAME = /^(?:.*\/)?(?:ba|z|da|k|c|fi)?sh$|^(?:cmd|powershell|pwsh)(?:\.exe)?$/i;

/** Connections without a protocol. */
const CONNECTS =
  /\b(?:net\.Dial\w*|net\.dial_\w+|TcpStream::connect|TCPSocket\.new|Socket\.tcp|new\s+Socket|TcpClient|connectTo|Socket\.connect|gen_tcp:connect|tcp-connect|newSocket|NWConnection|socket\s{0,4}\(\s{0,4}(?:AF|PF)_INET)/;
const LISTENS =
  /\b(?:net\.Listen\w*|net\.listen_\w+|TcpListener::bind|TCPServer\.new|ServerSocket|gen_tcp:listen|tcp-listen|bind\s{0,4}\(\s{0,4}\w+\s{0,4},)/;
const ADDRESS = /"(?:tcp:\/\/)?((?:\d{1,3}(?:\.\d{1,3}){3}|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})(?::\d{1,5})?)"/i;
/** A child whose input or output is something else's. */
const ATTACHES =
  /\b(?:dup2\s{0,4}\(|Stdin\s*=|Stdout\s*=|\.stdin\(|from_raw_fd|setInput|getInputStream|hGetLine|\.receive\b|\.gets\b|\.recv\w*\b|read_line)/;

const FILES: readonly (readonly [RegExp, EffectKind, boolean])[] = [
  [
    new RegExp(
      `\\b(?:os\\.RemoveAll|fs::remove_dir_all|remove_all|rmtree|deleteDirectory|removeDirectoryRecursive|rmdir_all|FileUtils\\.rm_rf|removePathForcibly|File\\.rm_rf!?|removeItem\\s{0,4}\\(\\s{0,4}atPath:)\\s{0,4}\\(?\\s{0,4}${STRING}`,
      'g',
    ),
    'file.delete',
    true,
  ],
  [new RegExp(`\\brm\\(\\s{0,4}${STRING}\\s{0,4}[,;][^)\\n]{0,64}recursive\\s{0,4}=\\s{0,4}true`, 'g'), 'file.delete', true],
  [new RegExp(`\\bFile\\(\\s{0,4}${STRING}\\s{0,4}\\)\\.(?:deleteRecursively|deleteDir)\\(`, 'g'), 'file.delete', true],
  [
    new RegExp(
      `\\b(?:os\\.Remove|fs::remove_file|unlink|remove|removeFile|File\\.delete|File\\.rm!?|os\\.rm)\\s{0,4}\\(?\\s{0,4}${STRING}`,
      'g',
    ),
    'file.delete',
    false,
  ],
  [
    new RegExp(
      `\\b(?:os\\.ReadFile|os\\.Open|ioutil\\.ReadFile|fs::read(?:_to_string)?|File::open|readFile|File\\.read!?|os\\.read_file|readAllText|Files\\.readString)\\s{0,4}\\(?\\s{0,4}${STRING}`,
      'gi',
    ),
    'file.read',
    false,
  ],
  [
    new RegExp(
      `\\b(?:os\\.WriteFile|os\\.Create|ioutil\\.WriteFile|fs::write|File::create|writeFile|File\\.write!?|os\\.write_file|WriteAllText)\\s{0,4}\\(?\\s{0,4}${STRING}`,
      'gi',
    ),
    'file.write',
    false,
  ],
  [new RegExp(`\\bfopen\\s{0,4}\\(\\s{0,4}${STRING}\\s{0,4},\\s{0,4}"r`, 'g'), 'file.read', false],
  [new RegExp(`\\bfopen\\s{0,4}\\(\\s{0,4}${STRING}\\s{0,4},\\s{0,4}"[wa]`, 'g'), 'file.write', false],
];

const unescaped = (text: string): string => text.replace(/\\n/g, '\n').replace(/\\(["'\\`])/g, '$1');
const strings = (text: string): string[] => [...text.matchAll(ANY_STRING)].map((match) => unescaped(match[1] ?? ''));

function shellRuns(text: string): Run[] {
  const found = [SHELL, BACKQUOTED, EXECUTE_METHOD].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? ''),
  );
  return found.slice(0, MAX_FOUND).map((command) => ({ kind: 'shell', text: literal(unescaped(command)), shell: 'sh', wrapper: 'code' }));
}

function programRuns(text: string): Run[] {
  return [...text.matchAll(PROGRAM)].slice(0, MAX_FOUND).flatMap((match): Run[] => {
    const rest = match[1] ?? '';
    const close = rest.indexOf(')');
    const own = strings(close < 0 ? rest : rest.slice(0, close));
    const more = [...rest.matchAll(ARGUMENTS)].flatMap((each) => strings(each[1] ?? ''));
    // execl's second string is the name again.
    const argv = /^execl|^posix_spawn/.test(match[0]) ? [...own.slice(0, 1), ...own.slice(2)] : [...own, ...more];
    const [line] = argv;
    if (!line) return [];
    // `Runtime.exec(String)` splits the one string at its blanks.
    return argv.length === 1 && /\s/.test(line)
      ? [{ kind: 'shell', text: literal(line), shell: 'sh', wrapper: 'code' }]
      : [{ kind: 'argv', argv: argv.map(literal), wrapper: 'code' }];
  });
}

function files(text: string, setting: Setting): Effect[] {
  return FILES.flatMap(([pattern, kind, recursive]) =>
    [...text.matchAll(pattern)].slice(0, MAX_FOUND).map(
      (match): Effect => ({
        kind,
        operand: pathOperand(literal(unescaped(match[1] ?? '')), setting, { tree: recursive }),
        ...(recursive && { flags: ['recursive', 'force'] }),
      }),
    ),
  );
}

/** The home folder, as libraries spell it. */
const HOME =
  /\b(?:NSHomeDirectory\(\)|homedir\(\)|System\.user_home!?\(\)|System\.getProperty\(\s{0,4}"user\.home"\s{0,4}\)|(?:std::)?env::var\("HOME"\)\.unwrap\(\)|os\.Getenv\("HOME"\)|System\.getenv\("HOME"\)|ENV\["HOME"\]|getHomeDirectory\(\))/g;

/** A connection that a shell, or whatever is read from it as a command, is tied to. */
function connections(text: string, runs: readonly Run[]): Effect[] {
  const listens = LISTENS.test(text);
  if (!listens && !CONNECTS.test(text)) return [];
  const shell = runs.some((run) => run.kind === 'argv' && SHELL_NAME.test(run.argv[0]?.value ?? ''));
  const asked = /\b(?:shell:\s*true|exec\.Command|Command::new|Process\.(?:new|run)|popen|system)\s{0,4}\(\s{0,4}[a-z]/i.test(text);
  if (!ATTACHES.test(text) || !(shell || asked)) return [];
  if (listens) return [{ kind: 'net.listen', flags: ['raw-socket', 'reverse-shell'] }];
  return networkEffects('net.request', literal(ADDRESS.exec(text)?.[1] ?? 'unknown'), ['raw-socket', 'reverse-shell']).slice();
}

/** Code in a language without a reader of its own: what its calls plainly say, in the spelling of many languages. */
export const readSpelledOut: CodeReader = (whole, setting) => {
  const text = whole.slice(0, MAX_TEXT).replace(HOME, '"~"');
  const runs = [...shellRuns(text), ...programRuns(text)];
  return { effects: [...files(text, setting), ...connections(text, runs)], runs };
};
