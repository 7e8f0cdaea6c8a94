import type { Effect, EffectFlag } from '../../../domain/effect.ts';
import { hostOperand, networkEffects, parseAddress } from '../../addresses.ts';
import { type Command, HOLE, literal, type Outcome, type Run, type Setting, type Word } from '../../command.ts';
import { pathOperand } from '../../paths.ts';
import { looksLikeSql } from '../../sql/recognition.ts';
import { isKnown, programName, withValue } from '../../words.ts';

/** What a request carries to the other side. */
export interface Body {
  readonly files: readonly Word[];
  readonly texts: readonly Word[];
  readonly stdin: boolean;
}

export const NO_BODY: Body = { files: [], texts: [], stdin: false };

export interface Transfer {
  readonly urls: readonly Word[];
  readonly body: Body;
  /** Where the answer goes; standard output where there is none. */
  readonly outputs: readonly Word[];
  readonly flags: readonly EffectFlag[];
  /** In capitals, where the call says. */
  readonly method?: string;
  /** Effects beyond the transfer itself. */
  readonly more?: readonly Effect[];
}

const MAX_URLS = 64;
const DISCARDED = new Set(['/dev/null', 'NUL', 'nul']);
const STANDARD_OUTPUT = new Set(['-', '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']);

export const isStandardOutput = (word: Word): boolean => STANDARD_OUTPUT.has(word.value);
export const isDiscarded = (word: Word): boolean => DISCARDED.has(word.value);

/** What a program does that sends requests and keeps or prints the answers. */
export function transfer(what: Transfer, command: Command, setting: Setting): Outcome {
  const files = what.outputs.filter((word) => !isStandardOutput(word) && !isDiscarded(word));
  const carries = what.body.files.length > 0 || what.body.texts.length > 0 || what.body.stdin;
  const kind = carries ? 'net.upload' : files.length > 0 ? 'net.download' : 'net.request';
  const flags = [...what.flags, ...(carries ? bodyFlags(what.body, command) : [])];
  const effects: Effect[] = [...what.body.files.map((word) => readEffect(word, setting))];
  for (const url of what.urls.slice(0, MAX_URLS)) {
    const sent = networkEffects(kind, url, isKnown(url) ? flags : [...flags, 'dynamic']);
    effects.push(
      ...sent.map((effect) => (what.method !== undefined && effect.kind === kind ? { ...effect, method: what.method } : effect)),
    );
  }
  effects.push(...files.map((word) => writeEffect(word, setting)), ...(what.more ?? []));
  return {
    effects,
    stdout: { origin: what.outputs.some((word) => !isStandardOutput(word)) ? 'dynamic' : 'downloaded' },
    writes: files.map((path) => ({ path, stream: { origin: 'downloaded' } })),
    runs: statementsSent(what, command),
  };
}

const STATEMENT_ASKED = /(?:[?&](?:query|sql|stmt)|\/query\?(?:[^#]{0,400}&)?q)=([^&#]{1,8000})/;
/** `{"stmt": "…"}`. */
const STATEMENT_HELD = /^\s*\{\s*"(?:stmt|sql|query|statement)"\s*:\s*"((?:[^"\\]|\\.){1,8000})"/;

/** Statements for a database that is spoken to over HTTP: the body as it is, or what the address asks. */
function statementsSent({ urls, body }: Transfer, { words, stdin }: Command): readonly Run[] {
  const asked = urls.flatMap((url) => {
    const query = STATEMENT_ASKED.exec(url.value)?.[1];
    return query === undefined ? [] : [withValue(url, decoded(query))];
  });
  const typed = body.stdin && stdin?.text !== undefined ? [literal(stdin.text)] : [];
  const local = urls.every((url) => hostOperand(url).classes.includes('loopback'));
  const wrapper = programName(words[0]);
  return [...asked, ...body.texts, ...typed]
    .map((text) => withValue(text, STATEMENT_HELD.exec(text.value)?.[1] ?? text.value))
    .filter(({ value }) => looksLikeSql(value))
    .map((text) => ({ kind: 'code', text, language: 'sql', wrapper, remote: true, ...(local && { disposable: true }) }));
}

function decoded(query: string): string {
  const text = query.replaceAll('+', ' ');
  return /%(?![0-9a-f]{2})/i.test(text)
    ? text
    : text.replace(/%([0-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Whether what is sent was written out in the call, arrives from elsewhere, or is known only to the run. */
export function bodyFlags(body: Body, command: Command): readonly EffectFlag[] {
  if (body.files.length > 0) return ['contents'];
  const { stdin } = command;
  if (body.stdin && (stdin?.origin !== 'literal' || stdin.text === undefined || stdin.text.includes(HOLE))) return ['fed'];
  return body.texts.every(isKnown) ? ['literal'] : ['dynamic'];
}

export const readEffect = (path: Word, setting: Setting, flags?: readonly EffectFlag[]): Effect => ({
  kind: 'file.read',
  operand: pathOperand(path, setting),
  ...(flags ? { flags } : {}),
});

export const writeEffect = (path: Word, setting: Setting): Effect => ({ kind: 'file.write', operand: pathOperand(path, setting) });

/** The file name that a download gets from its address. */
export function nameFromUrl(url: Word, fallback: string): Word {
  const path = parseAddress(url.value).path.replace(/[?#].*$/s, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { ...withValue(url, name === '' ? fallback : name), text: name === '' ? fallback : name };
}

/** `folder/name`, where the folder is given. */
export function inFolder(folder: Word | undefined, name: Word): Word {
  return folder === undefined ? name : { ...withValue(folder, `${folder.value}/${name.value}`), text: `${folder.text}/${name.text}` };
}

/** The address as programs take it that assume HTTP. */
export const withScheme = (url: Word): Word =>
  url.value.startsWith(HOLE) || /^[a-z][a-z0-9+.-]*:\/\//i.test(url.value) ? url : withValue(url, `http://${url.value}`);
