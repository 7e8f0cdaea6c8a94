import { HOLE, type Word } from '../command.ts';
import { lessTrusted } from './streams.ts';

/** What an expansion puts into a word. */
export type Piece = Pick<Word, 'value' | 'glob' | 'unset' | 'stream' | 'sources'>;

/** The fields that one word expands to, while they are put together. */
export interface Fields {
  readonly text: string;
  /** Whether the word stays one field, as the right side of an assignment does. */
  readonly single: boolean;
  readonly done: Word[];
  value: string;
  /** Whether there is a field at all: `""` is one, an empty unquoted expansion is none. */
  started: boolean;
  derived: boolean;
  glob: boolean;
  unset: boolean;
  stream: Word['stream'];
  sources: Word['sources'];
}

export const newFields = (text: string, single = false): Fields => ({
  text,
  single,
  done: [],
  value: '',
  started: false,
  derived: false,
  glob: false,
  unset: false,
  stream: undefined,
  sources: undefined,
});

const MAX_VALUE = 1024 * 1024;

export function appendText(fields: Fields, value: string): void {
  fields.started = true;
  fields.value = fields.value.length + value.length > MAX_VALUE ? HOLE : fields.value + value;
}

/** Ends the current field. */
export function breakField(fields: Fields): void {
  if (fields.started) fields.done.push(finished(fields));
  fields.value = '';
  fields.started = false;
  fields.derived = false;
  fields.glob = false;
  fields.unset = false;
  fields.stream = undefined;
  fields.sources = undefined;
}

/** The current field, whether or not there is anything in it. */
export function finished(fields: Fields): Word {
  const { text, value } = fields;
  const certainty = value.includes(HOLE) ? 'unknown' : fields.derived ? 'derived' : 'literal';
  return {
    text,
    value,
    certainty,
    ...(fields.glob && { glob: true }),
    ...(fields.unset && { unset: true }),
    ...(fields.stream && { stream: fields.stream }),
    ...(fields.sources && { sources: fields.sources }),
  };
}

/** Appends an expanded value as it is. */
export function appendWhole(fields: Fields, piece: Piece): void {
  appendText(fields, piece.value);
  inherit(fields, piece);
}

/** Appends an expanded value that is not quoted: it is split at `separators`, and may hold glob characters. */
export function appendSplit(fields: Fields, piece: Piece, separators: string): void {
  const runs = splitAt(piece.value, separators);
  for (const [i, run] of runs.entries()) {
    if (i > 0) breakField(fields);
    if (run === '') {
      // Between two separators that are no white space there is an empty field, and before the first one.
      if (i < runs.length - 1 && (i > 0 || !WHITESPACE.includes(piece.value.charAt(0)))) fields.started = true;
      continue;
    }
    appendWhole(fields, { ...piece, value: run });
    if (GLOB.test(run)) fields.glob = true;
  }
}

const GLOB = /[*?[]/;

function inherit(fields: Fields, piece: Piece): void {
  fields.derived = true;
  if (piece.glob) fields.glob = true;
  if (piece.unset) fields.unset = true;
  fields.stream = lessTrusted(fields.stream, piece.stream);
  if (piece.sources) fields.sources = fields.sources ? [...new Set([...fields.sources, ...piece.sources])].slice(0, 64) : piece.sources;
}

const WHITESPACE = ' \t\n';

/** Field splitting: an empty first or last run means that the value began or ended with a separator. */
function splitAt(value: string, separators: string): readonly string[] {
  return value.split(separators === WHITESPACE ? /[ \t\n]+/ : separating(separators));
}

/** One separator that is no white space, with the white space around it that separates too; or such white space alone. */
export function separating(separators: string): RegExp {
  const white = separators.replace(/[^ \t\n]/g, '');
  const others = separators.replace(/[ \t\n]/g, '').replace(/[\]\\^-]/g, '\\$&');
  return new RegExp(`[${white}]*[${others}][${white}]*|[${white}]+`, 'u');
}
