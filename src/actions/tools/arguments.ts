import { type Analysis, NO_ACTIONS } from '../../domain/action.ts';
import type { EffectKind } from '../../domain/effect.ts';
import type { ToolCall } from '../../domain/event.ts';
import { own } from '../../domain/own.ts';
import { quoted } from '../../domain/quoted.ts';
import { networkEffects } from '../addresses.ts';
import { readSql } from '../code/sql.ts';
import { literal, type Setting } from '../command.ts';
import { analyzeCommand } from '../content/command.ts';
import { absoluteOf, pathOperand } from '../paths.ts';
import { looksLikeSql } from '../sql/recognition.ts';
import { type InputString, stringsIn } from './strings.ts';
import { flagged, joinAnalyses, oneAction, pathWord } from './tool.ts';

const MAX_COMMANDS = 16;
const MAX_TEXT = 65_536;

const COMMAND_KEY = /^(?:cmd|(?:[a-z]{1,20}_)?command|commands|command_?line|shell|shell_?command|bash|exec|run|terminal_?command)$/i;
const CODE_KEY = /^(?:code|script|source|program|function|expression|snippet|javascript|python)$/i;
const PATH_KEY =
  /(?:^|_)(?:path|paths|file|files|filename|directory|dir|folder|uri|destination|dest|target|source|src)$|(?:Path|Paths|File|Files|Dir|Uri)$/;
const URL = /^(?:https?|wss?|ftp):[\\/]/i;
const PATH = /^(?:~?\/|\.{1,2}\/|file:\/\/\/)[^\n]{1,1024}$/;
const SHELL_TOOL = /shell|bash|terminal|command|exec|run_?(?:cmd|script)|ssh/i;
const FILE_TOOL = /file|director|folder|disk|path|(?:^|[^a-z])fs(?:[^a-z]|$)/i;

/** What the arguments of a tool that is not known would do, by their names and shapes: commands, paths, addresses, statements. */
export function analyzeArguments(call: ToolCall, setting: Setting): Analysis {
  const { found, complete } = stringsIn(call.input);
  let commands = 0;
  const parts = found.map((argument): Analysis => {
    if (isCommand(argument, call.name)) {
      return ++commands > MAX_COMMANDS ? { ...NO_ACTIONS, incomplete: ['too many commands in one call'] } : runs(argument, call, setting);
    }
    if (looksLikeSql(argument.text)) return statements(argument.text, call, setting);
    return oneAction(call.name, effectsOf(argument, call.name, setting));
  });
  const analysis = flagged(joinAnalyses(parts), 'argument');
  return complete ? analysis : { ...analysis, incomplete: [...analysis.incomplete, 'more arguments than are read'] };
}

const isCommand = ({ key, text, owner }: InputString, tool: string): boolean => {
  if (CODE_KEY.test(key) && (SHELL_TOOL.test(tool) || /^#!\S*sh\b/.test(text))) return true;
  const argv = argvAt(key, owner);
  return COMMAND_KEY.test(key) && (argv === undefined || text === argv[0]);
};

/** A list that is one command, word by word, rather than several. */
function argvAt(key: string, owner: InputString['owner']): readonly unknown[] | undefined {
  const list = owner?.[key];
  return Array.isArray(list) && typeof list[0] === 'string' && !/\s/.test(list[0]) ? list : undefined;
}

const spelled = (words: readonly unknown[]): readonly string[] =>
  words.slice(0, 256).flatMap((word) => (typeof word === 'string' ? [quoted(word)] : []));

const PROGRAMS: Readonly<Record<string, string>> = { kubernetes: 'kubectl', k8s: 'kubectl', opentofu: 'tofu', azure: 'az', github: 'gh' };
const CLIENTS =
  /^(?:terraform|tofu|terragrunt|pulumi|kubectl|helm|docker|podman|aws|gcloud|az|gh|glab|git|ansible|vault|heroku|fly|wrangler|redis-cli)$/;

/** The program that a tool is a front of: its commands are the verbs of that one. */
function programOf(tool: string): string | undefined {
  const words = tool.toLowerCase().split(/[^a-z0-9]+/);
  return words.map((word) => own(PROGRAMS, word) ?? word).find((word) => word !== undefined && CLIENTS.test(word));
}

function runs({ key, text, owner }: InputString, call: ToolCall, setting: Setting): Analysis {
  const { args, arguments: list, argv, cwd, workdir, working_directory: folder } = owner ?? {};
  const rest = args ?? list ?? argv;
  const words = spelled(argvAt(key, owner)?.slice(1) ?? (Array.isArray(rest) ? rest : []));
  const written = [cwd, workdir, folder].find((value) => typeof value === 'string');
  const where = typeof written === 'string' ? absoluteOf(pathWord(written, setting), setting) : setting.cwd;
  const line = [text, ...words].join(' ');
  const inner = { ...setting, cwd: where };
  const program = programOf(call.name);
  const verbs = analyzeCommand(line, setting.machine.shell, inner, call.name);
  if (program === undefined || text.startsWith(program)) return verbs;
  return joinAnalyses([verbs, analyzeCommand(`${program} ${line}`, setting.machine.shell, inner, call.name)]);
}

/** SQL, with the commands and files that it reaches for. */
function statements(text: string, call: ToolCall, setting: Setting): Analysis {
  const { effects = [], runs: started = [] } = readSql('sql')(text, setting);
  const shells = started.flatMap((run) => (run.kind === 'shell' ? [analyzeCommand(run.text.value, 'sh', setting, call.name)] : []));
  return joinAnalyses([oneAction(call.name, effects), ...shells.slice(0, MAX_COMMANDS)]);
}

function effectsOf({ key, text }: InputString, tool: string, setting: Setting) {
  if (text.length > MAX_TEXT) return [];
  if (URL.test(text)) return networkEffects('net.request', literal(text.split(/\s/, 1)[0] ?? text));
  if (CODE_KEY.test(key) && /[(;=]/.test(text)) return [{ kind: 'code.eval', flags: ['literal'], note: `code in \`${key}\`` } as const];
  if (!PATH.test(text) && !(PATH_KEY.test(key) && /^[^\s:<>|]{1,1024}$/.test(text))) return [];
  const path = text.replace(/^file:\/\//, '');
  return [{ kind: fileKind(tool), operand: pathOperand(pathWord(path, setting), setting) }];
}

/** Only a tool that speaks of files is believed to change one: `path` is as often a route or a page. */
function fileKind(tool: string): EffectKind {
  if (!FILE_TOOL.test(tool)) return 'file.read';
  if (/delete|remove|unlink|trash|rmdir/i.test(tool)) return 'file.delete';
  if (/move|rename/i.test(tool)) return 'file.move';
  if (/list|tree|stat|info/i.test(tool)) return 'file.list';
  return /write|create|edit|update|save|append|replace|patch|insert|put/i.test(tool) ? 'file.write' : 'file.read';
}
