import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { HOSTS } from '../../../src/domain/event.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import { commandFor } from '../../../src/wiring/command.ts';
import type { SharedFile } from '../../../src/wiring/host-wiring.ts';
import { WIRINGS } from '../../../src/wiring/index.ts';
import type { Places } from '../../../src/wiring/places.ts';
import { editorOf, isWired, unwiredText, wiredText } from '../../../src/wiring/plan.ts';
import { spoiled, spoiledText } from '../spoiled.ts';
import { must, type Target } from '../target.ts';

const LAUNCHER = "/home/ada o'neil/state/launcher";
const places: Places = { platform: 'linux', home: '/home/ada', project: '/home/ada/shop', environment: {}, list: () => ['a.json'] };

const shared = HOSTS.flatMap((host) =>
  WIRINGS[host]
    .files('user', places)
    .filter((file): file is SharedFile & typeof file => file.kind === 'shared')
    .map((file) => ({ host, file })),
);

const HOOK = '{ "matcher": "Bash", "hooks": [{ "type": "command", "command": "/opt/other check", "timeout": 5 }] }';
const JSON_SEEDS = [
  '{}',
  `{"model": "m", "permissions": {"allow": ["Bash(ls)"]}, "hooks": {"PreToolUse": [${HOOK}], "Stop": []}}`,
  `{\n  "version": 1,\n  "hooks": {\n    "preToolUse": [{ "command": "/opt/x" }],\n    "BeforeTool": [${HOOK}, ${HOOK}]\n  }\n}\n`,
];
const TOML_SEEDS = [
  'model = "m" # why\n',
  '[a]\nb = { c = 1 }\n\n[[hooks]]\nevent = "PreToolUse"\ncommand = "/opt/other"\n',
  "x = '''\n'''\n[features]\nhooks = true\n",
];

/** The number of the file, a blank and its text. */
function check(input: string): void {
  const space = input.indexOf(' ');
  const chosen = shared[Number(input.slice(0, space))];
  if (!chosen) return;
  const { host, file } = chosen;
  const before = input.slice(space + 1);
  const command = commandFor(LAUNCHER, host);
  unwiredText(file, before, undefined);
  isWired(file, before);
  const wired = wiredText(file, before, command);
  if (!wired.ok) {
    must(wired.error.message !== '', 'refused without a word');
    return;
  }
  must(isWired(file, wired.value), 'wired, and not seen to be');
  const again = wiredText(file, wired.value, command);
  must(again.ok && again.value === wired.value, 'wiring it again changes it');
  const without = unwiredText(file, wired.value, before);
  must(without.ok, 'what was put in cannot be taken out');
  const read = (text: string | undefined) => editorOf(file).parse((text ?? '').replace('\ufeff', ''));
  const [then, now] = [read(before), read(without.ok ? without.value : undefined)];
  must(isWired(file, before) || (then.ok && now.ok && keeps(then.value, now.value)), 'something else was lost');
}

/** Some hosts want the version of their format said, which then stays. */
const keeps = (then: JsonObject, now: JsonObject): boolean =>
  Object.keys(then).every((name) => isDeepStrictEqual(withoutEmpty(then[name]), withoutEmpty(now[name])));

/** Lists and objects that the wiring needs may stay, empty. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).map(([key, inner]) => [key, withoutEmpty(inner)] as const);
  return Object.fromEntries(kept.filter(([, inner]) => typeof inner !== 'object' || inner === null || Object.keys(inner).length > 0));
}

const inputs = fc.oneof(
  ...shared.map(({ file }, at) => (file.format === 'toml' ? spoiledText(TOML_SEEDS) : spoiled(JSON_SEEDS)).map((text) => `${at} ${text}`)),
);

export const settings: Target = { name: 'settings', inputs, check };
