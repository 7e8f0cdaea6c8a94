import type { Effect } from '../../../domain/effect.ts';
import { type Command, literal, type Outcome, type Setting } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { addedByDiff, parsePatch } from '../../patches.ts';
import { argumentsOf, fileEffect, readsOf, writeTo } from '../effects.ts';

/** Patches that are named on more files than this are taken for the whole folder. */
const MAX_PATCHED = 64;

/** What a patch changes stands in it; else it may be any file of the folder. */
export function patch(command: Command, setting: Setting): Outcome {
  const options = readOptions(argumentsOf(command), {
    values: ['p', 'i', 'd', 'o', 'r', 'F', 'D', 'strip', 'input', 'directory', 'output', 'reject-file', 'fuzz'],
    switches: ['reverse', 'dry-run', 'forward', 'backup', 'force', 'silent'],
  });
  const input = options.value('i', 'input') ?? options.operands[1];
  const effects = readsOf(input ? [input] : [], setting);
  if (options.has('dry-run', 'C')) return { effects };
  const named = options.value('o', 'output') ?? options.operands[0];
  if (named) return { effects: [...effects, writeTo(named, setting, ['in-place'], 'patch')] };
  const text = input ? undefined : command.stdin?.text;
  const strip = Number(options.value('p', 'strip')?.value ?? '0') || 0;
  const within = options.value('d', 'directory')?.value;
  const placed = (path: string): string => (within === undefined ? '' : `${within}/`) + path.split('/').slice(strip).join('/');
  const { effects: changes = [], writes = [] } = diffOutcome(text, placed, setting);
  return { effects: [...effects, ...changes], writes };
}

/** What a unified diff does to the files of a folder; `placed` says where a name in it leads. */
export const diffOutcome = (text: string | undefined, placed: (path: string) => string, setting: Setting): Outcome => ({
  effects: patched(text, placed, setting),
  writes: addedWrites(text, placed),
});

/** What a patch adds to a file is told as what it writes there, so that it is judged as such. */
function addedWrites(text: string | undefined, placed: (path: string) => string): NonNullable<Outcome['writes']> {
  const added = text === undefined ? [] : [...addedByDiff(text)].filter(([path, lines]) => path !== '/dev/null' && lines !== '');
  return added.map(([path, lines]) => ({ path: literal(placed(path)), stream: { origin: 'literal', text: lines } }));
}

/** The files of a patch in the form that coding agents write. */
export function applyPatch(command: Command, setting: Setting): Outcome {
  const text = argumentsOf(command)[0]?.value ?? command.stdin?.text;
  const files = text === undefined ? [] : parsePatch(text);
  return {
    effects: files.map(({ kind, path }) => fileEffect(kind, literal(path), setting, { note: 'apply_patch' })),
    writes: files
      .filter(({ added }) => added !== '')
      .map(({ path, added }) => ({ path: literal(path), stream: { origin: 'literal', text: added } })),
  };
}

function patched(text: string | undefined, placed: (path: string) => string, setting: Setting): Effect[] {
  const paths = [...(text ?? '').matchAll(/^(?:\+\+\+|---) ([^\t\n]+)/gm)]
    .map(([, path = '']) => path)
    .filter((path) => path !== '/dev/null');
  const files = [...new Set(paths.map(placed))];
  const words = files.length > 0 && files.length <= MAX_PATCHED ? files.map(literal) : [literal(placed('(a patched file)'))];
  return words.map((word) => writeTo(word, setting, ['in-place'], 'patch'));
}
