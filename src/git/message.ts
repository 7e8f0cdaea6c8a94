import { stripVTControlCharacters } from 'node:util';
import { fitsGlob } from '../policy/glob.ts';
import { wholeLine } from './content-findings.ts';
import { secretsIn } from './examine.ts';
import { findingAt, type GitFinding } from './finding.ts';
import { settle } from './settle.ts';
import { decisionOn, type Terms } from './terms.ts';

/** Below it `git commit --verbose` shows the diff, and takes it off the message again (git-commit(1), "scissors"). */
const SCISSORS = /^. -{24} >8 -{24}$/m;

/** A message as it was edited, without the diff that git showed below it. */
export const withoutDiff = (edited: string): string => edited.slice(0, SCISSORS.exec(edited)?.index);

/** Made by git itself for commits that are melted into others, or that join them. */
const MADE_BY_GIT = /^(?:fixup!|squash!|amend!|Merge |Revert )/;

/** What is wrong with a commit message: secrets in it, and of one that is new what the policy wants of it. */
export async function examineMessage(text: string, terms: Terms, path: string, isNew = true): Promise<readonly GitFinding[]> {
  return settle([...(await secretsIn(path, text)), ...(isNew ? formFindings(text, path, terms) : [])], text, terms);
}

function formFindings(text: string, path: string, { settings }: Terms): readonly GitFinding[] {
  const { messages } = settings;
  const decision = decisionOn('commit.message', settings);
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#'));
  const subject = stripVTControlCharacters(lines[at]?.trim() ?? '');
  if (decision === undefined || at < 0 || MADE_BY_GIT.test(subject)) return [];
  const faults: { readonly message: string; readonly mend: string }[] = [];
  const unfit = messages.subject.find((globs) => !globs.some((glob) => fitsGlob(glob, subject)));
  if (unfit)
    faults.push({ message: 'The subject has none of the forms that the policy wants.', mend: `Write it as one of: ${unfit.join(', ')}` });
  const { maxSubject } = messages;
  if (maxSubject !== undefined && [...subject].length > maxSubject)
    faults.push({
      message: `The subject has ${[...subject].length} characters, and the policy wants no more than ${maxSubject}.`,
      mend: 'Say less in the subject, and the rest below an empty line.',
    });
  if (messages.signedOff && !/^Signed-off-by: \S/m.test(text))
    faults.push({ message: 'There is no line Signed-off-by.', mend: 'Commit with --signoff.' });
  return faults.map((fault) =>
    findingAt({ ruleId: 'commit.message', severity: 'low', decision, path, ...fault }, wholeLine(lines, at + 1)),
  );
}
