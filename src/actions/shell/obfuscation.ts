import type { Command, Word as WordNode } from 'unbash';
import { HOLE, type Word } from '../command.ts';

/** Whether the command is spelled in a way that only hides what it is. */
export function isDisguised(node: Command, name: WordNode, words: readonly Word[]): boolean {
  const { text } = name;
  if (GLOB_IN_NAME.test(text)) return true;
  if (!DISGUISE.test(text)) return spacesByIfs(node);
  const [program] = words;
  if (!program || program.value.includes(HOLE) || !/^[\w.+/-]*[A-Za-z]/.test(program.value)) return false;
  return isQuotedInside(text) || assembles(name, program);
}

/** `/bin/r?`, `/b?n/rm`, `/???/c[a]t`: a pattern where a standard program's path would be as short. */
const GLOB_IN_NAME = /^\/(?:(?:usr\/)?(?:local\/)?s?bin\/[^/]*[?[]|[^/]*[?[*][^/]*\/)[^/]*$/;

const DISGUISE = /['"\\`${]/;

/** `r''m`, `r\m`, `"r"m`; but `'rm'`, `\rm` and `"$DIR"/x` are how people write. */
function isQuotedInside(text: string): boolean {
  if (/\$'[^']*\\(?:x|u|U|[0-7])/.test(text)) return true;
  return /^[\w'"\\-]+$/.test(text) && !/^(?:\\?[\w-]+|'[\w-]*'|"[\w-]*")$/.test(text);
}

/** `$(printf rm)`, `{rm,-rf}`, `rm$IFS-rf`, `${x:0:1}m`: a known program put together where its name could have been written. */
function assembles(name: WordNode, { value, stream }: Word): boolean {
  const parts = name.parts ?? [];
  const isPieced = parts.some(
    (part) => part.type === 'BraceExpansion' || (part.type === 'ParameterExpansion' && part.operation?.type === 'Slice'),
  );
  if (isPieced || hasIfs(name)) return true;
  if ((stream?.origin === 'literal' || stream?.origin === 'decoded') && !value.includes('/')) return true;
  const pieces = parts.filter((part) => part.type === 'SimpleExpansion' || part.type === 'ParameterExpansion').length;
  return pieces > 1 && /^(?:\$\w|\$\{[^}]*\}|\w)+$/.test(name.text) && !name.text.includes('/');
}

/** `rm -rf$IFS/`: a separator that is spelled out between what stands behind the name. */
const spacesByIfs = (node: Command): boolean =>
  node.args.some((word) => word.type === 'Word' && hasIfs(word) && /^[^'"]*\$\{?IFS/.test(word.text));

/** `rm$IFS-rf`, `cat${IFS}file` */
const hasIfs = (word: WordNode): boolean =>
  word.text.includes('IFS') &&
  (word.parts ?? []).some(
    (part) => (part.type === 'SimpleExpansion' && part.text === '$IFS') || (part.type === 'ParameterExpansion' && part.parameter === 'IFS'),
  );
