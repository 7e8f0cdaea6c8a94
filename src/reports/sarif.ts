import type { Severity } from '../domain/decision.ts';
import { VERSION } from '../domain/version.ts';
import type { ReportedFinding, Unscanned } from './finding.ts';

const LEVEL: Readonly<Record<Severity, 'note' | 'warning' | 'error'>> = {
  info: 'note',
  low: 'note',
  medium: 'warning',
  high: 'error',
  critical: 'error',
};
/** Of 10, as code hosts sort by it (the property `security-severity`). */
const SCORE: Readonly<Record<Severity, string>> = { info: '1.0', low: '3.0', medium: '5.5', high: '8.0', critical: '9.5' };

/** A log of one run in the Static Analysis Results Interchange Format 2.1.0 (OASIS). */
export function formatSarif(findings: readonly ReportedFinding[], unscanned: readonly Unscanned[]): string {
  const rules = [...new Map(findings.map((finding) => [finding.ruleId, finding])).values()];
  const indexOf = new Map(rules.map(({ ruleId }, at) => [ruleId, at]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'hookwarden', version: VERSION, rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: unscanned.map(({ path, reason }) => ({
              level: 'warning',
              message: { text: `Not scanned: ${reason}` },
              locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
            })),
          },
        ],
        results: findings.map((finding) => ({ ...resultOf(finding), ruleIndex: indexOf.get(finding.ruleId) ?? -1 })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const ruleOf = ({ ruleId, rule, message, mend, severity }: ReportedFinding) => ({
  id: ruleId,
  shortDescription: { text: rule?.title ?? message },
  help: { text: rule?.help ?? mend },
  properties: { tags: ['security'], 'security-severity': SCORE[severity] },
});

const resultOf = ({
  ruleId,
  severity,
  message,
  mend,
  path,
  line,
  column,
  endLine,
  endColumn,
  fingerprint,
  suppressed,
  properties,
}: ReportedFinding) => ({
  ruleId,
  level: LEVEL[severity],
  message: { text: `${message} ${mend}` },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: uriOf(path) },
        region: { startLine: line, ...(column !== undefined && { startColumn: column, endLine, endColumn }) },
      },
    },
  ],
  partialFingerprints: { 'hookwarden/v1': fingerprint },
  ...(suppressed && { suppressions: [{ kind: suppressed.kind, justification: suppressed.reason }] }),
  ...(properties && { properties }),
});

/** A path as the relative reference that a URI is (RFC 3986): each segment encoded, no scheme taken from a colon in the first. */
function uriOf(path: string): string {
  const encoded = path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}
