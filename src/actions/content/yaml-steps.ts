import type { Shell } from '../../domain/event.ts';
import { own } from '../../domain/own.ts';
import type { Step } from './held.ts';
import type { Entry } from './yaml-entries.ts';

const SHELLS: Readonly<Record<string, Shell>> = { pwsh: 'powershell', powershell: 'powershell', bash: 'bash', zsh: 'zsh' };

/** The key that an entry, or the list that it stands in, stands under. */
export const keyOf = ({ path }: Entry): string => path.findLast((name) => !name.startsWith('[')) ?? '';

/** The commands under keys of these names; the items of a list are one script. */
export function yamlSteps(entries: readonly Entry[], keys: ReadonlySet<string>, more: Omit<Step, 'text'> = {}): readonly Step[] {
  const steps: Step[] = [];
  let list: string | undefined;
  for (const entry of entries) {
    const key = keyOf(entry);
    if (!keys.has(key) || entry.value === '') continue;
    const text = filledIn(entry.value);
    const around = entry.path.at(-1)?.startsWith('[') ? entry.path.slice(0, -1).join('/') : undefined;
    const before = around !== undefined && around === list ? steps.pop() : undefined;
    const shell = own(SHELLS, key) ?? own(SHELLS, sibling(entries, entry, 'shell') ?? '');
    steps.push({ ...more, ...(shell && { shell }), text: before ? `${before.text}\n${text}` : text });
    list = around;
  }
  return steps;
}

/** The platform fills in `${{ … }}` before the shell sees it; what it stands for is not known. */
const filledIn = (command: string): string => command.replace(/\$\{\{[^}]*\}\}|\$\[\[[^\]]*\]\]|\{\{[^}]*\}\}/g, '$EXPRESSION');

const sibling = (entries: readonly Entry[], { path }: Entry, key: string): string | undefined => {
  const around = path.slice(0, -1).join('/');
  return entries.find((other) => other.path.at(-1) === key && other.path.slice(0, -1).join('/') === around)?.value;
};
