import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { HOSTS } from '../../src/domain/event.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import { applyInstall, applyUninstall, isNothing, planInstall, planUninstall } from '../../src/wiring/change.ts';
import { commandFor } from '../../src/wiring/command.ts';
import { jsoncEditor } from '../../src/wiring/edit/json.ts';
import { wiringOf } from '../../src/wiring/find.ts';
import { heldEvents, type WiredFile } from '../../src/wiring/host-wiring.ts';
import { WIRINGS } from '../../src/wiring/index.ts';
import type { Places } from '../../src/wiring/places.ts';
import { unwiredText, wiredText } from '../../src/wiring/plan.ts';
import { unwrap } from '../support/installation.ts';

// Every write waits for the disk, which memory does not need.
const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'hookwarden-wiring-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const LAUNCHER = "/home/ada o'neil/state/launcher";
const NEWER = '/home/ada/state/launcher';
let count = 0;

/** A machine of its own with one host's settings. */
function machine() {
  const folder = join(root, String(count++));
  const [home, project, state] = [join(folder, 'home'), join(folder, 'project'), join(folder, 'state')];
  for (const path of [home, project]) mkdirSync(path, { recursive: true });
  mkdirSync(state, { mode: 0o700 });
  const list = (path: string) => (existsSync(path) ? readdirSync(path).sort() : []);
  const places: Places = { platform: 'linux', home, project, environment: {}, list };
  return { folder, places, keeping: { state, unique: 'x' } };
}
type Machine = ReturnType<typeof machine>;

const put = (path: string, text: string | undefined): void => {
  if (text === undefined) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o600 });
};
const textOf = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

function install(file: WiredFile, { keeping }: Machine, host: (typeof HOSTS)[number], launcher = LAUNCHER): boolean {
  const change = unwrap(planInstall(file, commandFor(launcher, host)));
  unwrap(applyInstall(change, keeping));
  return !isNothing(change);
}
const uninstall = (file: WiredFile, { keeping }: Machine): void => {
  unwrap(applyUninstall(unwrap(planUninstall(file, keeping.state)), keeping));
};

const FOREIGN = '{ "matcher": "Bash", "hooks": [{ "type": "command", "command": "/opt/other check" }] }';
const JSON_SETTINGS: readonly (string | undefined)[] = [
  undefined,
  '',
  '\n',
  '{}',
  '{ }\n',
  '\ufeff{\r\n\t"model": "m"\r\n}',
  '\ufeff{\r\n\t"model": "m", // why\r\n\t"hooks": {}\r\n}',
  `{"hooks":{"PreToolUse":[${FOREIGN}],"preToolUse":[],"BeforeTool":[ ]},"version":1}`,
  `// settings\n{\n    "hooks": {\n        "PreToolUse": [\n            ${FOREIGN} // theirs\n            // end\n        ]\n    },\n    /* last */\n}\n`,
  `{\n\t"permissions": { "allow": ["Bash(ls)"] },\n\t"hooks": {\n\t\t"Stop": [],\n\t\t"PreToolUse": [${FOREIGN},\n\t\t${FOREIGN}]}}`,
];
const TOML_SETTINGS: readonly (string | undefined)[] = [
  undefined,
  '',
  'model = "m" # why',
  '\ufeff# settings\r\n[[hooks]]\r\nevent = "PreToolUse"\r\ncommand = "/opt/other"\r\n',
  '[a]\nb = { c = 1 }\n\n\n',
];
const settingsOf = (file: WiredFile): typeof JSON_SETTINGS =>
  file.kind === 'own'
    ? [undefined]
    : file.format === 'toml'
      ? TOML_SETTINGS
      : JSON_SETTINGS.filter((text) => file.format === 'jsonc' || !/\/[/*]/.test(text ?? ''));

/** Every file of every host and scope that a person's own settings hold. */
function* cases(...scopes: readonly ('user' | 'project')[]) {
  for (const host of HOSTS) {
    for (const scope of scopes) {
      const here = machine();
      if (host === 'kiro') put(join(here.places.home, '.kiro/agents/a.json'), '{}');
      for (const file of WIRINGS[host].files(scope, here.places)) {
        for (const before of settingsOf(file)) yield { host, file, before, here };
      }
    }
  }
}

describe('settings that the launcher is put into', () => {
  it('are what they were byte for byte once it is taken out, whatever they held and however often it was put in', () => {
    for (const { host, file, before, here } of cases('user')) {
      rmSync(file.path, { force: true });
      put(file.path, before);
      const listed = before === undefined ? treeOf(here.folder) : undefined;
      expect(install(file, here, host), `${host} ${before}`).toBe(true);
      expect(install(file, here, host), `${host} again ${before}`).toBe(false);
      expect(install(file, here, host, NEWER)).toBe(textOf(file.path)?.includes(NEWER) === true);
      expect(textOf(file.path)).not.toContain('neil');
      uninstall(file, here);
      expect(textOf(file.path), `${host} ${before}`).toBe(before);
      if (listed) expect(treeOf(here.folder)).toEqual(listed);
      expect(readdirSync(join(here.keeping.state, 'settings'))).toEqual([]);
    }
  });

  it('hold every call back afterwards', () => {
    for (const host of HOSTS) {
      const here = machine();
      put(join(here.places.home, '.kiro/agents/a.json'), '{}');
      for (const file of WIRINGS[host].files('user', here.places)) install(file, here, host);
      const found = wiringOf(WIRINGS[host], [LAUNCHER], here.places);
      expect(found.flatMap(({ fault }) => fault ?? [])).toEqual([]);
      expect(found.flatMap(({ events }) => events)).toEqual(expect.arrayContaining([...heldEvents(WIRINGS[host])]));
    }
  });

  it('lose nothing but the launcher where somebody has changed them since', () => {
    const shared = [...cases('user')].filter(
      ({ file, before }) => file.kind === 'shared' && file.format !== 'toml' && before !== undefined,
    );
    for (const { host, file, before } of shared) {
      const event = Object.keys(WIRINGS[host].events)[0] ?? '';
      for (const edit of Object.values(EDITS)) {
        const edited = edit(unwrap(wiredText(file, before, commandFor(LAUNCHER, host))), event);
        const left = unwrap(unwiredText(file, edited, before)) ?? '';
        expect(left).not.toContain('launcher');
        const expected = edit(before?.trim() === '' ? '{}' : (before ?? ''), event);
        // What the host wants beside hooks stays where there are others.
        const { version: _, ...rest } = settingsIn(left);
        const { version: __, ...wanted } = settingsIn(expected);
        expect(withoutEmpty(rest)).toEqual(withoutEmpty(wanted));
        for (const [comment] of edited.matchAll(/\/\/ \w+|\/\* \w+ \*\//g)) expect(left).toContain(comment);
      }
    }
  });
});

const EDITS = {
  key: (text: string) => unwrapJson(text, (inner) => unwrap(jsoncEditor.setMissing(inner, 'added', { by: 'them' }))),
  hook: (text: string, event: string) =>
    unwrapJson(text, (inner) => unwrap(jsoncEditor.append(inner, ['hooks', event], { command: '/opt/late' }))),
  first: (text: string) => text.replace(/\{(?=\s*(?:"|\/\/|\}))/, '{ "zero": 0,'),
  comment: (text: string) => text.replace(/\}\s*$/, '/* theirs */ }'),
} as const;

const unwrapJson = (text: string, work: (text: string) => string): string =>
  text.startsWith('\ufeff') ? `\ufeff${work(text.slice(1))}` : work(text);
const settingsIn = (text: string): JsonObject => unwrap(jsoncEditor.parse(text.replace('\ufeff', '')));

/** A list that somebody had left empty may be gone with the entry that stood in it for a while. */
const withoutEmpty = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, member) =>
      member !== null && typeof member === 'object' && Object.keys(member).length === 0 ? undefined : member,
    ) ?? '{}',
  );

const treeOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !path.startsWith('state'))
    .sort();

describe('a file of settings', () => {
  const file = (here: Machine): WiredFile => {
    const [first] = WIRINGS['claude-code'].files('user', here.places);
    if (!first) throw new Error('no file');
    return first;
  };

  it('keeps its mode, and stays a link where it is one', () => {
    const here = machine();
    const real = join(here.folder, 'dotfiles/claude.json');
    put(real, '{"a":1}');
    chmodSync(real, 0o640);
    mkdirSync(dirname(file(here).path), { recursive: true });
    symlinkSync('../../dotfiles/claude.json', file(here).path);
    install(file(here), here, 'claude-code');
    expect(lstatSync(file(here).path).isSymbolicLink()).toBe(true);
    expect(statSync(real).mode & 0o777).toBe(0o640);
    expect(textOf(real)).toContain('launcher');
    uninstall(file(here), here);
    expect(textOf(real)).toBe('{"a":1}');
  });

  it('is left alone where something else has changed it between reading and writing', () => {
    const here = machine();
    put(file(here).path, '{"a":1}');
    const change = unwrap(planInstall(file(here), commandFor(LAUNCHER, 'claude-code')));
    put(file(here).path, '{"a":2}');
    expect(applyInstall(change, here.keeping)).toEqual({
      ok: false,
      error: expect.stringContaining('changed by something else meanwhile'),
    });
    expect(textOf(file(here).path)).toBe('{"a":2}');
    expect(readdirSync(dirname(file(here).path))).toEqual(['settings.json']);
  });

  it.each([
    ['{\n  "hooks": {,}\n}', /settings\.json:2:13: value expected/],
    ['{"hooks": []}', /settings\.json:1:11: hooks is no object/],
    ['{"a":1,"a":2}', /the key a stands there twice/],
    ['{\n  "a": 1 // mine\n}', /settings\.json:2:10: a comment stands there/],
    [Buffer.from([0x7b, 0xff, 0x7d]), /not UTF-8/],
  ])('that cannot be read (%j) is refused with the place, and stays', (content, message) => {
    const here = machine();
    mkdirSync(dirname(file(here).path), { recursive: true });
    writeFileSync(file(here).path, content);
    expect(planInstall(file(here), commandFor(LAUNCHER, 'claude-code'))).toEqual({ ok: false, error: expect.stringMatching(message) });
    expect(readFileSync(file(here).path)).toEqual(Buffer.from(content));
  });

  it('that others wrote under the name of one of ours is refused', () => {
    const here = machine();
    const [own] = WIRINGS.copilot.files('user', here.places);
    if (!own) throw new Error('no file');
    put(own.path, '{"version":1,"hooks":{"preToolUse":[{"type":"command","bash":"/opt/other"}]}}');
    expect(planInstall(own, commandFor(LAUNCHER, 'copilot'))).toMatchObject({
      ok: false,
      error: expect.stringContaining('another file of this name'),
    });
  });
});
