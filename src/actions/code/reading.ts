import type { Effect, EffectFlag, EffectKind } from '../../domain/effect.ts';
import type { Operand } from '../../domain/operand.ts';
import { networkEffects } from '../addresses.ts';
import { HOLE, type Language, type Outcome, type Run, type Setting, type Word } from '../command.ts';
import { pathOperand } from '../paths.ts';
import { concatenate, isKnown, type Origin, streamOf, streamOrigin, type Text, textOf, type Value, wordOf } from './values.ts';

/** What has been found so far in one piece of code; operations on it are what the libraries' calls do. */
export interface Reading {
  readonly language: Language;
  readonly setting: () => Setting;
  readonly effect: (kind: EffectKind, operand?: Operand, flags?: readonly EffectFlag[]) => void;
  readonly path: (kind: EffectKind, path: Value | undefined, ...flags: readonly EffectFlag[]) => void;
  readonly host: (kind: EffectKind, address: Value | undefined, ...flags: readonly EffectFlag[]) => void;
  readonly run: (run: Run) => void;
  readonly writes: (path: Value | undefined, content: Value | undefined) => void;
  /** The value is shown to whoever reads the output, or leaves the machine. */
  readonly discloses: (value: Value) => void;
  readonly prints: (value: Value) => void;
  readonly changesFolder: (path: Value | undefined) => void;
  readonly folderChanged: () => boolean;
  /** A socket's end was given to another process, or a shell was started. */
  readonly attaches: () => void;
  /** False once the work is used up. */
  readonly spend: (work: number) => boolean;
  readonly outcome: () => Outcome;
}

const MAX_FOUND = 400;
const WORK = 60_000;
const SHELL_NAME = /(?:^|[/\\])(?:ba|z|da|k|c|fi)?sh(?:\.exe)?$|(?:^|[/\\])(?:cmd|powershell|pwsh)(?:\.exe)?$/i;

export function startReading(initial: Setting, language: Language): Reading {
  const effects = new Map<string, Effect>();
  const runs: Run[] = [];
  const written = new Map<string, { readonly path: Value; readonly content: Text }>();
  let setting = initial;
  let printed: Text | undefined;
  let attached = false;
  let work = WORK;

  const effect: Reading['effect'] = (kind, operand, flags = []) => {
    const key = `${kind} ${operand?.text ?? ''} ${operand?.value ?? ''} ${flags.join()}`;
    if (effects.size < MAX_FOUND) effects.set(key, { kind, ...(operand && { operand }), ...(flags.length > 0 && { flags }) });
  };
  const discloses = (value: Value) => {
    const { origin, source } = leak(value);
    if (origin === 'environment') effect('secret.dump', undefined, ['environment']);
    if (origin !== 'secret') return;
    effect('secret.read', { text: source ?? '', certainty: 'literal', classes: [] }, ['environment']);
  };
  const startsShell = (run: Run): boolean =>
    (run.kind === 'argv' && SHELL_NAME.test(run.argv[0]?.value ?? '')) ||
    (run.kind === 'shell' && (run.origin === 'downloaded' || SHELL_NAME.test(run.text.value.split(' ')[0] ?? '')));

  const outcome = (): Outcome => {
    const bare = runs.map(bareShell).find((each) => each !== undefined);
    if (bare !== undefined) effect('exec', { text: bare, certainty: 'literal', classes: [] }, ['interactive']);
    const reverse = attached || runs.some(startsShell);
    const list = [...effects.values()];
    const found = reverse ? list.map(attachShell) : list;
    if (work <= 0) found.push({ kind: 'opaque', flags: ['too-large'] });
    const does = (kind: EffectKind, { text }: Word): boolean => list.some((one) => one.kind === kind && one.operand?.text === text);
    const writes = [...written.values()].map(({ path, content }) => {
      const word = wordOf(path);
      return { path: word, stream: streamOf(content), append: does('file.append', word) && !does('file.write', word) };
    });
    return {
      ...(found.length > 0 && { effects: found }),
      ...(runs.length > 0 && { runs }),
      ...(printed && { stdout: streamOf(printed) }),
      ...(writes.length > 0 && { writes }),
    };
  };

  return {
    language,
    setting: () => setting,
    folderChanged: () => setting !== initial,
    effect,
    path: (kind, path, ...flags) => {
      const itself = kind === 'file.delete' || kind === 'file.move' || kind === 'file.link';
      const options = { follow: !itself, tree: kind === 'file.move' || flags.includes('recursive') };
      effect(kind, pathOperand(wordOf(path), setting, options), flags);
    },
    host: (kind, address, ...flags) => {
      for (const each of networkEffects(kind, wordOf(address), flags)) effect(each.kind, each.operand, each.flags);
    },
    run: (run) => {
      if (runs.length < MAX_FOUND) runs.push(run);
    },
    writes: (path, content) => {
      const name = textOf(path);
      if (content === undefined || !isKnown(name)) return;
      const before = written.get(name.text)?.content;
      written.set(name.text, { path: name, content: before ? concatenate(before, content) : textOf(content) });
    },
    discloses,
    prints: (value) => {
      discloses(value);
      printed = printed ? concatenate(printed, value) : textOf(value);
    },
    changesFolder: (path) => {
      const operand = pathOperand(wordOf(path), setting);
      setting = { ...setting, cwd: operand.value };
    },
    attaches: () => {
      attached = true;
    },
    spend: (amount) => {
      work -= amount;
      return work > 0;
    },
    outcome,
  };
}

/** A shell that is started to be typed into; nothing that it would do is written here. */
function bareShell(run: Run): string | undefined {
  const words = run.kind === 'argv' ? run.argv.map((word) => word.value) : run.kind === 'shell' ? run.text.value.trim().split(/\s+/) : [];
  const [program = '', ...rest] = words;
  return SHELL_NAME.test(program) && rest.every((word) => /^-[il]*p?$|^&$/.test(word)) ? program : undefined;
}

/** A raw connection in code that also hands a shell to it. */
function attachShell(effect: Effect): Effect {
  const raw = effect.kind === 'net.listen' || effect.flags?.includes('raw-socket');
  return raw ? { ...effect, flags: [...(effect.flags ?? []), 'reverse-shell'] } : effect;
}

/** The environment or a secret inside a value. */
function leak(value: Value, depth = 0): { readonly origin: Origin; readonly source?: string } {
  if (value.kind === 'text') return value;
  if (value.kind === 'object') return value.text;
  const inside = value.kind === 'list' ? value.items : value.kind === 'map' ? [...value.entries.values()] : [];
  if (depth < 3) {
    for (const each of inside.slice(0, 50)) {
      const found = leak(each, depth + 1);
      if (found.origin === 'environment' || found.origin === 'secret') return found;
    }
  }
  return { origin: 'literal' };
}

/** Code of the same language inside code. */
export function evaluatesCode(reading: Reading, code: Value | undefined, language: Language): void {
  const value = textOf(code);
  const origin = streamOrigin(value);
  if (!value.text.includes(HOLE)) {
    reading.effect('code.eval', undefined, [origin === 'decoded' ? 'decoded' : 'literal']);
    reading.run({ kind: 'code', text: wordOf(value), language, wrapper: reading.language, origin });
    return;
  }
  if (origin === 'file' && value.source !== undefined) {
    reading.run({
      kind: 'file',
      path: wordOf({ kind: 'text', text: value.source, origin: 'literal' }),
      as: language,
      wrapper: reading.language,
    });
    return;
  }
  reading.effect('code.eval', undefined, [origin === 'decoded' || origin === 'downloaded' ? origin : 'dynamic']);
}
