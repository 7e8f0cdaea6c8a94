import type { Word } from '../../command.ts';

/** A file of `NAME=value` lines: what stands in front of the first equals sign is no secret in it. */
export const holdsVariables = ({ value }: Word): boolean => /(?:^|[/])\.env(?:\.[\w-]+)*$|\.env$|(?:^|[/])\.envrc$/.test(value);

/** A pattern that fits names alone: `^[A-Z_]*`, `^[^=]+`, `^[A-Z0-9_]+=`. */
export const fitsNamesOnly = (pattern: string): boolean =>
  /^\^(?:export )?(?:\[\^=\]|\[[A-Za-z0-9_-]{1,16}\]|\\w){1,2}(?:\*|\+|\\\+)(?:=|\(\?==\))?$/.test(pattern);

/** A script that cuts off every value, or writes the same over each: the one that replaces what follows the equals sign. */
export const hidesValues = (script: string): boolean => /^s([/|#,])=\.[*+](?:\$)?\1[^\\&/|#,\n]*\1g?$/.test(script);
