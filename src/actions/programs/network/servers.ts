import { type Command, literal, type Outcome, type Program, type Setting, type Word } from '../../command.ts';
import { type OptionSpec, readOptions } from '../../options.ts';
import { pathOperand } from '../../paths.ts';
import { programName } from '../../words.ts';
import { ASKS_FOR_HELP, argumentsOf } from '../effects.ts';
import { family } from '../family.ts';

/** A folder that is given to whoever connects: from this machine, or from everywhere. */
export function served(folder: Word, here: boolean, note: string, setting: Setting): Outcome {
  if (here) return { effects: [{ kind: 'net.listen', flags: ['private'] }] };
  return {
    effects: [
      { kind: 'file.read', operand: pathOperand(folder, setting), flags: ['contents'] },
      { kind: 'net.listen', operand: { text: 'every address', certainty: 'literal', classes: [] }, flags: ['broad'], note },
    ],
  };
}

const OWN_ADDRESS = /^(?:\w+:\/\/)?(?:127\.|localhost|\[?::1\]?)/;

interface Server extends OptionSpec {
  /** Options whose value is the address that it listens on. */
  readonly address: readonly string[];
  /** Options whose value is the folder; the first operand where there are none. */
  readonly folder?: readonly string[];
  /** Without any of these it is something else. */
  readonly needs?: readonly string[];
  /** Listens on this machine alone where no address is given. */
  readonly here?: boolean;
}

/** A server of files. */
const server =
  ({ address, folder = [], needs = [], here = false, ...spec }: Server): Program =>
  (command, setting) => {
    const words = argumentsOf(command);
    const options = readOptions(words, { ...spec, values: [...(spec.values ?? []), ...address, ...folder] });
    if (words.some((word) => ASKS_FOR_HELP.test(word.value)) || (needs.length > 0 && !options.has(...needs))) return {};
    const bound = options.value(...address);
    const place = folder.length > 0 ? options.value(...folder) : options.operands[0];
    return served(place ?? literal('.'), bound ? OWN_ADDRESS.test(bound.value) : here, programName(command.words[0]), setting);
  };

const busybox = server({ address: ['p'], folder: ['h'], values: ['c', 'u', 'r'] });

/** `ruby -run -e httpd FOLDER`. */
const ruby: Program = (command: Command, setting) => {
  const options = readOptions(argumentsOf(command), { values: ['e', 'r', 'p', 'port', 'b', 'bind-address'] });
  if (options.value('e')?.value !== 'httpd') return {};
  const bound = options.value('b', 'bind-address');
  return served(options.operands[0] ?? literal('.'), bound !== undefined && OWN_ADDRESS.test(bound.value), 'ruby -run -e httpd', setting);
};

/** Programs that serve a folder's files. */
export const servers = family('serve http-server live-server miniserve dufs php ruby busybox', () => ({
  serve: server({ address: ['l', 'listen', 'p', 'port'], values: ['c', 'config'] }),
  'http-server': server({ address: ['a'], values: ['p', 'port', 'c', 'P', 'C', 'K', 'e'] }),
  'live-server': server({ address: ['host'], values: ['port', 'mount', 'proxy', 'ignore'] }),
  miniserve: server({ address: ['i', 'interfaces'], values: ['p', 'port', 'a', 'auth'] }),
  dufs: server({ address: ['b', 'bind'], values: ['p', 'port', 'a', 'auth'] }),
  php: server({ address: ['S'], folder: ['t'], values: ['d', 'c'], needs: ['S'] }),
  ruby,
  busybox: (command, setting) =>
    command.words[1]?.value === 'httpd' ? busybox({ ...command, words: command.words.slice(1) }, setting) : {},
}));
