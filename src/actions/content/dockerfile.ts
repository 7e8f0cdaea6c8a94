import type { Effect } from '../../domain/effect.ts';
import type { Shell } from '../../domain/event.ts';
import { parseJson } from '../../domain/json.ts';
import { quoted } from '../../domain/quoted.ts';
import { networkEffects } from '../addresses.ts';
import { literal } from '../command.ts';
import { strayImage } from '../programs/packages/images.ts';
import type { Held, Step } from './held.ts';

const MAX_LINES = 5_000;
const INSTRUCTION = /^\s*(FROM|RUN|CMD|ENTRYPOINT|HEALTHCHECK|ADD|SHELL|ONBUILD)\s+(.*)$/is;

/** What building and starting an image would run: in a container, so that only what leaves it counts. */
export function dockerfile(text: string): Held {
  const steps: Step[] = [];
  const effects: Effect[] = [];
  let shell: Shell = 'sh';
  for (const instruction of instructions(text)) {
    const [, name = '', body = ''] = INSTRUCTION.exec(instruction.replace(/^\s*ONBUILD\s+/i, '')) ?? [];
    switch (name.toUpperCase()) {
      case 'FROM':
        effects.push(...strayImage(literal(body.replace(/^(?:--\S+\s+)+/, '').split(/\s/, 1)[0] ?? ''), 'FROM'));
        break;
      case 'ADD':
        for (const source of body.split(/\s+/).slice(0, -1))
          if (/^https?:/i.test(source)) effects.push(...networkEffects('net.download', literal(source)));
        break;
      case 'SHELL':
        shell = /pwsh|powershell/i.test(body) ? 'powershell' : /bash/.test(body) ? 'bash' : 'sh';
        break;
      case 'HEALTHCHECK':
        steps.push(...stepOf(body.replace(/^(?:--\S+\s+)*(?:CMD\s+|NONE\b)/i, ''), shell));
        break;
      case 'RUN':
      case 'CMD':
      case 'ENTRYPOINT':
        steps.push(...stepOf(body.replace(/^(?:--\S+\s+)+/, ''), shell));
        break;
      default:
    }
  }
  return { steps, effects };
}

/** Lines that end in a backslash go on, comments between them drop out, and here-documents belong to their instruction. */
function instructions(text: string): readonly string[] {
  const found: string[] = [];
  const lines = text.replaceAll('\r', '').split('\n', MAX_LINES);
  for (let at = 0; at < lines.length; at++) {
    let line = lines[at] ?? '';
    if (/^\s*(?:#|$)/.test(line)) continue;
    while (/\\\s*$/.test(line) && at + 1 < lines.length) {
      const next = lines[++at] ?? '';
      if (!/^\s*#/.test(next)) line = `${line.replace(/\\\s*$/, ' ')}${next}`;
    }
    const end = /^\s*RUN\b.*<<-?\s*["']?(\w+)["']?/i.exec(line)?.[1];
    while (end !== undefined && at + 1 < lines.length) {
      const next = lines[++at] ?? '';
      line += `\n${next}`;
      if (next.trim() === end) break;
    }
    found.push(line);
  }
  return found;
}

/** `["a", "b"]` is run as it stands, a here-document alone is a script, and everything else is the shell's. */
function stepOf(body: string, shell: Shell): readonly Step[] {
  if (body.trim() === '') return [];
  const script = /^<<-?\s*["']?(\w+)["']?\n([\s\S]*?)\n?\s*\1\s*$/.exec(body)?.[2];
  const words = /^\s*\[/.test(body) ? wordsOf(body) : undefined;
  return [{ text: script ?? words?.map(quoted).join(' ') ?? body, shell: words ? 'sh' : shell, remote: true }];
}

function wordsOf(body: string): readonly string[] | undefined {
  const value = parseJson(body);
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : undefined;
}
