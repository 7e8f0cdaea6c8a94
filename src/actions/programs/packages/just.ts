import { posix } from 'node:path';
import { HOLE, type Program, type Run, type Setting, type Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { isKnown, workedOut } from '../../words.ts';
import { runsScript } from './install.ts';

const MAX_BYTES = 262_144;
const MAX_LINES = 10_000;
const MAX_RECIPES = 32;
const NAMES = ['justfile', 'Justfile', '.justfile'];
const HEADER = /^@?([A-Za-z_][\w-]*)((?:\s+[^:=\s]+(?:=\S+)?)*)\s*:(?!=)(.*)$/;

interface Recipe {
  readonly needs: readonly string[];
  readonly lines: string[];
}

interface Justfile {
  readonly recipes: Map<string, Recipe>;
  readonly variables: Map<string, string>;
}

function parse(text: string): Justfile {
  const found: Justfile = { recipes: new Map(), variables: new Map() };
  let current: Recipe | undefined;
  for (const line of text.replaceAll('\r', '').split('\n', MAX_LINES)) {
    if (/^\s/.test(line)) {
      current?.lines.push(line.trim());
      continue;
    }
    const assignment = /^(?:export\s+)?([\w-]+)\s*:=\s*(?:'([^']*)'|"([^"]*)")\s*$/.exec(line);
    if (assignment) found.variables.set(assignment[1] ?? '', assignment[2] ?? assignment[3] ?? '');
    const header = line.length < 1024 && !line.startsWith('#') ? HEADER.exec(line) : null;
    if (!header) continue;
    current = { needs: (header[3] ?? '').split(/[\s()&]+/).filter((name) => name !== ''), lines: [] };
    found.recipes.set(header[1] ?? '', current);
  }
  return found;
}

function recipeRuns(file: Justfile, name: string, folder: string, depth: number): readonly Run[] {
  const recipe = file.recipes.get(name);
  if (!recipe || depth >= MAX_RECIPES) return [];
  const cwd: Word = { text: folder, value: folder, certainty: 'derived' };
  const filled = recipe.lines.map((line) =>
    line.replace(/\{\{([^{}]*)\}\}/g, (_, variable: string) => file.variables.get(variable.trim()) ?? HOLE),
  );
  // A recipe that starts with `#!` is one script, else every line is a command of its own.
  const texts = filled[0]?.startsWith('#!') ? [filled.join('\n')] : filled.map((line) => line.replace(/^[@-]+/, ''));
  const own = texts
    .filter((value) => value !== '' && !/^#!.*\b(?:python|node|ruby|perl)/.test(value))
    .map(
      (value): Run => ({
        kind: 'shell',
        text: workedOut(value, value),
        shell: 'sh',
        wrapper: 'just',
        cwd,
      }),
    );
  return [...recipe.needs.flatMap((need) => recipeRuns(file, need, folder, depth + 8)), ...own];
}

function load(folder: string, file: Word | undefined, setting: Setting): Justfile | undefined {
  for (const name of file ? [file.value] : NAMES) {
    const content = setting.machine.files.read(posix.resolve(folder, name), MAX_BYTES);
    if (content.kind === 'text') return parse(content.text);
  }
  return undefined;
}

export const just: Program = (command, setting) => {
  const options = readOptions(command.words.slice(1), {
    values: ['f', 'd', 'justfile', 'working-directory', 'set', 'shell', 'shell-arg', 'color'],
    switches: ['list', 'summary', 'show', 'dry-run', 'evaluate', 'dump', 'choose', 'fmt'],
  });
  if (options.has('l', 'list', 'summary', 's', 'show', 'n', 'dry-run', 'dump', 'fmt', 'version', 'evaluate')) return {};
  const folder = options.value('d', 'working-directory');
  const cwd =
    setting.remote || setting.cwd === undefined
      ? undefined
      : folder && isKnown(folder)
        ? posix.resolve(setting.cwd, folder.value)
        : setting.cwd;
  const file = cwd === undefined ? undefined : load(cwd, options.value('f', 'justfile'), setting);
  const name = options.operands[0]?.value ?? (file ? [...file.recipes.keys()][0] : undefined);
  const runs = file && cwd !== undefined && name !== undefined ? recipeRuns(file, name, cwd, 0) : [];
  return { effects: [runsScript('just', options.operands[0])], runs };
};
