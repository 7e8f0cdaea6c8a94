import { type Analysis, NO_ACTIONS } from '../../domain/action.ts';
import type { Effect, EffectFlag } from '../../domain/effect.ts';
import type { Machine } from '../../domain/facts.ts';
import type { Operand } from '../../domain/operand.ts';
import { quoted } from '../../domain/quoted.ts';
import type { Setting } from '../command.ts';
import { isKnownInstaller } from '../known-installers.ts';
import { analyzeShell } from '../shell/index.ts';
import { joinAnalyses, oneAction } from '../tools/tool.ts';
import type { Held, Step } from './held.ts';
import { readerFor } from './readers.ts';
import { interpreterOf, shellOfScript } from './scripts.ts';

const MAX_TEXT = 262_144;
const MAX_STEPS = 64;

/**
 * What a file will do by what is put into it now: scripts, hooks, start-up files, workflows, images, package scripts, settings of programs.
 * Every effect is marked `content`: it happens when something acts on the file, not with this call.
 */
export function analyzeContent(text: string, target: Operand, tool: string, setting: Setting): Analysis {
  const path = target.value ?? target.text;
  const held = heldIn(text, path, target, setting);
  const isLong = text.length > MAX_TEXT;
  if (!held) {
    const interpreter = interpreterOf(path);
    if (interpreter === undefined) return NO_ACTIONS;
    return isLong ? tooLarge(target, tool) : known(runAnalysis(text, path, interpreter, setting, tool), []);
  }
  if (isLong) return held.steps.length === 0 ? NO_ACTIONS : tooLarge(target, tool);
  const steps = held.steps.filter((step) => step.text.trim() !== '').slice(0, MAX_STEPS);
  return joinAnalyses([
    known(oneAction(tool, held.effects), []),
    ...steps.map((step) => known(stepAnalysis(step, path, setting, tool), step.flags ?? [])),
  ]);
}

/** Whether something acts on a file of this name, place and first line, so that its content says what will be done. */
export function isActedOn(text: string, target: Operand): boolean {
  const path = target.value ?? target.text;
  return (
    shellOfScript(path, text, target) !== undefined || interpreterOf(path) !== undefined || readerFor(path, text, target) !== undefined
  );
}

const tooLarge = (target: Operand, tool: string): Analysis =>
  oneAction(tool, [{ kind: 'opaque', operand: target, flags: ['content', 'too-large'] }]);

function heldIn(text: string, path: string, target: Operand, setting: Setting): Held | undefined {
  const shell = shellOfScript(path, text, target);
  if (shell !== undefined) return { steps: [{ text, shell }], effects: [] };
  return readerFor(path, text, target)?.(text, path, () => {
    const content = setting.machine.files.read(path, MAX_TEXT);
    return content.kind === 'text' ? content.text : undefined;
  });
}

/** The file run as if it held this. */
const runAnalysis = (text: string, path: string, interpreter: string, setting: Setting, tool: string): Analysis =>
  analyzeShell(`${interpreter} ${quoted(path)}`, 'sh', overlaid(setting, path, text), tool);

function stepAnalysis(step: Step, path: string, setting: Setting, tool: string): Analysis {
  if (step.interpreter !== undefined) return runAnalysis(step.text, path, step.interpreter, setting, tool);
  const where: Setting = step.remote ? { ...setting, remote: true, mounts: [] } : setting;
  const found = analyzeShell(atProject(step.text, setting), step.shell ?? 'sh', where, tool);
  return step.remote ? leavingTheMachine(withoutKnownInstallers(found)) : found;
}

/** What an image's build or a build machine does to its own disk and processes is gone with it. */
const leavingTheMachine = (analysis: Analysis): Analysis =>
  withEffects(analysis, ({ kind }) => kind === 'file.read' || kind === 'file.link' || !/^(?:file|process)\./.test(kind));

const withEffects = (analysis: Analysis, keeps: (effect: Effect) => boolean): Analysis => ({
  ...analysis,
  actions: analysis.actions.map((action) => ({ ...action, effects: action.effects.filter(keeps) })),
});

/** Hosts set this variable for the hooks that they run. */
const atProject = (command: string, setting: Setting): string =>
  command.replace(/\$(?:CLAUDE_PROJECT_DIR\b|\{CLAUDE_PROJECT_DIR\})/g, setting.machine.project);

/** The same files, with this text where the path leads. */
function overlaid(setting: Setting, path: string, text: string): Setting {
  const files: Machine['files'] = {
    ...setting.machine.files,
    read: (absolute, maxBytes) => (absolute === path ? { kind: 'text', text } : setting.machine.files.read(absolute, maxBytes)),
    kind: (absolute) => (absolute === path ? 'file' : setting.machine.files.kind(absolute)),
  };
  return { ...setting, machine: { ...setting.machine, files } };
}

/** What cannot be known of a script is no reason to refuse writing it: it is judged again when it runs. */
function known(analysis: Analysis, flags: readonly EffectFlag[]): Analysis {
  const mark = (effect: Effect): Effect => ({ ...effect, flags: [...new Set([...(effect.flags ?? []), ...flags, 'content' as const])] });
  const { actions, edges } = withEffects(analysis, ({ kind }) => kind !== 'opaque');
  return { actions: actions.map((action) => ({ ...action, effects: action.effects.map(mark) })), edges, incomplete: [] };
}

/** An image or a build machine gets its tools from their makers' own installers every day. */
function withoutKnownInstallers(analysis: Analysis): Analysis {
  const loads = analysis.actions.flatMap(({ effects }) => effects.filter(({ kind }) => kind === 'net.download' || kind === 'net.request'));
  if (loads.length === 0 || !loads.every(({ operand }) => operand !== undefined && isKnownInstaller(operand.text))) return analysis;
  return withEffects(analysis, ({ kind, flags }) => kind !== 'code.eval' || !flags?.includes('downloaded'));
}
