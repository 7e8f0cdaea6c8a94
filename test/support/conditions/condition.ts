import type { JsonObject } from '../../../src/domain/json.ts';
import { type Installed, install } from '../installed.ts';
import { bash, HANGING_MS, type Launched, launchBeside, saysRecorded } from '../launch.ts';
import { type Anchored, anchored, logLeft, waitsInSpool } from '../log-left.ts';

/** What was found: how the guard answered under a condition, and what must not be. */
export interface Found {
  /** Exit codes of the everyday call, the forbidden one and the one that cannot be blocked. */
  readonly statuses: readonly (number | null)[];
  readonly problems: readonly string[];
}

/** Something that a machine may do to the guard. */
export interface Condition {
  readonly kind: string;
  readonly name: string;
  /** What this machine lacks to be brought into it; undefined where it can be. */
  readonly lacks?: string | undefined;
  /** `home` is a folder that is not there yet. */
  readonly find: (home: string) => Promise<Found>;
}

/** What is done to an installation, and undone again. */
export interface Trouble {
  /** Before there is anything. */
  readonly prepare?: (home: string) => void;
  /** Returns a launcher that stands in for the installed one. */
  readonly impose: (installed: Installed) => string | undefined;
  readonly lift: (installed: Installed) => void;
  /** Whatever is left, so that the folder can be removed. */
  readonly clear?: (home: string) => void;
  /** Why an everyday call is denied meanwhile; where this is absent it may pass, too. */
  readonly denied?: RegExp;
  /** The hook must get by with it. */
  readonly harmless?: boolean;
}

interface Asked {
  readonly id: unknown;
  readonly what: 'everyday' | 'forbidden' | 'unblockable';
  readonly answer: Launched;
}

const EVENTS: Readonly<Record<Asked['what'], () => JsonObject>> = {
  everyday: () => bash('ls -la'),
  forbidden: () => bash('rm -rf /'),
  unblockable: () => bash('ls', { hook_event_name: 'Stop' }),
};

export async function ask(through: Pick<Installed, 'launcher'>, what: Asked['what'] = 'everyday'): Promise<Asked> {
  const event = EVENTS[what]();
  const answer = await launchBeside(through, event, what === 'unblockable' ? 'notify' : 'block');
  return { id: event['tool_use_id'], what, answer };
}

export const askAll = async (through: Pick<Installed, 'launcher'>): Promise<readonly Asked[]> => [
  await ask(through, 'everyday'),
  await ask(through, 'forbidden'),
  await ask(through, 'unblockable'),
];

/** What no condition excuses. */
export function wrongWith({ what, answer: { status, stdout, stderr, ms } }: Asked): readonly string[] {
  const said = `${what}: exit ${status}, ${ms} ms: ${stdout}${stderr}`;
  const right = {
    everyday: (status === 0 && stdout === '') || (status === 2 && stdout === '' && stderr.trim() !== ''),
    forbidden: status === 2 && stdout === '' && stderr.trim() !== '',
    unblockable: status === 0,
  }[what];
  return [
    ...(right ? [] : [`wrong answer: ${said}`]),
    ...(ms > HANGING_MS ? [`too late: ${said}`] : []),
    ...(/\n\s+at |undefined|\[object/.test(stderr) ? [`words for nobody: ${said}`] : []),
  ];
}

/** What an answer has promised is in the log, the log verifies, and the next call works. */
export async function wrongAfter(installed: Anchored, asked: readonly Asked[]): Promise<readonly string[]> {
  const next = await ask(installed);
  for (let tries = 0; tries < 3 && waitsInSpool(installed); tries++) await ask(installed);
  const { problems, calls } = logLeft(installed, installed.head);
  const promised = asked.filter(({ answer, what }) => what !== 'unblockable' && (answer.status === 0 || saysRecorded(answer.stderr)));
  return [
    ...problems,
    ...(next.answer.status === 0 ? [] : [`the next call ended with ${next.answer.status}: ${next.answer.stderr}`]),
    ...[...promised, next]
      .filter(({ id }) => !calls.has(id))
      .map(({ what, answer }) => `${what}, exit ${answer.status}: not in the log. ${answer.stderr}`),
  ];
}

const statusesOf = (asked: readonly Asked[]): Found['statuses'] => asked.map(({ answer }) => answer.status);

/** Under the trouble, and once it is over. */
export const suffering =
  (trouble: Trouble): Condition['find'] =>
  async (home) => {
    trouble.prepare?.(home);
    try {
      const installed = anchored(install(home));
      const launcher = trouble.impose(installed) ?? installed.launcher;
      const asked = await askAll({ launcher });
      trouble.lift(installed);
      const everyday = asked.find(({ what }) => what === 'everyday')?.answer;
      const unexpected =
        (trouble.denied && (everyday?.status !== 2 || !trouble.denied.test(everyday.stderr))) ||
        (trouble.harmless === true && everyday?.status !== 0);
      return {
        statuses: statusesOf(asked),
        problems: [
          ...asked.flatMap(wrongWith),
          ...(unexpected ? [`an everyday call ended with ${everyday?.status}: ${everyday?.stderr}`] : []),
          ...(await wrongAfter(installed, asked)),
        ],
      };
    } finally {
      trouble.clear?.(home);
    }
  };
