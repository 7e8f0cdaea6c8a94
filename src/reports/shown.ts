import { escapeHidden } from '../domain/hidden-text.ts';

/** What a log says, in one line, with all that would hide in it or turn it around written out. */
export const shown = (text: string): string => escapeHidden(text.replace(/[\t-\r\u2028\u2029]+/g, ' '));
