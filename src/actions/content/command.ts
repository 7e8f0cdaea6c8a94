import type { Analysis } from '../../domain/action.ts';
import type { Shell } from '../../domain/event.ts';
import { literal, type Setting } from '../command.ts';
import { pathOperand } from '../paths.ts';
import { analyzeShellFiles } from '../shell/index.ts';
import { joinAnalyses } from '../tools/tool.ts';
import { analyzeContent } from './index.ts';

const MAX_FILES = 32;

/** What a command line would do, and what the files that it writes will do, as if a tool for files had written them. */
export function analyzeCommand(text: string, shell: Shell, setting: Setting, tool: string): Analysis {
  const { analysis, files } = analyzeShellFiles(text, shell, setting, tool);
  if (files.size === 0) return analysis;
  const contents = [...files].slice(0, MAX_FILES).map(([path, content]) => {
    return analyzeContent(content, pathOperand(literal(path), setting), tool, setting);
  });
  return joinAnalyses([analysis, ...contents]);
}
