import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import type { Program, ProgramTable } from '../../command.ts';
import { indexFlags } from './install.ts';

/** Every program of a table, with flags added to what it installs and removes. */
const flagged = (
  table: ProgramTable,
  flagsFor: (...given: Parameters<Program>) => readonly EffectFlag[],
  kinds: readonly string[],
): ProgramTable =>
  Object.fromEntries(
    Object.entries(table).map(([name, program]): [string, Program] => [
      name,
      (command, setting) => {
        const outcome = program(command, setting);
        const added = outcome.effects?.length ? flagsFor(command, setting) : [];
        if (added.length === 0) return outcome;
        const add = (effect: Effect): Effect =>
          kinds.includes(effect.kind) ? { ...effect, flags: [...new Set([...(effect.flags ?? []), ...added])] } : effect;
        return { ...outcome, effects: outcome.effects?.map(add) ?? [] };
      },
    ]),
  );

/** What the system's own managers install is there for the whole machine. */
export const machineWide = (table: ProgramTable): ProgramTable => flagged(table, () => ['global'], ['package.install', 'package.remove']);

const INDEX =
  /^(?:PIP_(?:EXTRA_)?INDEX_URL|UV_(?:DEFAULT_|EXTRA_)?INDEX(?:_URL)?|npm_config_registry|NPM_CONFIG_REGISTRY|YARN_(?:NPM_)?REGISTRY(?:_SERVER)?|BUN_CONFIG_REGISTRY|GOPROXY|POETRY_REPOSITORIES_\w+_URL)$/;

/** Variables name registries, too. */
export const withRegistries = (table: ProgramTable): ProgramTable =>
  flagged(
    table,
    ({ environment }) =>
      indexFlags(
        Object.entries(environment)
          .filter(([name, word]) => INDEX.test(name) && /^https?:/i.test(word.value))
          .map(([, word]) => word),
      ),
    ['package.install'],
  );
