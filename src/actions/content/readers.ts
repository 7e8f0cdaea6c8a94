import type { Operand } from '../../domain/operand.ts';
import { containers } from './containers.ts';
import { dockerfile } from './dockerfile.ts';
import { devContainer, editorTasks, valuesUnder } from './editor.ts';
import { type HeldReader, stepsOf } from './held.ts';
import { lockFile } from './lock-file.ts';
import { cargoManifest, gemfile, packageManifest, pythonManifest, requirements } from './manifests.ts';
import { notebook } from './notebook.ts';
import { cargoSettings, gitSettings, indexes, npmSettings } from './settings.ts';
import { justRecipes, makeRecipes, terraformCommands, timetable, tomlCommands, unit } from './timetables.ts';
import { workflow } from './workflow.ts';
import { yamlEntries } from './yaml-entries.ts';
import { yamlSteps } from './yaml-steps.ts';

const LOCAL_KEYS: ReadonlySet<string> = new Set(['run', 'entry', 'cmd', 'cmds', 'sh', 'runner']);

/** Tasks that run on this machine: Taskfile, lefthook, pre-commit. */
const localTasks: HeldReader = (text) => ({ steps: yamlSteps(yamlEntries(text), LOCAL_KEYS), effects: [] });

/** By the whole name in lower case; made when the first file is written. */
let byName: ReadonlyMap<string, HeldReader> | undefined;

const readersByName = (): ReadonlyMap<string, HeldReader> =>
  new Map<string, HeldReader>([
    ...named('package.json composer.json deno.json deno.jsonc', packageManifest),
    ...named('package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml uv.lock poetry.lock cargo.lock', lockFile),
    ...named('pyproject.toml pipfile', pythonManifest),
    ...named('cargo.toml', cargoManifest),
    ...named('gemfile gems.rb', gemfile),
    ...named('makefile gnumakefile', makeRecipes),
    ...named('justfile .justfile', justRecipes),
    ...named('dockerfile containerfile', dockerfile),
    ...named('.npmrc .pnpmrc .yarnrc .yarnrc.yml', npmSettings),
    ...named('pip.conf pip.ini uv.toml bunfig.toml .pypirc nuget.config', indexes),
    ...named('.gitconfig .gitmodules', gitSettings),
    ...named('tasks.json', editorTasks),
    ...named('devcontainer.json .devcontainer.json', devContainer),
    // An action that a repository publishes: whoever uses it runs it on their build server.
    ...named('action.yml action.yaml', workflow),
    ...named('taskfile.yml taskfile.yaml lefthook.yml .lefthook.yml .pre-commit-config.yaml .pre-commit-hooks.yaml', localTasks),
  ]);

function named(names: string, reader: HeldReader): readonly (readonly [string, HeldReader])[] {
  return names.split(' ').map((name) => [name, reader]);
}

/** How a file of this name and place is read, where something acts on it. */
export function readerFor(path: string, text: string, target: Operand): HeldReader | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const has = (kind: (typeof target.classes)[number]) => target.classes.includes(kind);
  byName ??= readersByName();
  const known = byName.get(name);
  if (known) return known;
  if (/^(?:dockerfile|containerfile)[.-]|\.(?:dockerfile|containerfile)$/.test(name)) return dockerfile;
  if (name.endsWith('.mk')) return makeRecipes;
  if (name.endsWith('.ipynb')) return notebook;
  if (/^requirements.*\.(?:txt|in)$|^constraints.*\.txt$/.test(name)) return requirements;
  if (/\/\.cargo\/config(?:\.toml)?$/.test(path)) return cargoSettings;
  if (/(?:^|\/)\.git\/config$|\/git\/config$/.test(path)) return gitSettings;
  if (/\.tf$|\.tf\.json$/.test(name)) return terraformCommands;
  if (/\.(?:service|timer|socket|path)$/.test(name)) return unit;
  if (has('agent-config')) return agentSettings(name);
  if (has('persistence') && path.includes('cron')) return timetable;
  return /\.ya?ml$/.test(name) ? yamlReader(name, text, has('ci')) : undefined;
}

function agentSettings(name: string): HeldReader | undefined {
  if (/\.jsonc?$/.test(name)) return (text) => stepsOf(valuesUnder(text, /^(?:command|bash|exec|powershell)$/));
  return name.endsWith('.toml') ? tomlCommands : undefined;
}

const COMPOSITION = /^(?:docker-)?compose(?:[.-].*)?\.ya?ml$/;

function yamlReader(name: string, text: string, isCi: boolean): HeldReader | undefined {
  if (isCi) return workflow;
  return COMPOSITION.test(name) || (/^apiVersion:/m.test(text) && /^kind:/m.test(text)) ? containers : undefined;
}
