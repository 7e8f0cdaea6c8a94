import type { Session } from '../domain/bound-session.ts';
import type { StoreFault } from '../domain/ports.ts';
import { ok, type Result } from '../domain/result.ts';
import { describeLabel } from '../domain/session.ts';
import { systemClock } from '../hook/machine.ts';
import type { AdminLog } from '../state/admin.ts';
import { endSession, forgetSession, type ListedSession, listSessions, readSessionNamed, rotateSessionKey } from '../state/session-acts.ts';
import { showTime } from './amounts.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { localFolders, withAdmin } from './machine.ts';
import { administer, PIN_OPTION } from './person.ts';
import { coloured, printable, table } from './terminal.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('action', { choices: ['list', 'show', 'end', 'forget', 'rotate-key'], default: 'list', describe: 'What to do' })
      .positional('id', { type: 'string', describe: 'The host’s name for the session, as `session list` shows it (show, end, forget)' })
      .option('json', { type: 'boolean', describe: 'For scripts (list, show)' })
      .option('pin-fd', PIN_OPTION)
      .example('$0 session end 7f3c2a', 'nobody acts in this session any more')
      .epilogue(
        'A session belongs to whoever began it until its lifetime is over (sessions.lifetime in the policy).\n' +
          'end refuses it to everybody from now on; forget takes away what is known of it, also where it no longer opens;\n' +
          'rotate-key makes a new key for what is kept of sessions and seals all of it anew.',
      ),
  run: (input) => {
    switch (input.text('action')) {
      case 'show':
        return withName(input, show);
      case 'end':
        return withName(input, (name) =>
          done(
            transact((log) => endSession(log, name, systemClock.now())),
            ({ id, owner }) => `Session ${id} of ${owner} is ended: its calls are refused.`,
          ),
        );
      case 'forget':
        // What it remembers holds calls back, and so does its end.
        return administer(input, () => withName(input, forget));
      case 'rotate-key':
        return administer(input, rotate);
      default:
        return list(input);
    }
  },
};

const transact = <T>(work: (log: AdminLog) => Result<T, StoreFault>): Result<T, StoreFault> => withAdmin((admin) => admin.transact(work));

function withName(input: CliInput, work: (name: string, input: CliInput) => ExitCode): ExitCode {
  const name = input.text('id');
  return name ? work(name, input) : fail('say which session: `hookwarden session list` shows them');
}

function done<T>(result: Result<T, StoreFault>, say: (value: T) => string): ExitCode {
  if (!result.ok) return fail(result.error.message);
  print(printable(say(result.value)));
  return 0;
}

const forget = (name: string): ExitCode =>
  done(
    transact((log) => forgetSession(log, name, systemClock.now())),
    () => `Session ${name} is forgotten: where it acts again it begins anew.`,
  );

const rotate = (): ExitCode =>
  done(
    transact((log) => rotateSessionKey(log, localFolders().config, systemClock.now())),
    ({ keyId, sealed, unopened }) =>
      `Key ${keyId} seals sessions from now on; ${sealed} were sealed anew${unopened > 0 ? `, ${unopened} did not open` : ''}.`,
  );

function list(input: CliInput): ExitCode {
  const sessions = transact((log) => ok(listSessions(log)));
  if (!sessions.ok) return fail(sessions.error.message);
  if (input.flag('json')) for (const one of sessions.value) print(JSON.stringify(one));
  else print(table(['session', 'owner', 'host', 'project', 'bound', 'seen', 'agents', 'state'], sessions.value.toSorted(bySeen).map(row)));
  return 0;
}

const bySeen = (left: ListedSession, right: ListedSession): number => (left.session?.seenAt ?? 0) - (right.session?.seenAt ?? 0);

function row({ handle, session }: ListedSession): readonly string[] {
  if (!session) return [handle, '', '', '', '', '', '', 'does not open: session forget'];
  const { id, owner, host, project, boundAt, seenAt, agents } = session;
  return [id, owner, host, project, showTime(boundAt), showTime(seenAt), String(agents.length), stateOf(session)];
}

function stateOf({ ended, intruders }: Session): string {
  const state = ended ? `ended by ${ended.by === 'host' ? 'the host' : 'an administrator'}` : 'open';
  return intruders.length > 0 ? `${state}, tried by ${intruders.join(', ')}` : state;
}

function show(name: string, input: CliInput): ExitCode {
  const session = transact((log) => readSessionNamed(log, name));
  if (!session.ok) return fail(session.error.message);
  print(input.flag('json') ? JSON.stringify(session.value) : lines(session.value).join('\n'));
  return 0;
}

function lines(session: Session): readonly string[] {
  const { id, owner, host, project, transcripts, permissionMode, boundAt, seenAt, agents, labels } = session;
  const facts: readonly (readonly [name: string, text: string])[] = [
    ['Session', id],
    ['Owner', owner],
    ['Host', permissionMode === undefined ? host : `${host}, mode ${permissionMode}`],
    ['Project', project],
    ['Transcripts', transcripts ?? 'not told'],
    ['Bound', showTime(boundAt)],
    ['Seen', showTime(seenAt)],
    ['State', stateOf(session)],
    ...agents.map(
      ({ id: agent, type, stoppedAt }) => ['Agent', `${agent} ${type ?? ''} ${stoppedAt === undefined ? '' : 'stopped'}`] as const,
    ),
    ...labels.map(
      (label) => ['Remembers', label.about === undefined ? describeLabel(label) : `${describeLabel(label)} ${label.about}`] as const,
    ),
  ];
  return facts.map(([name, text]) => `${coloured('bold', name.padEnd(12))}${printable(text).trimEnd()}`);
}
