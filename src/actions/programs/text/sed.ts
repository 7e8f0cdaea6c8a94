import type { Effect } from '../../../domain/effect.ts';
import type { Command, Outcome, Run, Setting, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { withValue } from '../../words.ts';
import { argumentsOf, fileEffect, readsOf, writeTo } from '../effects.ts';
import { family } from '../family.ts';
import { hidesValues, holdsVariables } from './names-only.ts';
import { readSedScript, type SedScript } from './sed-script.ts';
import { filtered } from './transforms.ts';

const IN_PLACE = /^-[nErsuz]*i|^--in-place/;

/** `-i` takes its suffix only when joined to it; macOS gives an empty word of its own. */
function withoutSuffix(words: readonly Word[]): readonly Word[] {
  return words
    .filter((word, at) => !(word.value === '' && /^-[nErsuz]*i$/.test(words[at - 1]?.value ?? '')))
    .map((word) => (IN_PLACE.test(word.value) ? withValue(word, word.value.replace(/i[^n].*$/, 'i')) : word));
}

function sed(command: Command, setting: Setting): Outcome {
  const words = argumentsOf(command);
  const inPlace = words.some((word) => IN_PLACE.test(word.value));
  const options = readOptions(withoutSuffix(words), {
    values: ['e', 'f', 'l', 'expression', 'file', 'line-length'],
    switches: ['quiet', 'silent', 'regexp-extended', 'separate', 'null-data', 'debug', 'sandbox', 'posix', 'in-place'],
  });
  const written = options.all('e', 'expression');
  const files = options.all('f', 'file');
  const given = written.length + files.length === 0;
  const scripts = given ? options.operands.slice(0, 1) : written;
  const inputs = options.operands.slice(given ? 1 : 0);
  const read = scripts.map((word) => ({ word, script: readSedScript(word.value) }));
  const outcome = filtered(inputs, command, setting, (text) =>
    replaced(
      text,
      read.map(({ script }) => script),
    ),
  );
  const namesOnly = scripts.length === 1 && files.length === 0 && scripts.every((word) => hidesValues(word.value));
  const changes = inPlace
    ? inputs.map((word) => fileEffect('file.write', word, setting, { flags: ['in-place'] }))
    : namesOnly && inputs.every(holdsVariables)
      ? inputs.map((word) => fileEffect('file.list', word, setting))
      : (outcome.effects ?? []);
  const sandboxed = options.has('sandbox');
  const others = sandboxed ? [] : read.flatMap(({ word, script }) => fileEffects(word, script, setting));
  const runs = sandboxed ? [] : read.flatMap(({ word, script }) => runsOf(word, script));
  return {
    effects: [...changes, ...readsOf(files, setting), ...others],
    ...(runs.length > 0 && { runs }),
    ...(outcome.stdout && !inPlace && { stdout: outcome.stdout }),
  };
}

const fileEffects = (word: Word, script: SedScript, setting: Setting): Effect[] => [
  ...script.writes.map((path) => writeTo(withValue(word, path), setting, ['truncate'], 'sed w')),
  ...script.reads.map((path) => fileEffect('file.read', withValue(word, path), setting)),
];

function runsOf(word: Word, script: SedScript): Run[] {
  const commands = script.commands.map((text): Run => ({ kind: 'shell', text: withValue(word, text), shell: 'sh', wrapper: 'sed' }));
  return script.runsText ? [...commands, { kind: 'stdin', as: 'sh', wrapper: 'sed' }] : commands;
}

/** The text with each script's one replacement made; unknown where a script is more than that. */
function replaced(text: string, scripts: readonly SedScript[]): string | undefined {
  let result = text;
  for (const { replacement } of scripts) {
    if (!replacement || replacement.from === '') return undefined;
    const { from, to, all } = replacement;
    result = result
      .split('\n')
      .map((line) => (all ? line.replaceAll(from, () => to) : line.replace(from, () => to)))
      .join('\n');
  }
  return result;
}

export const editing = family('sed gsed ssed', () => ({ sed, gsed: sed, ssed: sed }));
