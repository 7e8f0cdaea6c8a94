import { type JsonObject, stringAt } from './json.ts';

/** Keys of a tool's input that say best what a call is about, best first. */
const TELLING = ['command', 'cmd', 'chars', 'file_path', 'notebook_path', 'url', 'pattern', 'query', 'path', 'prompt', 'description'];

/** What a call with this input is about; undefined where nothing in it says so. */
export function gistOf(input: JsonObject): string | undefined {
  const key = TELLING.find((name) => typeof input[name] === 'string');
  return key === undefined ? undefined : stringAt(input, key);
}
