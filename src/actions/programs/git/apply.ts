import type { Effect } from '../../../domain/effect.ts';
import { readOptions } from '../../options.ts';
import { diffOutcome } from '../text/patching.ts';
import { effect, plainly, type Verb } from './line.ts';

const SPEC = {
  values: ['C', 'p', 'directory', 'exclude', 'include', 'whitespace', 'build-fake-ancestor'],
  switches: ['check', 'stat', 'numstat', 'summary', 'cached', 'index', 'reverse', 'reject', 'unsafe-paths', '3way', 'recount', 'verbose'],
};

/** A patch that the call itself holds is told as what it writes. */
export const apply: Verb = (line) => {
  const options = readOptions(line.words, SPEC);
  if (options.has('check', 'stat', 'numstat', 'summary')) return plainly('git.read')(line);
  const unsafe: readonly Effect[] = options.has('unsafe-paths')
    ? [{ kind: 'file.write', operand: { text: 'a patch', certainty: 'unknown', classes: [] }, note: 'git apply --unsafe-paths' }]
    : [];
  const local = [effect(line, 'git.local'), ...unsafe];
  const text = options.operands.some(({ value }) => value !== '-') ? undefined : line.command.stdin?.text;
  if (text === undefined) return { effects: local };
  const { effects = [], writes = [] } = diffOutcome(text, withoutFirst, line.setting);
  return { effects: [...local, ...effects], writes };
};

const withoutFirst = (path: string): string => path.replace(/^[^/]*\//, '');
