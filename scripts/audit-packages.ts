// Says which known weaknesses the packages have that run with the program: `npm run audit`. Ends with 1 where one is high or critical; a registry
// that cannot be asked, or that answers no such questions, is said and is no failure.
import { spawnSync } from 'node:child_process';
import { isObject, type JsonObject, type JsonValue, parseJson, stringAt } from '../src/domain/json.ts';

const PATIENCE_MS = 60_000;
const LEVELS = ['critical', 'high', 'moderate', 'low', 'info'] as const;
const GRAVE: readonly string[] = ['critical', 'high'];

const objectAt = (value: JsonValue | undefined, key: string): JsonObject | undefined => {
  const inner = isObject(value) ? value[key] : undefined;
  return isObject(inner) ? inner : undefined;
};

const done = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: PATIENCE_MS });
const report = parseJson(done.stdout ?? '');
const counts = objectAt(objectAt(report, 'metadata'), 'vulnerabilities');
if (!counts) {
  const said = isObject(report) ? stringAt(report, 'message') : undefined;
  console.log(`skipped: the registry could not be asked (${said?.slice(0, 200).replace(/ - .*/, '') ?? 'no answer'}). Nothing is known.`);
} else {
  console.log(LEVELS.map((level) => `${counts[level] ?? 0} ${level}`).join(', '));
  for (const [name, one] of Object.entries(objectAt(report, 'vulnerabilities') ?? {})) {
    if (isObject(one)) console.log(`  ${name} ${stringAt(one, 'range') ?? ''}: ${stringAt(one, 'severity') ?? ''}`);
  }
  process.exitCode = GRAVE.some((level) => Number(counts[level] ?? 0) > 0) ? 1 : 0;
}
