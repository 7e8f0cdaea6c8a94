import type { Effect, EffectFlag, EffectKind } from '../../../domain/effect.ts';
import { type Command, HOLE, type Program, type Run, type Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { programName } from '../../words.ts';
import { argumentsOf } from '../effects.ts';
import { family } from '../family.ts';
import { named } from '../system/verbs.ts';
import { isForTesting } from './worth.ts';

type Call = readonly [pattern: RegExp, kind: EffectKind, ...flags: readonly EffectFlag[]];

/** What a script for a store without SQL does, told by the calls in it. */
const MONGO: readonly Call[] = [
  [/\b(?:run|admin)Command\s{0,8}\(\s{0,8}\{\s{0,8}["']?drop(?:Database)?["']?\s{0,8}:/, 'db.drop'],
  [/\bdropDatabase\s{0,8}\(|\.drop(?:Collection|User|AllUsersFromDatabase)?\s{0,8}\(/, 'db.drop'],
  [/\.(?:deleteMany|remove)\s{0,8}\(\s{0,8}(?:\{\s{0,8}\})?\s{0,8}[),]/, 'db.write', 'delete', 'all'],
  [/\.updateMany\s{0,8}\(\s{0,8}\{\s{0,8}\}/, 'db.write', 'all'],
  [
    /\b(?:createUser|updateUser|dropUser|grantRolesToUser|createRole|changeUserPassword|shutdownServer)\b|\brs\.(?:remove|reconfig|stepDown)\s{0,8}\(/,
    'db.admin',
  ],
  [/\.(?:deleteOne|deleteMany|remove|findOneAndDelete)\s{0,8}\(/, 'db.write', 'delete'],
  [/\.(?:insert|update|replace|bulkWrite|save)\w*\s{0,8}\(/, 'db.write'],
];

/** Cypher deletes what a pattern without a name or a condition finds. */
const CYPHER: readonly Call[] = [
  [/\bmatch\s{0,8}\(\s{0,8}\w{0,32}\s{0,8}\)\s{1,8}(?:detach\s{1,8})?delete\b/i, 'db.drop', 'all'],
  [/\bdrop\s{1,8}(?:composite\s{1,8})?database\b/i, 'db.drop'],
  [/\b(?:create|drop|alter)\s{1,8}(?:or\s{1,8}replace\s{1,8})?(?:user|role)\b|\b(?:grant|revoke|deny)\s/i, 'db.admin'],
  [/\b(?:detach\s{1,8})?delete\b/i, 'db.write', 'delete'],
  [/\b(?:create|merge|set|remove)\b/i, 'db.write'],
];

const effectOf = (text: string, calls: readonly Call[], worth: readonly EffectFlag[]): readonly Effect[] =>
  calls.flatMap(([pattern, kind, ...own]): readonly Effect[] => {
    const note = pattern.exec(text)?.[0];
    const flags = [...own, ...worth];
    return note === undefined ? [] : [{ kind, note, ...(flags.length > 0 && { flags }) }];
  });

const stdinOf = ({ stdin }: Command): readonly Word[] =>
  stdin?.text === undefined ? [] : [{ text: stdin.text, value: stdin.text, certainty: 'derived' }];

/** The shell of MongoDB runs JavaScript. */
const mongo: Program = (command) => {
  const options = readOptions(argumentsOf(command), {
    values: ['eval', 'f', 'file', 'host', 'port', 'u', 'username', 'p', 'password', 'authenticationDatabase', 'tls-file'],
  });
  const wrapper = programName(command.words[0]);
  const scripts = [...options.all('f', 'file'), ...options.operands.filter((word) => /\.[cm]?js$/.test(word.value))];
  const texts = [...options.all('eval'), ...stdinOf(command)];
  const worth = worthOf(options.operands.slice(0, 1), options.all('host'), command);
  const runs: readonly Run[] = [
    ...options.all('eval').map((text): Run => ({ kind: 'code', text, language: 'javascript', wrapper })),
    ...scripts.map((path): Run => ({ kind: 'file', path, as: 'javascript', wrapper })),
  ];
  // The first that fits says the worst of it.
  return { effects: texts.flatMap((text) => effectOf(text.value, MONGO, worth).slice(0, 1)), runs };
};

const worthOf = (names: readonly Word[], hosts: readonly Word[], command: Command): readonly EffectFlag[] =>
  isForTesting(names, hosts, command) ? ['disposable'] : [];

const cypher: Program = (command) => {
  const options = readOptions(argumentsOf(command), {
    values: ['a', 'address', 'u', 'username', 'p', 'password', 'd', 'database', 'f', 'file', 'P', 'param', 'encryption', 'format'],
  });
  const worth = worthOf(options.all('d', 'database'), [], command);
  return { effects: [...options.operands, ...stdinOf(command)].flatMap((text) => effectOf(text.value, CYPHER, worth).slice(0, 1)) };
};

const REDIS: readonly Call[] = [
  [/^flush(?:all|db)\b/i, 'db.drop', 'all'],
  [/^(?:eval|eval_ro|script load|function load)\b.*\bflush(?:all|db)\b/is, 'db.drop', 'all'],
  [
    /^(?:shutdown|debug|replicaof|slaveof|failover|cluster (?:reset|forget|flushslots)|acl (?:setuser|deluser|load)|module load|bgrewriteaof)\b/i,
    'db.admin',
  ],
  [/^config (?:set (?:dir|dbfilename|requirepass|protected-mode|appendfilename|save|rdb\w*)|rewrite)\b/i, 'db.admin', 'persist'],
  [/^script (?:flush|kill)|^eval(?:sha)?\b|^fcall\b/i, 'db.write'],
  [/^(?:del|unlink|hdel|expire|getdel)\b.*\0/is, 'db.write', 'delete', 'all'],
  [/^(?:del|unlink|hdel|expire|getdel)\b/i, 'db.write', 'delete'],
  [/^(?:xtrim|ltrim|xgroup destroy|json\.(?:del|forget)|ft\.dropindex)\b/i, 'db.write', 'delete'],
  [/^(?:set|hset|lpush|rpush|sadd|zadd|mset|append|incr|decr|rename|restore|migrate|move|copy)\w*\b/i, 'db.write'],
];

const MAX_LINES = 256;

/** Commands come as arguments, or one a line. */
const redis: Program = (command) => {
  const options = readOptions(argumentsOf(command), {
    values: [
      'h',
      'p',
      's',
      'a',
      'u',
      'r',
      'i',
      'n',
      'd',
      'D',
      'user',
      'pass',
      'eval',
      'cacert',
      'cert',
      'key',
      'sni',
      'tls-ciphers',
      'pattern',
    ],
    stopAtOperand: true,
  });
  const given = options.operands.map((word) => word.value);
  const lines = given.length > 0 ? [given.join(' ')] : (command.stdin?.text ?? '').split('\n', MAX_LINES).map((line) => line.trim());
  // What xargs adds is known to the run only.
  const added = command.wrappers.includes('xargs') ? ` ${HOLE}` : '';
  const evaluated = options.all('eval').map((path): Run => ({ kind: 'file', path, as: 'lua', wrapper: 'redis-cli' }));
  return {
    effects: lines.flatMap((line) => effectOf(`${line}${added}`, REDIS, []).slice(0, 1)).map(shortened),
    runs: evaluated,
  };
};

const MAX_NOTE = 60;
const shortened = (effect: Effect): Effect => ({ ...effect, note: (effect.note ?? '').replaceAll(HOLE, '…').slice(0, MAX_NOTE) });

/** Stores without SQL. */
export const documents = family('mongosh mongo redis-cli valkey-cli keydb-cli iredis cypher-shell', () => ({
  ...named('mongosh mongo', mongo),
  ...named('redis-cli valkey-cli keydb-cli iredis', redis),
  'cypher-shell': cypher,
}));
