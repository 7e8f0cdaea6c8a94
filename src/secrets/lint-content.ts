import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';

/**
 * Comments that switch secretlint off are not heard: whoever writes the secret could write them, too. The others look at a prefix and
 * little else; our own forms of the same tokens also look at lengths and check digits.
 */
const LEFT_OUT = new Set(['filter-comments', 'npm', 'sendgrid', 'shopify', 'slack'].map((name) => `@secretlint/secretlint-rule-${name}`));
const config = { rules: rules.filter((rule) => !LEFT_OUT.has(rule.meta.id)).map((rule) => ({ id: rule.meta.id, rule, options: {} })) };

export interface LintMessage {
  readonly messageId: string;
  /** Offsets in UTF-16 units. */
  readonly range: readonly [start: number, end: number];
}

/** Runs secretlint's recommended rules on all of a text. */
export async function lintContent(content: string): Promise<readonly LintMessage[]> {
  // On by default, it keeps an entry for every step of every text for as long as the process runs.
  secretLintProfiler.setEnabled(false);
  const { messages } = await lintSource({
    source: { content, filePath: 'text', ext: '', contentType: 'text' },
    options: { config, noPhysicFilePath: true },
  });
  return messages;
}
