import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import type { Program, ProgramTable } from '../../command.ts';
import { programName } from '../../words.ts';
import { addressesIn, indexFlags } from './install.ts';
import { type Index, lookalikeOf, packageName } from './lookalike.ts';

type Change = (effect: Effect) => Effect;

/** Every program of a table, with what it installs and removes told more closely. */
const changed = (table: ProgramTable, changeFor: (...given: Parameters<Program>) => Change | undefined): ProgramTable =>
  Object.fromEntries(
    Object.entries(table).map(([name, program]): [string, Program] => [
      name,
      (command, setting) => {
        const outcome = program(command, setting);
        const change = outcome.effects?.length ? changeFor(command, setting) : undefined;
        return change ? { ...outcome, effects: outcome.effects?.map(change) ?? [] } : outcome;
      },
    ]),
  );

const adding =
  (added: readonly EffectFlag[], kinds: readonly string[]): Change =>
  (effect) =>
    kinds.includes(effect.kind) ? { ...effect, flags: [...new Set([...(effect.flags ?? []), ...added])] } : effect;

const GLOBALLY = adding(['global'], ['package.install', 'package.remove']);

/** What the system's own managers install is there for the whole machine. */
export const machineWide = (table: ProgramTable): ProgramTable => changed(table, () => GLOBALLY);

const INDEX =
  /^(?:PIP_(?:EXTRA_)?INDEX_URL|UV_(?:DEFAULT_|EXTRA_)?INDEX(?:_URL)?|npm_config_registry|NPM_CONFIG_REGISTRY|YARN_(?:NPM_)?REGISTRY(?:_SERVER)?|BUN_CONFIG_REGISTRY|GOPROXY|POETRY_REPOSITORIES_\w+_URL)$/;

const UNCHECKED =
  /^(?:GOFLAGS=.*-insecure\b|GOSUMDB=off$|GO(?:INSECURE|NOSUMCHECK|NOSUMDB)=[*1]|PIP_TRUSTED_HOST=.|npm_config_strict_ssl=false$)/i;

/** Variables name registries, too, and switch checks off. */
export const withRegistries = (table: ProgramTable): ProgramTable =>
  changed(table, ({ environment }) => {
    const flags = indexFlags(
      Object.entries(environment)
        .filter(([name]) => INDEX.test(name))
        .flatMap(([, word]) => addressesIn(word)),
    );
    const unchecked = Object.entries(environment).some(([name, word]) => UNCHECKED.test(`${name}=${word.value}`));
    const added: readonly EffectFlag[] = unchecked ? [...flags, 'insecure'] : flags;
    return added.length > 0 ? adding(added, ['package.install']) : undefined;
  });

const OTHER_SOURCE: readonly EffectFlag[] = ['from-url', 'from-git', 'from-path'];

/** Whose names each installer takes. */
const INDEX_OF: ReadonlyMap<string, Index> = new Map([
  ...names('npm pnpm yarn yarnpkg bun npx bunx pnpx pnx', 'npm'),
  ...names('pip pip2 pip3 uv uvx pipx poetry pdm rye pipenv easy_install', 'pypi'),
  ...names('cargo', 'crates'),
  ...names('gem bundle bundler', 'gems'),
]);

function names(programs: string, index: Index): readonly (readonly [string, Index])[] {
  return programs.split(' ').map((program) => [program, index]);
}

/** Names that imitate a popular package are told; `note` is then the name that was probably meant. */
export const withLookalikes = (table: ProgramTable): ProgramTable =>
  changed(table, ({ words }) => {
    const index = INDEX_OF.get(programName(words[0]));
    return index && ((effect) => marked(effect, index));
  });

function marked(effect: Effect, index: Index): Effect {
  const spec = effect.kind === 'package.install' ? effect.operand?.value : undefined;
  if (spec === undefined || effect.flags?.some((flag) => OTHER_SOURCE.includes(flag))) return effect;
  const meant = lookalikeOf(packageName(spec), index);
  return meant === undefined ? effect : { ...effect, flags: [...(effect.flags ?? []), 'lookalike'], note: meant };
}
