import type { Language, Program, Run, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { programName } from '../../words.ts';
import { argumentsOf } from '../effects.ts';
import { family } from '../family.ts';

interface Console {
  readonly language: Language;
  /** The verb behind which code stands, or whose options give it. */
  readonly verb: RegExp;
  /** Options whose value is code; without them it is the operand behind the verb. */
  readonly code?: readonly string[];
}

/** A framework's own console: code of the project's language, with its models at hand. */
function framework({ language, verb, code = [] }: Console): Program {
  return (command) => {
    const wrapper = programName(command.words[0]);
    const options = readOptions(argumentsOf(command), { values: [...code, 'e', 'environment', 'settings', 'i', 'interface'] });
    const [first, second] = options.operands;
    if (!first || !verb.test(first.value)) return {};
    const given = code.length > 0 ? options.all(...code) : second ? [second] : [];
    const isScript = (word: Word): boolean => /\.\w{1,4}$/.test(word.value) && !/\s/.test(word.value);
    const runs = given.map(
      (word): Run =>
        isScript(word) ? { kind: 'file', path: word, as: language, wrapper } : { kind: 'code', text: word, language, wrapper },
    );
    return runs.length > 0 || !command.stdin ? { runs } : { runs: [{ kind: 'stdin', as: language, wrapper }] };
  };
}

/** The database's own client, started by a framework: what it is fed is SQL. */
const client: Program = (command) =>
  command.stdin && command.words[1] && /^(?:dbshell|dbconsole|db)$/.test(command.words[1].value)
    ? { runs: [{ kind: 'stdin', as: 'sql', wrapper: programName(command.words[0]) }] }
    : {};

const both =
  (first: Program, second: Program): Program =>
  (command, setting) => ({ runs: [...(first(command, setting).runs ?? []), ...(second(command, setting).runs ?? [])] });

const django = both(framework({ language: 'python', verb: /^(?:shell|shell_plus)$/, code: ['c', 'command'] }), client);
const rails = both(framework({ language: 'ruby', verb: /^(?:runner|r|console|c)$/ }), client);

export const consoles = family('manage.py django-admin rails artisan mix', () => ({
  'manage.py': django,
  'django-admin': django,
  rails,
  artisan: both(framework({ language: 'php', verb: /^tinker$/, code: ['execute'] }), client),
  mix: framework({ language: 'code', verb: /^run$/, code: ['e', 'eval'] }),
}));
