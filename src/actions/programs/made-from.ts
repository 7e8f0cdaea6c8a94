import { BELOW } from '../../domain/session.ts';
import type { Outcome, Setting, Stream, Word } from '../command.ts';
import { pathOperand } from '../paths.ts';
import { withValue } from '../words.ts';

/**
 * What is unpacked or compiled comes from its source: whoever runs it runs that. A source that lies among the system's files
 * is nobody's who works here.
 */
export function madeFrom(target: Word, source: Word, setting: Setting, origin?: Stream['origin']): NonNullable<Outcome['writes']> {
  const { value, classes } = pathOperand(source, setting);
  const foreign = classes.includes('system');
  const stream: Stream = {
    origin: origin ?? (foreign ? 'dynamic' : 'file'),
    path: value === undefined ? source : withValue(source, value),
  };
  return [{ path: withValue(target, `${target.value.replace(/\/+$/, '')}${BELOW}`), stream }];
}
