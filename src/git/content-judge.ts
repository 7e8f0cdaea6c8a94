import { isActedOn } from '../actions/content/index.ts';
import { pathOperand } from '../actions/paths.ts';
import { pathWord } from '../actions/tools/tool.ts';
import type { HookEvent } from '../domain/event.ts';
import type { FileSystem } from '../domain/facts.ts';
import type { Finding } from '../domain/finding.ts';
import type { Operand } from '../domain/operand.ts';
import type { Principal } from '../domain/principal.ts';
import { judgeEvent } from '../pipeline.ts';
import { namesOf } from '../policy/context.ts';
import type { Terms } from './terms.ts';

/** Judges what a file will do, as if an agent wrote it there. */
export interface ContentJudge {
  readonly findings: (path: string, text: string) => readonly Finding[];
  readonly classes: (path: string) => readonly string[];
}

/** Nothing of who may is asked here: whoever could not write the file would not commit it. */
const WRITER: Principal = { id: 'git', name: 'git', role: 'developer', keyId: '' };
/** No character that could hide, and no name of a host that could imitate another: then only the place says anything. */
const IS_PLAIN = /^[\t\n\r\x20-\x7e]*$/;
const isPlain = (text: string): boolean => IS_PLAIN.test(text) && !text.includes('xn--');

export function contentJudge({ policy, facts: around, clock }: Terms): ContentJudge {
  // What lies in the work tree is not what is committed.
  const files: FileSystem = { resolve: (path) => path, read: () => ({ kind: 'missing' }), kind: () => undefined };
  const facts = { ...around, machine: { ...around.machine, files } };
  const { project } = facts.machine;
  const names = namesOf(policy.context);
  const setting = { machine: facts.machine, cwd: project, remote: false, mounts: [], ...(names && { names }) };
  const operandOf = (path: string): Operand => pathOperand(pathWord(`${project}/${path}`, setting), setting);
  const judge = (path: string, content: string): readonly Finding[] =>
    judgeEvent(writing(`${project}/${path}`, content, project), WRITER, facts, policy, clock).verdict.findings.filter(
      ({ stage }) => stage === 'governance',
    );
  // The shipped rules name no place in an ordinary part of a project: what they say of one such file they say of all.
  let ofOrdinary: readonly Finding[] | undefined;
  return {
    findings: (path, text) => {
      const operand = operandOf(path);
      if (text !== '' && (!isPlain(text) || isActedOn(text, operand))) return judge(path, text);
      if (policy.own || !isPlain(path) || operand.classes.some((name) => name !== 'project')) return judge(path, '');
      ofOrdinary ??= judge(path, '');
      return ofOrdinary.length === 0 ? ofOrdinary : judge(path, '');
    },
    classes: (path) => operandOf(path).classes,
  };
}

const writing = (path: string, content: string, cwd: string): HookEvent => ({
  host: 'claude-code',
  name: 'PreToolUse',
  blocking: 'blocks',
  sessionId: 'git',
  cwd,
  tool: { name: 'Write', input: { file_path: path, content } },
  raw: {},
});
