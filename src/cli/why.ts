import { setJavaScriptParser } from '../actions/code/javascript-loader.ts';
import { parseJavaScript } from '../actions/code/javascript-parser.ts';
import { findingsOf } from '../audit/query-fields.ts';
import { DECISIONS, type Decision, stricter } from '../domain/decision.ts';
import { isObject, type JsonObject, stringAt } from '../domain/json.ts';
import { VERSION } from '../domain/version.ts';
import { keptPolicy } from '../hook/policy.ts';
import { BUILTIN } from '../policy/builtin.ts';
import type { Installation } from '../state/installation.ts';
import type { AuditReader } from '../state/reader.ts';
import { showTime } from './amounts.ts';
import { findRecord, whereGone, withReader } from './audit-reader.ts';
import { bodyOf, changedRemark, gist, timeOf } from './audit-record.ts';
import { type CliCommand, type CliInput, type ExitCode, fail, print } from './command.ts';
import { localFolders } from './machine.ts';
import { type Rejudged, rejudge } from './rejudge.ts';
import { coloured, colouredDecision, printable } from './terminal.ts';

export const command: CliCommand = {
  options: (parser) =>
    parser
      .positional('record', { type: 'string', demandOption: true, describe: 'The record’s number or id, as `audit list` shows it' })
      .option('archive', { type: 'string', describe: 'Read a pruned record from this archive' })
      .option('json', { type: 'boolean', describe: 'For scripts' })
      .epilogue('Exits with 1 where the same call would be judged otherwise now, under the policy that it was judged by.'),
  run: async (input) => {
    setJavaScriptParser(() => parseJavaScript);
    const done = await withReader((reader, installation) => why(reader, installation, input));
    return done.ok ? done.value : fail(done.error.message);
  },
};

function why(reader: AuditReader, { pepper }: Installation, input: CliInput): ExitCode {
  const found = findRecord(reader, input);
  if (!found.ok) return fail(found.error);
  const body = bodyOf(found.value);
  const changed = changedRemark(found.value);
  if (!body) return fail(changed[0] ?? whereGone(reader, found.value.sequence));
  const hash = stringAt(body, 'policy') ?? '';
  const folders = localFolders();
  const policy = keptPolicy({ folders, builtin: BUILTIN, macKey: pepper }, hash);
  const judged = policy ? rejudge(body, policy, folders) : undefined;
  const recorded = recordedDecision(body);
  const holds = judged && judged.verdict.decision === recorded;
  if (input.flag('json')) {
    const again = judged && { decision: judged.verdict.decision, findings: judged.verdict.findings, holds };
    print(
      JSON.stringify({
        record: stringAt(body, 'id'),
        decision: body['decision'],
        findings: findingsOf(body),
        policyKept: policy !== undefined,
        again,
        doubts: doubtsOf(body),
      }),
    );
  } else print([...changed, ...recordedLines(body), '', ...rejudgedLines(body, hash, policy !== undefined, judged, recorded)].join('\n'));
  return judged && !holds ? 1 : 0;
}

/** What the findings came to; the answer was stricter where nobody could be asked. */
function recordedDecision(body: JsonObject): Decision {
  return findingsOf(body).reduce<Decision>((strictest, { decision }) => {
    const known = DECISIONS.find((one) => one === decision);
    return known ? stricter(strictest, known) : strictest;
  }, 'allow');
}

function recordedLines(body: JsonObject): readonly string[] {
  const decision = DECISIONS.find((known) => known === body['decision']) ?? 'allow';
  const what = [stringAt(body, 'tool') ?? stringAt(body, 'event') ?? '', gist(body)].filter((part) => part !== '').join(': ');
  const findings = findingsOf(body);
  const observed = body['mode'] === 'observe' ? ', but nothing was enforced' : '';
  return [
    `${coloured('bold', `record ${String(body['sequence'])}`)}  ${showTime(timeOf(body))}  ${printable(what)}`,
    `${colouredDecision(decision)}, risk ${String(body['risk'])}${observed}${findings.length === 0 ? ': nothing spoke against it' : ', because:'}`,
    ...findings.flatMap(describeFinding),
    ...(decision === 'deny' && recordedDecision(body) === 'ask'
      ? ['  It would have been asked about, but nobody was there to answer.']
      : []),
  ];
}

function describeFinding(finding: JsonObject): readonly string[] {
  const id = stringAt(finding, 'ruleId') ?? '';
  const rule = BUILTIN.rules.find((known) => known.id === id);
  const decision = DECISIONS.find((known) => known === finding['decision']) ?? 'allow';
  const instead = stringAt(finding, 'instead');
  return [
    `  ${colouredDecision(decision)} ${printable(id)} (${stringAt(finding, 'severity') ?? ''}, ${stringAt(finding, 'stage') ?? ''}) ${printable(stringAt(finding, 'message') ?? '')}`,
    ...(rule ? [`      rule: ${rule.title}${rule.absolute ? ' (absolute)' : ''}  ${rule.tags.join(' ')}`] : []),
    ...(instead === undefined ? [] : [`      instead: ${printable(instead)}`]),
  ];
}

function rejudgedLines(body: JsonObject, hash: string, kept: boolean, judged: Rejudged | undefined, recorded: Decision): readonly string[] {
  const heading = coloured('bold', 'judged again');
  if (body['kind'] !== 'call') return [`${heading}: not possible, for this record is of no call.`];
  if (!kept)
    return [
      `${heading}: not possible, for the policy it was judged by (${hash.slice(0, 12) || 'none'}) is not kept, or is of another version.`,
    ];
  if (!judged) return [`${heading}: not possible, for what is kept of the call is no event any more.`];
  const { decision, findings } = judged.verdict;
  const before = findingsOf(body).map((finding) => stringAt(finding, 'ruleId'));
  const now = findings.map(({ ruleId }) => ruleId);
  const fresh = now.filter((id) => !before.includes(id));
  const gone = before.filter((id) => id !== undefined && !now.includes(id));
  return [
    decision === recorded
      ? `${heading} by the same policy: it still holds, ${colouredDecision(decision)}.`
      : `${heading} by the same policy: it would now be ${colouredDecision(decision)}.`,
    ...(fresh.length > 0 ? [`  now also: ${fresh.join(', ')}`] : []),
    ...(gone.length > 0 ? [`  no longer: ${gone.map((id) => printable(id ?? '')).join(', ')}`] : []),
    ...doubtsOf(body).map((doubt) => `  ${doubt}`),
  ];
}

/** Why a second judgement may differ although nothing was wrong with the first. */
function doubtsOf(body: JsonObject): readonly string[] {
  const text = isObject(body['subject']) ? JSON.stringify(body['subject']) : '';
  const version = stringAt(body, 'program');
  return [
    ...(text.includes('⟦secret:') ? ['What is kept is redacted: a secret stands there as a token, which is judged in its place.'] : []),
    ...(/… \[(?:omitted|\d+ more characters)\]/.test(text) || text.includes('"omitted"')
      ? ['What is kept is cut short: the rest is not judged.']
      : []),
    ...(version !== VERSION ? [`It was judged by version ${version ?? '?'}; this is ${VERSION}.`] : []),
    'Files are read as they are now; what the session had done before, exceptions and roles are not known any more.',
  ];
}
