import { quoted } from '../../domain/quoted.ts';
import { literal } from '../command.ts';
import { strayIndex } from '../programs/packages/install.ts';
import { type Held, stepsOf } from './held.ts';

const MAX_LINES = 2_000;
const INDEX =
  /^\s*(?:[\w@:./-]*registry|(?:extra-|default-)?index-url|find-links|index|npmRegistryServer|url|mirror|replace-with)\s*[:=]\s*["']?(https?:\/\/[^\s"']+)/i;

const assignments = (text: string): readonly (readonly [string, string])[] =>
  text.split('\n', MAX_LINES).flatMap((line) => {
    const [, key, value] = /^\s*([\w@:./-]+)\s*[:=]\s*(.*?)\s*$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [[key, value.replace(/^(["'])(.*)\1$/, '$2')] as const];
  });

/** A setting in a file is the same setting that `npm config set` makes; an index that everyone sees there may be the project's own. */
export function npmSettings(text: string): Held {
  const settings = assignments(text).filter(([key]) => /^(?:script-?shell|node-options|ignore-scripts|strict-ssl)$/i.test(key));
  const commands = settings.map(([key, value]) => `npm config set ${quoted(key)} ${quoted(value)}`);
  return { ...stepsOf(commands), effects: indexes(text).effects };
}

/** The settings of any package manager that name where packages come from. */
export const indexes = (text: string): Held => ({
  steps: [],
  effects: text.split('\n', MAX_LINES).flatMap((line) => {
    const address = INDEX.exec(line)?.[1];
    return address === undefined ? [] : strayIndex(literal(address), 'a setting');
  }),
});

const CARGO = /^\s*(?:runner|rustc-wrapper|rustc-workspace-wrapper|linker)\s*=\s*"([^"]+)"/;

/** Programs that cargo runs in place of the compiler, the linker or what was built. */
export const cargoSettings = (text: string): Held => ({
  ...stepsOf(text.split('\n', MAX_LINES).flatMap((line) => CARGO.exec(line)?.[1] ?? [])),
  effects: indexes(text).effects,
});

/** Git's settings, each as the command that would set it. */
export function gitSettings(text: string): Held {
  let section = '';
  const commands = text.split('\n', MAX_LINES).flatMap((line) => {
    const [, name, subsection] = /^\s*\[\s*([\w.-]+)(?:\s+"([^"]*)")?\s*\]/.exec(line) ?? [];
    if (name !== undefined) section = subsection === undefined ? name : `${name}.${subsection}`;
    const [, key, value] = /^\s*([A-Za-z][\w-]*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return key === undefined || value === undefined || section === ''
      ? []
      : [`git config ${quoted(`${section}.${key}`)} ${quoted(value.replace(/^"(.*)"$/, '$1').replaceAll('\\"', '"'))}`];
  });
  return stepsOf(commands);
}
