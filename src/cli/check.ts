import { createInterface } from 'node:readline';
import { PROFILES } from '../domain/decision.ts';
import { HOSTS } from '../domain/event.ts';
import { quoted } from '../domain/quoted.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { explain } from './explain.ts';
import { createJudge, type Judged } from './judge.ts';
import { localPolicy, projectHere } from './local-policy.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('command', { type: 'string', describe: 'The shell command to judge' })
      .option('jsonl', {
        type: 'boolean',
        describe: 'Read one hook event or {"command","cwd","home"} a line from standard input; answer one line each',
      })
      .option('host', { choices: HOSTS, describe: 'With --jsonl: whose events these are (default: each row tells by its shape)' })
      .option('replay', {
        type: 'boolean',
        describe: 'With --jsonl: let the events of each session answer for those before them, as they would in the hook',
      })
      .option('explain', { type: 'boolean', describe: 'Show what it would do, what was found, and why' })
      .option('json', { type: 'boolean', describe: 'For scripts: what --jsonl prints' })
      .option('profile', { choices: PROFILES, describe: 'Judge by this profile' })
      .option('cwd', { type: 'string', describe: 'Judge as if in this folder (default: this one)' })
      .option('home', { type: 'string', describe: 'Judge as if this were the home folder' })
      .example("$0 check 'git push --force'", 'what would it say?')
      .example('$0 check --jsonl < events.jsonl', 'judge recorded events')
      .epilogue(
        'Judges by the policy that holds in this folder (--cwd), whatever is in a row, as the local developer with a person to ask. Needs no set-up, keeps nothing from row to row without --replay, writes no record.\nExit codes: 0 allow, 1 ask, 2 deny; with --jsonl 0.',
      ),
  run: async (input) => {
    const policy = localPolicy(projectHere(input));
    if (!policy.ok) return fail(`the policy is broken, and every call is denied: ${policy.error}`);
    const judge = createJudge({
      policy: policy.value,
      profile: input.text('profile'),
      cwd: input.text('cwd'),
      home: input.text('home'),
      host: HOSTS.find((host) => host === input.text('host')),
      replay: input.flag('replay'),
    });
    if (input.flag('jsonl')) return judgeLines(judge);
    const command = input.text('command') ?? commandOf(input.rest);
    if (command === undefined) return fail("say which command: hookwarden check 'COMMAND' or check -- COMMAND, or --jsonl to read events");
    return show(judge({ command }), input);
  },
};

/** One word is a whole command, as in quotes; several are the words of one. */
const commandOf = (words: readonly string[]): string | undefined => (words.length > 1 ? words.map(quoted).join(' ') : words[0]);

const EXIT = { allow: 0, ask: 1, deny: 2 } as const;

function show(judged: Judged, input: CliInput): ExitCode {
  const { verdict } = judged;
  if (input.flag('json')) print(answerLine(judged));
  else if (input.flag('explain') || verdict.findings.length > 0) print(explain(judged.analysis, verdict));
  else print('allow: no objection');
  return EXIT[verdict.decision];
}

/** Answers in order; every row gets its line, whatever is wrong with it. Rows are answered in lots, for a write a row is slow. */
async function judgeLines(judge: ReturnType<typeof createJudge>): Promise<ExitCode> {
  let answers: string[] = [];
  const flush = () => {
    if (answers.length > 0) process.stdout.write(`${answers.join('\n')}\n`);
    answers = [];
  };
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    answers.push(answerLine(judge(line)));
    if (answers.length >= LOT) flush();
  }
  flush();
  return 0;
}

const LOT = 256;

function answerLine({ verdict }: Judged): string {
  const findings = verdict.findings.map(({ ruleId, severity, decision, message }) => ({ ruleId, severity, decision, message }));
  return JSON.stringify({ decision: verdict.decision, findings, risk: verdict.risk });
}
