// Holds every regular expression that looks for secrets or reads what git says against recheck, and those that recheck does not clear against
// the clock: `npm run test:regexes`. Some five minutes. Fails on one whose time grows faster than its text, unless the text is known to be short.
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';
import { parse } from 'acorn';
import { transformSync } from 'esbuild';
import { check, type Diagnostics } from 'recheck';
import { isObject } from '../src/domain/json.ts';
import { SHORT_TEXTS } from './regex-texts.ts';

const ROOT = join(import.meta.dirname, '..');
const OURS = 'src/{secrets,domain/secrets,git}/**/*.ts';
const PRESET = '@secretlint/secretlint-rule-preset-recommend';

interface Pattern {
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

/** What is written as a literal, by its place. */
function literalsIn(where: string, program: string): readonly Pattern[] {
  const found: Pattern[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one);
    else if (isObject(node)) {
      const regex = node['regex'];
      if (isObject(regex)) found.push({ where, source: String(regex['pattern']), flags: String(regex['flags']) });
      else for (const child of Object.values(node)) walk(child);
    }
  };
  walk(parse(program, { ecmaVersion: 'latest', sourceType: 'module' }));
  return found;
}

/** What is put together when the program runs: the constructor tells of it, and the stack of whose it is. */
async function builtPatterns(files: readonly string[]): Promise<readonly Pattern[]> {
  const found: Pattern[] = [];
  const original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(original, {
    construct(target, [source, flags]) {
      const made = new target(source, flags);
      const caller = new Error().stack?.split('\n')[2] ?? '';
      const where = caller.includes(PRESET) ? PRESET : files.find((file) => caller.includes(file));
      if (where !== undefined) found.push({ where, source: made.source, flags: made.flags });
      return made;
    },
  });
  for (const file of files) await import(join(ROOT, file));
  const { lintContent } = await import('../src/secrets/lint-content.ts');
  await lintContent('AKIA and aws_secret_access_key and a://b:c@d and -----BEGIN PRIVATE KEY-----');
  globalThis.RegExp = original;
  return found;
}

async function everyPattern(): Promise<readonly Pattern[]> {
  // A worker's program talks to the thread that started it.
  const files = globSync(OURS, { cwd: ROOT })
    .filter((file) => !file.endsWith('worker.ts'))
    .toSorted();
  const built = await builtPatterns(files);
  const written = files.flatMap((file) =>
    literalsIn(file, transformSync(readFileSync(join(ROOT, file), 'utf8'), { loader: 'ts', format: 'esm' }).code),
  );
  const preset = readFileSync(createRequire(import.meta.url).resolve(PRESET), 'utf8');
  const all = [...written, ...built, ...literalsIn(PRESET, preset)];
  return [...new Map(all.map((one) => [`${one.where} ${one.source} ${one.flags}`, one])).values()];
}

const PATIENCE_MS = 10_000;
const SHORT = 100_000;
const TIMES = 4;
/** Four times the text may take this many times as long: twice what is linear, for what else the machine does. */
const MOST_GROWTH = 8;
/** Below this nothing is told from noise. */
const QUICK_MS = 60;
/** Of a text that is known to be short. */
const MOST_OF_SHORT_MS = 300;

/** The text that recheck takes for the worst, or for one that it gives up on its own words over and over, at a length of ours. */
function worstText({ source }: Pattern, found: Diagnostics, length: number): string {
  const pumps = found.status === 'vulnerable' ? found.attack.pumps : [];
  const suffix = found.status === 'vulnerable' ? found.attack.suffix : '\0';
  const words = source
    .replace(/\\.|\[[^\]]*\]|[(){}|?*+^$.<>=!:,\d]+/g, ' ')
    .trim()
    .split(' ')
    .filter((word) => word.length > 1);
  const parts = pumps.length > 0 ? pumps : [{ prefix: '', pump: words.slice(0, 3).join(' a:1 ') || 'a1' }];
  const each = length / parts.length;
  return parts.map(({ prefix, pump }) => prefix + pump.repeat(Math.max(1, Math.floor(each / pump.length)))).join('') + suffix;
}

/** Milliseconds of the processor for all that the pattern finds in the text: the shortest of three, or undefined where it does not end. */
function timeOf({ source, flags }: Pattern, text: string): number | undefined {
  const context = vm.createContext({ text });
  const all = flags.includes('y')
    ? `for (let at = 0; at < text.length; at++) { pattern.lastIndex = at; pattern.test(text); }`
    : flags.includes('g')
      ? 'for (const one of text.matchAll(pattern));'
      : 'pattern.test(text)';
  const script = new vm.Script(`{ const pattern = new RegExp(${JSON.stringify(source)}, ${JSON.stringify(flags)}); ${all} }`);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const start = process.cpuUsage();
    try {
      script.runInContext(context, { timeout: PATIENCE_MS });
    } catch {
      return undefined;
    }
    best = Math.min(best, process.cpuUsage(start).user / 1000);
  }
  return best;
}

interface Verdict extends Pattern {
  readonly fails: boolean;
  readonly says: string;
}

async function judge(pattern: Pattern): Promise<Verdict> {
  const found = await check(pattern.source, pattern.flags, { timeout: PATIENCE_MS });
  if (found.status === 'safe') return { ...pattern, fails: false, says: `safe (${found.complexity.type})` };
  const why = found.status === 'vulnerable' ? found.complexity.summary : `unknown (${found.error.kind})`;
  const short = timeOf(pattern, worstText(pattern, found, SHORT));
  const long = short === undefined ? undefined : timeOf(pattern, worstText(pattern, found, TIMES * SHORT));
  if (short !== undefined && long !== undefined && (long < QUICK_MS || long < MOST_GROWTH * short))
    return { ...pattern, fails: false, says: `${why}; bounded: ${long.toFixed(0)} ms for ${(TIMES * SHORT) / 1000} KB` };
  const limit = SHORT_TEXTS.find(({ where, begins }) => where === pattern.where && pattern.source.startsWith(begins));
  if (!limit) return { ...pattern, fails: true, says: `${why}; ${long?.toFixed(0) ?? 'no end in'} ms for ${(TIMES * SHORT) / 1000} KB` };
  const time = timeOf(pattern, worstText(pattern, found, limit.longest));
  const says = `${why}; ${time?.toFixed(1) ?? 'no end in'} ms for the ${limit.longest} characters that it is given: ${limit.because}`;
  return { ...pattern, fails: time === undefined || time > MOST_OF_SHORT_MS, says };
}

const patterns = await everyPattern();
const stale = SHORT_TEXTS.filter((text) => !patterns.some((one) => one.where === text.where && one.source.startsWith(text.begins)));
for (const { where, begins } of stale) console.log(`FAILS scripts/regex-texts.ts: there is no ${begins}… in ${where}`);
const waiting = [...patterns];
const verdicts: Verdict[] = [];
async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) verdicts.push(await judge(next));
}
await Promise.all(Array.from({ length: availableParallelism() }, work));

const MAX_SHOWN = 90;
for (const { where, source, flags, says, fails } of verdicts.toSorted((left, right) => (left.where < right.where ? -1 : 1)))
  console.log(
    `${fails ? 'FAILS' : 'ok   '} ${where} /${source.length > MAX_SHOWN ? `${source.slice(0, MAX_SHOWN)}…` : source}/${flags}: ${says}`,
  );
const failed = verdicts.filter(({ fails }) => fails).length + stale.length;
const safe = verdicts.filter(({ says }) => says.startsWith('safe')).length;
console.log(`${patterns.length} patterns: ${safe} are safe, ${patterns.length - safe - failed} bounded, ${failed} fail`);
process.exit(failed === 0 ? 0 : 1);
