import { posix } from 'node:path';
import type { MadeFile } from '../../domain/action.ts';
import type { Effect } from '../../domain/effect.ts';
import type { Operand } from '../../domain/operand.ts';
import { BELOW, speaksOf } from '../../domain/session.ts';
import { type Language, literal, type Setting, type Word } from '../command.ts';
import { absoluteOf } from '../paths.ts';
import type { Interpreter, Written } from './interpreter.ts';
import { imported, obeyed } from './obeyed.ts';

type MadeLabel = MadeFile['label'];

/** The worst first. */
const LABELS: readonly MadeLabel[] = ['downloaded-script', 'cloned-repository', 'wrote-script'];

const NONE: readonly never[] = [];

/** What earlier calls of the session left at this path, the worst of it. */
export function earlierLabel({ session = NONE }: Setting, absolute: string): MadeLabel | undefined {
  const about = session.filter((label) => label.about !== undefined && speaksOf(label, absolute));
  return LABELS.find((name) => about.some((label) => label.name === name));
}

/** What earlier calls of the session fetched, by absolute path. */
const fetched = ({ session = NONE, remote }: Setting): readonly string[] =>
  remote
    ? NONE
    : session.flatMap(({ name, about }): readonly string[] => (name === 'downloaded-script' && about !== undefined ? [about] : NONE));

const runsFetched = (path: string, operand?: Operand): Effect => ({
  kind: 'code.eval',
  operand: { text: path, certainty: 'derived', classes: [], ...operand, value: path },
  flags: ['downloaded', 'earlier'],
});

/** What a program is handed to install, to run or to carry out, where an earlier call fetched it: `dpkg -i tool.deb`, `java -jar tool.jar`, `make`. */
export function handedOn(effects: readonly Effect[], name: string, words: readonly Word[], setting: Setting): readonly Effect[] {
  const paths = fetched(setting);
  if (paths.length === 0) return NONE;
  const given = effects.flatMap(({ kind, operand, flags }): readonly Effect[] => {
    if (operand?.value === undefined) return NONE;
    const isFile = kind === 'package.install' ? flags?.includes('from-path') === true : kind === 'exec' && operand.text !== words[0]?.text;
    const absolute = isFile ? absoluteOf(literal(operand.value), setting) : undefined;
    return absolute !== undefined && earlierLabel(setting, absolute) === 'downloaded-script' ? [runsFetched(absolute, operand)] : NONE;
  });
  return [...given, ...obeyed(name, words, paths, setting).map((path) => runsFetched(path))];
}

/** What code loads, where an earlier call fetched it. */
export function loadsFetched(text: string, language: Language, script: string | undefined, setting: Setting): readonly Effect[] {
  const paths = fetched(setting);
  if (paths.length === 0) return NONE;
  const folders = [setting.cwd, script === undefined ? undefined : posix.dirname(script)].filter((folder) => folder !== undefined);
  return imported(text, language, paths, folders).map((path) => runsFetched(path));
}

const MAX_MADE = 64;

/** What the call leaves behind that nobody has read, for later calls of the session. */
export function madeFiles(run: Interpreter, setting: Setting): readonly MadeFile[] {
  if (run.written.size === 0) return NONE;
  const made: MadeFile[] = [];
  const fromDownloads = madeOfDownloads(run, setting);
  for (const [path, written] of run.written) {
    if (made.length >= MAX_MADE) break;
    if (/^\/(?:dev|proc)\//.test(path)) continue;
    const label = labelOf(written, path, setting, fromDownloads);
    if (label) made.push({ path: placeOf(written, path, setting), label });
  }
  return made;
}

function labelOf(written: Written, path: string, setting: Setting, fromDownloads: ReadonlySet<number>): MadeLabel | undefined {
  const { origin, text, path: source } = written.content;
  if (origin === 'downloaded')
    return written.stream.origin === 'downloaded' && path.endsWith(BELOW) ? 'cloned-repository' : 'downloaded-script';
  if (origin === 'file') return source && earlierLabel(setting, source.value);
  if (origin === 'literal' || text !== undefined || !mayBeScript(path)) return undefined;
  return fromDownloads.has(written.action) ? 'downloaded-script' : 'wrote-script';
}

/** What a program makes of a download, such as its text decoded, comes from the network as well: the actions that read one, and all that they flow into. */
function madeOfDownloads(run: Interpreter, setting: Setting): ReadonlySet<number> {
  const reached = new Set<number>();
  for (const [at, { effects }] of run.actions.entries()) {
    const reads = effects.some(
      ({ kind, operand }) => kind === 'file.read' && operand?.value !== undefined && isDownload(run, setting, operand.value),
    );
    if (reads) reached.add(at);
  }
  if (reached.size === 0) return reached;
  const flows: number[][] = [];
  for (const { from, to } of run.edges) {
    flows[from] ??= [];
    flows[from].push(to);
  }
  // A set that grows while it is walked.
  for (const action of reached) for (const to of flows[action] ?? NONE) reached.add(to);
  return reached;
}

const isDownload = (run: Interpreter, setting: Setting, path: string): boolean =>
  run.written.get(path)?.content.origin === 'downloaded' || earlierLabel(setting, path) === 'downloaded-script';

/** By its name; what a program prints into a log or a table is not run. */
const mayBeScript = (path: string): boolean => /\.(?:[a-z]*sh|fish|command|py|pl|rb|[cm]?js)$|\/[^./]+$|\/\*\*$/.test(path);

/** An archive that is unpacked where the work goes on makes not all of that folder, but most likely one of its own name in it. */
function placeOf({ stream }: Written, path: string, setting: Setting): string {
  if (!path.endsWith(BELOW)) return path;
  const folder = path.slice(0, -BELOW.length);
  const { machine, cwd } = setting;
  const shared = [machine.project, machine.home, cwd, ...machine.tempFolders].some(
    (place) => place === folder || place?.startsWith(`${folder}/`),
  );
  const source = stream.path?.value;
  if (!shared || source === undefined) return path;
  return `${folder}/${posix.basename(source).replace(/(?:\.git|\.t[a-z]{2,3}|\.tar\.\w{1,4}|\.zip)$/i, '')}${BELOW}`;
}
