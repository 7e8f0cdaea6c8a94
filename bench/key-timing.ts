// Whether the time that a wrong key takes tells how much of it is right: presents keys whose secret shares a beginning of any length with
// the right one, then some whose stored hash does. Reports and never fails.
// node bench/key-timing.ts [TRIES]
import { randomBytes, randomInt } from 'node:crypto';
import { authenticate } from '../src/authentication/authenticate.ts';
import { formatKey, generateKey, hashSecret } from '../src/authentication/key.ts';
import { systemRandom } from '../src/hook/machine.ts';
import { percentile, rankCorrelation } from './statistics.ts';

const tries = Number(process.argv[2] ?? 10_000);
const WARM_UP = 5_000;
const pepper = randomBytes(32);
const occasion = { host: 'claude-code', project: '/p', now: 0 };

/** A key as it is presented, and what is stored of one that only begins like it. */
interface Try {
  readonly id: string;
  readonly presented: string;
  readonly hash: string;
  /** How much is right. */
  readonly length: number;
}

/**
 * Every try has a right key of its own: a processor that reads one beginning again and again learns it and grows quicker, whether it is
 * the right one or any other.
 */
function wrongSecret(): Try {
  const key = generateKey(systemRandom);
  const { text, length } = startingAs(key.secret, generateKey(systemRandom).secret);
  return { id: key.id, presented: asRead(formatKey(key)), hash: hashOf(text), length };
}

function wrongHash(): Try {
  const key = generateKey(systemRandom);
  const { text, length } = startingAs(hashOf(key.secret), randomBytes(32).toString('hex'));
  return { id: key.id, presented: asRead(formatKey(key)), hash: asRead(text), length };
}

/** `stranger` with a beginning of `text`, of any length but all of it. */
function startingAs(text: string, stranger: string): { readonly text: string; readonly length: number } {
  const length = randomInt(0, text.length);
  const other = text.charAt(length) === '0' ? '1' : '0';
  return { text: text.slice(0, length) + other + stranger.slice(length + 1), length };
}

const hashOf = (secret: string): string => Buffer.from(hashSecret(secret, pepper)).toString('hex');
/** A text that was put together from pieces is only copied when it is first read, and how many pieces it has would be measured. */
const asRead = (text: string): string => Buffer.from(text).toString('latin1');

function time({ id, presented, hash }: Try): number {
  const key = {
    keyId: id,
    principal: { id: 'p', name: 'p', role: 'developer', keyId: id },
    active: true,
    hash,
    perMinute: 1,
    burst: 1,
    hosts: ['**'],
    projects: ['**'],
  };
  const start = process.hrtime.bigint();
  const known = authenticate(presented, { key }, occasion, pepper);
  const end = process.hrtime.bigint();
  if (known.ok) throw new Error('a wrong key was let in');
  return Number(end - start) / 1000;
}

function report(name: string, make: () => Try): void {
  for (let i = 0; i < WARM_UP; i++) time(make());
  const made = Array.from({ length: tries }, make);
  const times = made.map(time);
  const correlation = rankCorrelation(
    made.map(({ length }) => length),
    times,
  );
  // What 99 of 100 runs stay below where one has nothing to do with the other.
  const noise = 2.58 / Math.sqrt(tries - 1);
  const verdict = Math.abs(correlation) <= noise ? 'no relation that could be told from noise' : 'outside the noise: run again, then look';
  console.log(
    `${name.padEnd(32)} p50 ${percentile(times, 0.5).toFixed(2)} µs  rank correlation ${correlation.toFixed(4)} (noise ±${noise.toFixed(4)})  ${verdict}`,
  );
}

console.log(`${tries} wrong keys each`);
report('by what is right of the secret', wrongSecret);
report('by what is right of the hash', wrongHash);
