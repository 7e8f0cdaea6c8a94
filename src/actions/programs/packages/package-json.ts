import { posix } from 'node:path';
import { isObject, type JsonObject, parseJson, stringAt } from '../../../domain/json.ts';
import { quoted } from '../../../domain/quoted.ts';
import type { Run, Setting, Word } from '../../command.ts';
import { isKnown } from '../../words.ts';

const MAX_BYTES = 262_144;
const MAX_LEVELS = 12;

export interface Manifest {
  readonly folder: string;
  readonly scripts: JsonObject;
}

function parse(text: string): JsonObject | undefined {
  const value = parseJson(text);
  return isObject(value) ? value : undefined;
}

/** The scripts of the nearest package.json, from the folder upwards. */
export function nearestManifest(setting: Setting): Manifest | undefined {
  let folder = setting.remote ? undefined : setting.cwd;
  for (let level = 0; folder !== undefined && level < MAX_LEVELS; level++) {
    const content = setting.machine.files.read(posix.join(folder, 'package.json'), MAX_BYTES);
    if (content.kind === 'text') {
      const scripts = parse(content.text)?.['scripts'];
      return { folder, scripts: isObject(scripts) ? scripts : {} };
    }
    if (content.kind !== 'missing') return undefined;
    const parent = posix.dirname(folder);
    folder = parent === folder ? undefined : parent;
  }
  return undefined;
}

const SCRIPT_SHELL = 'sh';

/** A script by its name, with what runs before and after it; arguments go to the script itself. */
export function scriptRuns(manifest: Manifest, name: string, wrapper: string, passed: readonly Word[] = []): readonly Run[] {
  const cwd: Word = { text: manifest.folder, value: manifest.folder, certainty: 'derived' };
  const line = [`pre${name}`, name, `post${name}`].map((script) => ({
    script,
    text: Object.hasOwn(manifest.scripts, script) ? stringAt(manifest.scripts, script) : undefined,
  }));
  const suffix = passed.map((word) => ` ${isKnown(word) ? quoted(word.value) : word.value}`).join('');
  return line.flatMap(({ script, text }): readonly Run[] => {
    if (text === undefined) return [];
    const value = script === name ? text + suffix : text;
    return [
      { kind: 'shell', text: { text, value, certainty: passed.every(isKnown) ? 'derived' : 'unknown' }, shell: SCRIPT_SHELL, wrapper, cwd },
    ];
  });
}

/** What an install of the project's own dependencies runs of the project. */
export function lifecycleRuns(setting: Setting, wrapper: string): readonly Run[] {
  const manifest = nearestManifest(setting);
  return manifest ? ['install', 'prepare'].flatMap((name) => scriptRuns(manifest, name, wrapper)) : [];
}
