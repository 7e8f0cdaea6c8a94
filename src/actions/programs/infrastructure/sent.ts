import type { Program, Run, Word } from '../../command.ts';
import { type Options, readOptions } from '../../options.ts';
import { isSql, type SqlDialect } from '../../sql/dialects.ts';
import { joined, programName, withValue } from '../../words.ts';
import { fed } from '../databases/clients.ts';
import { argumentsOf } from '../effects.ts';
import { family } from '../family.ts';
import { listed } from './service.ts';

/** A line of a client that hands a command or statements on. */
interface Sent {
  /** The words in front of it, each with its spellings. */
  readonly verbs: string;
  /** How many names stand between the verbs and the command; absent where only options hold it. */
  readonly names?: number;
  /** Options whose value is the command. */
  readonly options?: string;
  /** Other options that take a value. */
  readonly values?: string;
  /** `here`: with what it needs to reach the service, on this machine. */
  readonly as: 'shell' | 'here' | SqlDialect;
  /** The switch without which it stays on this machine, in a copy to try things on. */
  readonly needs?: string;
}

const FLY: readonly Sent[] = [
  { verbs: 'ssh console', options: 'C command', values: 'a app u user r region', as: 'shell' },
  { verbs: 'console', options: 'C command', values: 'a app', as: 'shell' },
  { verbs: 'postgres|pg connect', values: 'a app d database u user p password', as: 'postgresql' },
  { verbs: 'mpg connect', values: 'a app d database c cluster', as: 'postgresql' },
  { verbs: 'machine|machines|m exec', names: 1, values: 'a app timeout', as: 'shell' },
];
const SHELL_OPTION = 'c command';

const CLIENTS: Readonly<Record<string, readonly Sent[]>> = {
  aws: [
    { verbs: 'ecs execute-command', options: 'command', as: 'shell' },
    { verbs: 'ssm send-command', options: 'parameters', as: 'shell' },
  ],
  gcloud: [
    { verbs: 'compute ssh', options: 'command', values: 'zone project', as: 'shell' },
    { verbs: 'sql connect', values: 'user u database d', as: 'sql' },
  ],
  prisma: [{ verbs: 'db execute', values: 'schema url config file', as: 'sql' }],
  pscale: [{ verbs: 'shell', values: 'org', as: 'mysql' }],
  az: [
    { verbs: 'vm|vmss run-command invoke|create', options: 'scripts script', as: 'shell' },
    { verbs: 'container exec', options: 'exec-command', as: 'shell' },
    { verbs: 'containerapp exec', options: 'command', as: 'shell' },
    { verbs: 'aks command invoke', options: SHELL_OPTION, as: 'shell' },
  ],
  doctl: [{ verbs: 'compute ssh', options: 'ssh-command', as: 'shell' }],
  hcloud: [{ verbs: 'server ssh', names: 1, values: 'u user p port', as: 'shell' }],
  heroku: [
    { verbs: 'run|run:detached|run:inside', names: 0, values: 'a app r remote s size e env type', as: 'shell' },
    { verbs: 'pg:psql|psql', options: 'c command', values: 'a app f file', as: 'postgresql' },
    { verbs: 'local:run', names: 0, values: 'e env p port', as: 'here' },
  ],
  fly: FLY,
  flyctl: FLY,
  railway: [
    { verbs: 'ssh', names: 0, values: 's service e environment p project', as: 'shell' },
    { verbs: 'run|local', names: 0, values: 's service e environment', as: 'here' },
  ],
  netlify: [{ verbs: 'dev:exec', names: 0, values: 'context', as: 'here' }],
  vercel: [{ verbs: 'env run', names: 0, values: 'environment e git-branch', as: 'here' }],
  cf: [{ verbs: 'ssh', options: SHELL_OPTION, as: 'shell' }],
  eb: [{ verbs: 'ssh', options: SHELL_OPTION, as: 'shell' }],
  copilot: [{ verbs: 'svc|task|job exec', options: SHELL_OPTION, as: 'shell' }],
  wrangler: [{ verbs: 'd1 execute', options: 'command', as: 'sqlite', needs: 'remote' }],
  turso: [{ verbs: 'db shell', names: 1, as: 'sqlite' }],
  supabase: [{ verbs: 'db query|execute', names: 0, values: 'db-url', as: 'postgresql' }],
};

const follows = (verbs: readonly string[], operands: readonly Word[]): boolean =>
  verbs.every((forms, at) => forms.split('|').includes(operands[at]?.value ?? ''));

/** `commands=["rm -r /srv"]`: what a list of parameters says. */
const bare = (word: Word): Word => {
  const list = /^\s*(?:\{\s*)?"?commands"?\s*[=:]\s*(.*)$/s.exec(word.value)?.[1];
  return list === undefined
    ? word
    : withValue(word, list.replace(/^\[?\s*["']?|["']?\s*\]?\s*\}?$/g, '').replace(/["']\s*,\s*["']/g, '\n'));
};

function textsOf({ verbs, names, options: holding }: Sent, options: Options, words: readonly Word[]): readonly (readonly Word[])[] {
  const held = options.all(...listed(holding)).map((word) => [bare(word)]);
  if (names === undefined || held.length > 0) return held;
  const begin = options.positions[listed(verbs).length + names];
  return begin === undefined ? [] : [words.slice(begin)];
}

function run(words: readonly Word[], as: Sent['as'], wrapper: string): Run {
  if (isSql(as)) return { kind: 'code', text: joined(words), language: as, wrapper, remote: true };
  if (as === 'here') return { kind: 'argv', argv: words, wrapper };
  return { kind: 'shell', text: joined(words), shell: 'sh', wrapper, remote: true, mounts: [] };
}

/** What the clients of clouds and platforms run where they lead; what they change themselves is told beside it. */
const sender =
  (lines: readonly Sent[]): Program =>
  (command) => {
    const words = argumentsOf(command);
    for (const line of lines) {
      const values = [...listed(line.options), ...listed(line.values), 'profile', 'region', 'project'];
      const options = readOptions(words, { values });
      if (!follows(listed(line.verbs), options.operands) || (line.needs !== undefined && !options.has(line.needs))) continue;
      const texts = textsOf(line, options, words);
      const wrapper = programName(command.words[0]);
      if (texts.length === 0 && isSql(line.as) && command.stdin) return fed(command.stdin, { dialect: line.as, wrapper, remote: true });
      return { runs: texts.map((text) => run(text, line.as, wrapper)) };
    }
    return {};
  };

export const sent = family(
  `aws gcloud prisma pscale az doctl hcloud heroku fly flyctl railway netlify vercel cf eb copilot wrangler turso supabase`,
  () => Object.fromEntries(Object.entries(CLIENTS).map(([name, lines]) => [name, sender(lines)])),
);
