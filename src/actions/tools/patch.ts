import { type Analysis, NO_ACTIONS } from '../../domain/action.ts';
import { stringAt } from '../../domain/json.ts';
import { lostBy } from '../agents/changes.ts';
import { edited, isWatched } from '../agents/edits.ts';
import type { Setting } from '../command.ts';
import { analyzeContent } from '../content/index.ts';
import { parsePatch } from '../patches.ts';
import { pathOperand } from '../paths.ts';
import { joinAnalyses, oneAction, pathWord, type ToolReader } from './tool.ts';

function analyzePatch(patch: string, tool: string, setting: Setting): Analysis {
  return joinAnalyses(
    parsePatch(patch).map(({ kind, path, added, edits }) => {
      const operand = pathOperand(pathWord(path, setting), setting);
      const lost = kind === 'file.write' && edits.length > 0 && isWatched(operand) ? lostBy(edited(operand, setting, edits), operand) : [];
      const file = oneAction(tool, [{ kind, operand }, ...lost]);
      return added === '' ? file : joinAnalyses([file, analyzeContent(added, operand, tool, setting)]);
    }),
  );
}

export const applyPatch: ToolReader = (call, setting) => {
  const patch = stringAt(call.input, 'command') ?? stringAt(call.input, 'input') ?? stringAt(call.input, 'patch');
  return patch === undefined ? NO_ACTIONS : analyzePatch(patch, call.name, setting);
};
