import { type Analysis, NO_ACTIONS } from '../../domain/action.ts';
import type { Effect } from '../../domain/effect.ts';
import type { HookEvent } from '../../domain/event.ts';
import { findSecrets } from '../../domain/secrets/find.ts';
import { hiddenEffects } from './carried.ts';
import { stringsIn } from './strings.ts';
import { oneAction } from './tool.ts';

/** How much of an answer is read; the rest hardly ever holds another kind of thing. */
const MAX_READ = 256 * 1024;

/** What a tool gave back, as effects that have happened: secrets that were read, hidden text, words of strangers. */
export function analyzeResponse({ tool, raw }: HookEvent): Analysis {
  const { tool_response: answer, error } = raw;
  const response = answer ?? error;
  if (!tool || response === undefined || response === null) return NO_ACTIONS;
  const effects: Effect[] = isFromStrangers(tool.name) ? [{ kind: 'net.request', flags: ['contents'], note: 'what came back' }] : [];
  let room = MAX_READ;
  for (const { text } of stringsIn({ response }).found) {
    if (room <= 0) break;
    const read = text.slice(0, room);
    room -= read.length;
    const secret = findSecrets(read).find(({ confidence }) => confidence === 'high');
    if (secret) effects.push({ kind: 'secret.read', flags: ['contents'], note: secret.shape });
    effects.push(...hiddenEffects(read, 'tolerant'));
  }
  return oneAction(tool.name, effects);
}

const isFromStrangers = (tool: string): boolean => /^(?:WebFetch$|WebSearch$|ReadMcpResource|mcp_)/.test(tool);
