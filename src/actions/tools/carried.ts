import type { Effect, EffectFlag } from '../../domain/effect.ts';
import type { ToolCall } from '../../domain/event.ts';
import { findHidden, type HiddenMode } from '../../domain/hidden-text.ts';
import { homographsIn, spelledOut } from '../../domain/homograph.ts';
import { findSecrets } from '../../domain/secrets/find.ts';
import { hiddenExcerpt } from './hidden-excerpt.ts';
import { stringsIn } from './strings.ts';

const MAX_EFFECTS = 16;
const NONE: readonly Effect[] = [];

/** What is put into a file. */
const CONTENT_KEYS: ReadonlySet<string> = new Set([
  'content',
  'new_string',
  'newString',
  'new_source',
  'new_str',
  'file_text',
  'insert_text',
]);
/** What a program reads as an instruction or a name: a hidden character in it is no matter of spelling. */
const STRICT_KEYS: ReadonlySet<string> = new Set([
  'command',
  'cmd',
  'url',
  'uri',
  'file_path',
  'path',
  'notebook_path',
  'filePath',
  'scriptPath',
  'subagent_type',
  'glob',
]);
/** What is there already and only looked for. */
const SOUGHT_KEYS: ReadonlySet<string> = new Set(['old_string', 'oldString', 'old_str', 'pattern', 'query']);

/** What the texts of a call carry, whatever the tool does with them: secrets, and characters that a reader does not see. */
export function carriedEffects(call: ToolCall): readonly Effect[] {
  const effects: Effect[] = [...hiddenEffects(call.name, 'strict')];
  for (const { key, text } of stringsIn(call.input).found) {
    if (SOUGHT_KEYS.has(key)) continue;
    const isContent = CONTENT_KEYS.has(key) || call.name === 'apply_patch';
    effects.push(
      ...secretEffects(text, isContent ? 'content' : 'argument'),
      ...hiddenEffects(text, STRICT_KEYS.has(key) && !isContent ? 'strict' : 'tolerant'),
    );
    if (effects.length >= MAX_EFFECTS) break;
  }
  return effects.slice(0, MAX_EFFECTS);
}

/** One effect for each kind of secret; the value itself is nowhere in it. */
export function secretEffects(text: string, flag: EffectFlag): readonly Effect[] {
  const found = findSecrets(text);
  if (found.length === 0) return NONE;
  const kinds = new Set(found.flatMap(({ shape, confidence }) => (confidence === 'high' ? [shape] : [])));
  return [...kinds].map((kind) => ({
    kind: 'secret.write',
    operand: { text: kind, value: kind, certainty: 'literal', classes: [] },
    flags: [flag],
    note: kind,
  }));
}

/** One effect for each kind of hidden character, with the place of the first in plain letters. */
export function hiddenEffects(text: string, mode: HiddenMode): readonly Effect[] {
  const found = findHidden(text, mode);
  const imitations = homographsIn(text);
  if (found.length === 0 && imitations.length === 0) return NONE;
  const first = new Map<EffectFlag, Effect>();
  for (const hidden of found) {
    const { kind } = hidden;
    if (first.has(kind)) continue;
    first.set(kind, {
      kind: 'text.hidden',
      operand: { text: hiddenExcerpt(text, hidden), certainty: 'literal', classes: [] },
      flags: [kind],
    });
  }
  const hosts = imitations.slice(0, 1).map((host): Effect => {
    return { kind: 'text.hidden', operand: { text: spelledOut(host), certainty: 'literal', classes: [] }, flags: ['homograph'] };
  });
  return [...first.values(), ...hosts];
}
