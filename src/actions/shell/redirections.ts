import type { ProcessSubstitutionPart, Redirect, Redirection as RedirectionNode, Word as WordNode } from 'unbash';
import type { Effect, EffectFlag } from '../../domain/effect.ts';
import { hostOperand } from '../addresses.ts';
import { literal, type Outcome, type Redirection, type Setting, type Stream, type Word } from '../command.ts';
import { absoluteOf, pathOperand } from '../paths.ts';
import { isDisk } from '../programs/effects.ts';
import { expandSingle } from './expansion.ts';
import { hereDocument, textStream } from './here-documents.ts';
import { type Interpreter, SILENT, spend, type Written } from './interpreter.ts';
import { assign, type Scope, settingOf } from './scope.ts';
import { anchored, concatenate, lessTrusted } from './streams.ts';
import { feed } from './substitution.ts';
import { connect, flowInto, record } from './trace.ts';

/** What the redirections of a command come to. */
export interface Redirected {
  readonly effects: readonly Effect[];
  readonly redirections: readonly Redirection[];
  readonly words: readonly Word[];
  readonly stdin: Stream | undefined;
  /** Standard output goes nowhere else than here; undefined where it stays. */
  readonly output: { readonly path: string | undefined; readonly append: boolean } | undefined;
  /** What reads standard output: `> >(…)`. */
  readonly readers: readonly ProcessSubstitutionPart[];
  readonly socket: boolean;
  /** Standard error goes where standard output goes. */
  readonly errorsJoin: boolean;
}

const NONE: readonly never[] = [];

/** A path is classed, which costs more than a word. */
const PATH_COST = 20;

/** Expands redirections and tells what they read and write. */
export function redirect(run: Interpreter, scope: Scope, nodes: readonly RedirectionNode[], stdin: Stream | undefined): Redirected {
  if (nodes.length === 0)
    return { effects: NONE, redirections: NONE, words: NONE, stdin, output: undefined, readers: NONE, socket: false, errorsJoin: false };
  const effects: Effect[] = [];
  const redirections: Redirection[] = [];
  const words: Word[] = [];
  const readers: ProcessSubstitutionPart[] = [];
  let input = stdin;
  let output: Redirected['output'];
  let socket = false;
  let { errorsJoin } = scope;
  const setting = settingOf(scope, run.choice);
  for (const node of nodes) {
    if (!spend(run, 'words', PATH_COST)) break;
    const fd = descriptorOf(run, scope, node);
    if (node.type === 'HereDoc') {
      const document = hereDocument(run, scope, node);
      if (document.word) words.push(document.word);
      input = received(run, fd, document.stream, input);
      continue;
    }
    if (!node.target) continue;
    const reader = fd === 1 ? readerOf(node.target) : undefined;
    if (reader) {
      readers.push(reader);
      output = { path: undefined, append: false };
      continue;
    }
    const target = expandSingle(run, scope, node.target);
    words.push(target);
    if (node.type === 'HereString') {
      input = received(run, fd, textStream(`${target.value}\n`, target), input);
      continue;
    }
    const redirection = describe(node, fd, target);
    if (!redirection) {
      if (scope.sockets.includes(target.value)) {
        socket = true;
        if (fd === 0) input = { origin: 'downloaded' };
        effects.push({
          kind: 'net.request',
          operand: { text: `>&${target.value}`, certainty: 'unknown', classes: [] },
          flags: ['raw-socket'],
        });
      }
      // `1<&2` and `0>&3` copy the descriptor as well as `1>&2` and `0<&3` do.
      errorsJoin ||= fd === 2 && /^1-?$/.test(target.value);
      if (fd === 1 && ELSEWHERE.test(target.value) && (!errorsJoin || target.value === '-')) output = { path: undefined, append: false };
      const held = fd === 0 ? run.written.get(`/dev/fd/${target.value}`) : undefined;
      if (held) {
        input = held.stream;
        pushEffects(effects, 'read', pathOperand({ ...target, value: `/dev/fd/${target.value}` }, setting));
      }
      continue;
    }
    redirections.push(redirection);
    errorsJoin ||= node.operator.includes('&');
    const address = networkAddress(target);
    if (address) {
      effects.push({ kind: 'net.request', operand: hostOperand(address), flags: ['raw-socket'] });
      socket = true;
      if (redirection.fd === 0) input = { origin: 'downloaded' };
      continue;
    }
    const operand = pathOperand(target, setting);
    if (!isStandardDevice(target.value)) pushEffects(effects, redirection.mode, operand);
    if (redirection.mode === 'read') input = received(run, fd, fileStream(run, target, operand.value, setting), input);
    else if (redirection.fd === 1 && !STANDARD_OUTPUT.test(target.value)) {
      output = { path: isStandardDevice(target.value) ? undefined : operand.value, append: redirection.mode === 'append' };
    }
  }
  return { effects, redirections, words, stdin: input, output, readers, socket, errorsJoin };
}

function readerOf({ parts = [] }: WordNode): ProcessSubstitutionPart | undefined {
  const [only] = parts;
  return only?.type === 'ProcessSubstitution' && only.operator === '>' ? only : undefined;
}

/** Which descriptor a redirection is of. One that the shell chooses (`{name}<`) has a number that no other has. */
function descriptorOf(run: Interpreter, scope: Scope, { descriptor, operator }: RedirectionNode): number {
  if (descriptor === undefined) return operator.startsWith('<') ? 0 : 1;
  if (descriptor.type === 'FileDescriptor') return descriptor.value;
  const chosen = FIRST_CHOSEN + run.descriptors++;
  assign(scope, descriptor.name, [literal(String(chosen))]);
  return chosen;
}

const FIRST_CHOSEN = 100;

/** What is opened for reading is standard input, or kept under its descriptor for a later `<&3`. */
function received(run: Interpreter, fd: number, stream: Stream, input: Stream | undefined): Stream | undefined {
  if (fd === 0) return stream;
  if (fd < MAX_DESCRIPTORS) {
    run.written.set(`/dev/fd/${fd}`, { stream, content: stream, action: -1 });
    // The command that opens it is recorded next.
    run.writers.set(`/dev/fd/${fd}`, run.actions.length);
  }
  return input;
}

/** As many as Linux lets a process have. */
const MAX_DESCRIPTORS = 1024 * 1024;

/** Undefined for what only copies or closes a descriptor. */
function describe({ operator }: Redirect, fd: number, target: Word): Redirection | undefined {
  switch (operator) {
    case '<':
      return { fd, mode: 'read', target };
    case '<>':
      return { fd, mode: 'read-write', target };
    case '>':
    case '>|':
    case '&>':
      return { fd, mode: 'write', target };
    case '>>':
    case '&>>':
      return { fd, mode: 'append', target };
    case '>&':
      return /^(?:\d+-?|-)$/.test(target.value) ? undefined : { fd, mode: 'write', target };
    case '<&':
      return undefined;
  }
}

/** Closed, or sent where errors go: a pipe gets none of it. Any other descriptor may be a copy of the pipe. */
const ELSEWHERE = /^(?:2-?|-)$/;
const STANDARD_OUTPUT = /^\/dev\/stdout$|^\/(?:dev|proc\/self)\/fd\/(?!2$)\d+$/;

/** `/dev/tcp/host/port`, which bash opens as a connection. */
function networkAddress(target: Word): Word | undefined {
  const match = /^\/dev\/(?:tcp|udp)\/([^/]*)\/([^/]*)$/.exec(target.value);
  return match ? { ...target, value: `${match[1]}:${match[2]}` } : undefined;
}

const STANDARD = new Set('null zero full random urandom stdin stdout stderr tty ptmx'.split(' ').map((name) => `/dev/${name}`));
const NUMBERED = /^(?:\/dev\/(?:fd|pts)|\/proc\/self\/fd)\/\d+$/;

/** Devices that keep nothing. */
const isStandardDevice = (path: string): boolean => STANDARD.has(path) || NUMBERED.test(path);

function pushEffects(effects: Effect[], mode: Redirection['mode'], operand: Effect['operand'] & {}): void {
  const push = (kind: Effect['kind'], flags?: readonly EffectFlag[]) => effects.push({ kind, operand, ...(flags && { flags }) });
  if (mode === 'read' || mode === 'read-write') push('file.read');
  if (mode === 'read') return;
  if (isDisk(operand.value ?? '')) push('storage.wipe');
  else if (mode === 'append') push('file.append', ['append']);
  else push('file.write', mode === 'write' ? ['truncate'] : undefined);
}

/** What a file holds: what the call put into it where nothing stood there before, else what is on the disk. */
function fileStream(run: Interpreter, path: Word, absolute: string | undefined, { machine }: Setting): Stream {
  if (absolute === '/dev/null') return SILENT;
  const written = absolute === undefined ? undefined : run.written.get(absolute);
  if (absolute === undefined || !written || (written.kept && machine.files.kind(absolute) === 'file')) return { origin: 'file', path };
  return { ...written.stream, path };
}

/** Runs a compound command with its redirections. */
export function withRedirections(
  run: Interpreter,
  scope: Scope,
  nodes: readonly RedirectionNode[],
  stdin: Stream | undefined,
  body: (stdin: Stream | undefined) => Stream,
): Stream {
  const redirected = redirect(run, scope, nodes, stdin);
  const first = run.actions.length;
  const reads = redirected.effects.filter((effect) => effect.kind === 'file.read' || effect.kind === 'net.request');
  const fed = redirected.words.some((word) => word.sources !== undefined);
  if (fed || reads.length > 0) record(run, { tool: run.tool, effects: reads }, redirected.words);
  const middle = run.actions.length;
  const output = within(scope, redirected, () => body(redirected.stdin));
  connect(run, first, middle);
  // A connection is written to as well.
  if (redirected.socket) for (let from = middle; from < run.actions.length; from++) flowInto(run, from, first);
  const writes = redirected.effects.filter((effect) => !reads.includes(effect));
  if (writes.length > 0) {
    const last = run.actions.length;
    record(run, { tool: run.tool, effects: writes }, redirected.words);
    connect(run, first, last);
  }
  return deliver(run, scope, redirected, output, first);
}

/** Runs what stands inside the redirections. */
export function within(scope: Scope, { errorsJoin }: Redirected, body: () => Stream): Stream {
  const before = scope.errorsJoin;
  scope.errorsJoin ||= errorsJoin;
  const output = body();
  scope.errorsJoin = before;
  return output;
}

/** Puts what the actions from `first` on print where their redirections send it; the result is what is left for the next. */
export function deliver(run: Interpreter, scope: Scope, redirected: Redirected, output: Stream, first: number): Stream {
  for (const reader of redirected.readers) {
    const middle = run.actions.length;
    feed(run, scope, reader, output);
    connect(run, first, middle);
  }
  const to = redirected.output;
  if (!to) return output;
  if (to.path !== undefined) remember(run, to.path, output, to.append);
  return SILENT;
}

/** Keeps what a program writes. */
export function rememberAll(run: Interpreter, writes: Outcome['writes'] = NONE, setting: Setting): void {
  for (const { path, stream, append = false } of writes) {
    const absolute = absoluteOf(path, setting);
    if (absolute !== undefined) remember(run, absolute, anchored(stream, setting), append);
  }
}

/** Keeps what the call wrote to a file. */
function remember(run: Interpreter, path: string, stream: Stream, append: boolean): void {
  const before = append ? run.written.get(path) : undefined;
  const content = contentOf(run, stream);
  const action = run.actions.length - 1;
  const written: Written = append
    ? { stream: behind(before?.stream, stream), content: behind(before?.content, content), action, kept: before?.kept !== false }
    : { stream, content, action, kept: false };
  if (run.written.size < MAX_FILES) run.written.set(path, written);
}

/** Of what is copied from files, what the call had put into the least trusted of them. */
function contentOf(run: Interpreter, stream: Stream): Stream {
  if (stream.origin !== 'file' || stream.text !== undefined || !stream.path) return stream;
  const paths = stream.parts?.filter((part) => typeof part !== 'string') ?? [stream.path];
  const worst = paths.reduce<Stream | undefined>(
    (found, path) => lessTrusted(found, run.written.get(path.value)?.content ?? { origin: 'file', path }),
    undefined,
  );
  if (!worst || !stream.parts) return worst ?? stream;
  return worst.text === undefined ? worst : { origin: worst.origin };
}

/** What a file holds after more was put behind what the call had put there. */
function behind(before: Stream | undefined, { text, ...rest }: Stream): Stream {
  const added: Stream = text === undefined ? rest : { origin: rest.origin, text };
  return before === undefined ? added : concatenate(before, added);
}

const MAX_FILES = 1_000;
