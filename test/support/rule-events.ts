import { join } from 'node:path';
import { ruleFiles } from '../../src/cli/rule-files.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import { loadRules } from '../../src/policy/load-rules.ts';
import { ROOT } from './installed.ts';

/** The shipped rules' examples as hook events of Claude Code, each of a session of its own: as varied as anything that is judged. */
export function ruleEvents(cwd: string): readonly JsonObject[] {
  const loaded = loadRules(ruleFiles(join(ROOT, 'rules')));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  const examples = loaded.value.flatMap(({ examples: { match, pass, gap = [] } }) => [...match, ...pass, ...gap]);
  return examples.map(({ command, tool, input }, at) => ({
    session_id: `example-${at}`,
    cwd,
    hook_event_name: 'PreToolUse',
    tool_name: tool ?? 'Bash',
    tool_input: JSON.parse(JSON.stringify(command === undefined ? (input ?? {}) : { command })),
    tool_use_id: `call-${at}`,
  }));
}
