import type { Policy } from '../domain/policy.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { compilePolicy } from '../policy/compile.ts';
import { describeFault } from '../policy/fault.ts';
import { changeOf } from '../replay/change.ts';
import { excesses, type Limits, parseLimit } from '../replay/limits.ts';
import { tallyChanges } from '../replay/tally.ts';
import { isCall, type RecordedEvent } from '../scan/intake.ts';
import { scanJudges } from '../scan/judge.ts';
import type { Problem } from '../scan/row.ts';
import { summaryOf } from '../scan/summary.ts';
import { countOf } from './audit-query.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { layerAt, localLayers, projectHere } from './local-policy.ts';
import { localFolders, programFolder } from './machine.ts';
import { readRecorded } from './recorded.ts';
import { showReplay } from './replay-report.ts';

const MOST_EXAMPLES = 100;

/** What a policy would have changed in what is on record, against another one; exits with 1 where that is more than may be. */
export async function replayPolicies(input: CliInput): Promise<ExitCode> {
  const policies = policiesOf(input);
  if (!policies.ok) return fail(policies.error);
  const limits = limitsOf(input);
  if (!limits.ok) return fail(limits.error);
  const examples = countOf(input, 'examples', 0, MOST_EXAMPLES);
  if (!examples.ok) return fail(examples.error);
  const problems: Problem[] = [];
  let unread = 0;
  const tally = tallyChanges(examples.value);
  const own = { folders: localFolders(), program: programFolder() };
  const [before, after] = policies.value.map((policy) => scanJudges({ policy, own, home: input.text('home') }));
  if (!before || !after) throw new Error('two policies were read');
  const done = await readRecorded(input.texts('more'), {
    onProblem: (problem) => {
      unread++;
      if (problems.length < MOST_PROBLEMS) problems.push(problem);
    },
    begin: () => {
      const [first, second] = [before(), after()];
      return (recorded) => {
        const [was, is] = [first(recorded), second(recorded)];
        if (isCall(recorded)) tally.add(changeOf(was.verdict, is.verdict), () => exampleOf(recorded));
      };
    },
  });
  if (!done.ok) return fail(done.error);
  const report = tally.report();
  const over = excesses(report, limits.value);
  if (input.text('format') === 'json') print(JSON.stringify({ ...report, unread, problems, exceeded: over }));
  else if (report.calls > 0) print(showReplay(report, over));
  if (unread > 0) process.stderr.write(`${unread} lines or files could not be read; the first: ${describeProblem(problems[0])}\n`);
  if (report.calls === 0)
    return fail(
      'no call is on record there, so that nothing can be compared. Name logs that hold some: hookwarden policy replay NEW LOGS…',
    );
  return over.length > 0 ? 1 : 0;
}

const MOST_PROBLEMS = 20;

const describeProblem = (problem: Problem | undefined): string =>
  problem === undefined ? '' : `${problem.source}${problem.line === 0 ? '' : `:${problem.line}`}: ${problem.reason}`;

const exampleOf = ({ place, event }: RecordedEvent) => ({
  where: `${place.source}:${place.line}`,
  what: `${event.tool?.name ?? event.name}: ${summaryOf(event.tool?.input ?? {})}`,
});

/** The one that counts now, and the one that is tried. Against what is in force the new one takes the place of the user's layer. */
function policiesOf(input: CliInput): Result<readonly [before: Policy, after: Policy], string> {
  const [tried, against] = [input.text('file'), input.text('against') ?? 'current'];
  if (tried === undefined) return err('say which policy: hookwarden policy replay NEW --against CURRENT LOGS…');
  const here = localLayers(projectHere(input));
  if (!here.ok) return here;
  const others = against === 'current' ? here.value.filter(({ layer }) => layer !== 'user') : [];
  const named = (name: string): Result<Policy, string> => {
    if (name === 'builtin') return ok(BUILTIN);
    const sources = name === 'current' ? here : layerAt(name);
    if (!sources.ok) return sources;
    const compiled = compilePolicy(name === 'current' ? sources.value : [...others, ...sources.value], BUILTIN);
    return compiled.ok ? compiled : err(compiled.error.map(describeFault).join('\n'));
  };
  const before = named(against);
  if (!before.ok) return before;
  const after = named(tried);
  return after.ok ? ok([before.value, after.value]) : after;
}

function limitsOf(input: CliInput): Result<Limits, string> {
  const [passed, stopped] = ['max-newly-passed', 'max-newly-stopped'].map((name) => {
    const limit = parseLimit(input.text(name) ?? '');
    return limit.ok ? limit : err(`--${name} ${limit.error}`);
  });
  if (!passed?.ok) return passed ?? err('');
  if (!stopped?.ok) return stopped ?? err('');
  const weight = input.text('max-passed-weight');
  if (weight !== undefined && !/^\d{1,9}$/.test(weight)) return err('--max-passed-weight takes a whole number');
  return ok({ newlyPassed: passed.value, newlyStopped: stopped.value, ...(weight !== undefined && { passedWeight: Number(weight) }) });
}
