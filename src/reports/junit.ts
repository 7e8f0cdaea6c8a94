import { escapeHidden } from '../domain/hidden-text.ts';
import type { ReportedFinding, Unscanned } from './finding.ts';

/** One failed test for each finding that counts, one skipped for each that does not and for each file that was not scanned; one passed where there is none. */
export function formatJunit(suite: string, findings: readonly ReportedFinding[], unscanned: readonly Unscanned[]): string {
  const failures = findings.filter(({ suppressed }) => !suppressed).length;
  const cases = [...findings.map(caseOf), ...unscanned.map(skippedCase)];
  if (cases.length === 0) cases.push(`    <testcase classname="${escaped(suite)}" name="nothing found"/>`);
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${findings.length - failures + unscanned.length}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="hookwarden" ${counts}>
  <testsuite name="${escaped(suite)}" ${counts}>
${cases.join('\n')}
  </testsuite>
</testsuites>
`;
}

function caseOf({ path, line, column, ruleId, message, mend, severity, suppressed }: ReportedFinding): string {
  const at = column === undefined ? String(line) : `${line}:${column}`;
  const name = escaped(`${ruleId} ${at}`);
  const inside = suppressed
    ? `<skipped message="${escaped(suppressed.reason)}"/>`
    : `<failure type="${severity}" message="${escaped(message)}">${escaped(`${path}:${at} ${message} ${mend}`)}</failure>`;
  return `    <testcase classname="${escaped(path)}" name="${name}">${inside}</testcase>`;
}

const skippedCase = ({ path, reason }: Unscanned): string =>
  `    <testcase classname="${escaped(path)}" name="not scanned"><skipped message="${escaped(reason)}"/></testcase>`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** As text or attribute of XML 1.0, which has no place for most control characters, not even escaped; what hides is written out. */
const escaped = (text: string): string =>
  escapeHidden(text)
    .replace(/[\ufffe\uffff]|\p{Cs}/gu, '\ufffd')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
    .replace(/[\t\n\r\u2028\u2029]/g, (sign) => `&#${sign.charCodeAt(0)};`);
