import type { Action, Analysis } from '../domain/action.ts';
import type { Effect } from '../domain/effect.ts';
import type { Label, LabelName } from '../domain/session.ts';

const WEB_TOOLS: readonly string[] = ['WebFetch', 'WebSearch'];
const MAX_LABELS = 64;

/** What later calls of the session may have to answer for when this one runs. Pure: the store only keeps it. */
export function labelsOf({ actions, made }: Analysis): readonly Label[] {
  const labels: Label[] = (made ?? []).map(({ path, label }) => ({ name: label, about: path }));
  const plain = new Set<LabelName>();
  for (const action of actions) {
    for (const effect of action.effects) {
      // What is only written into a file now is done when that is run.
      if (effect.flags?.includes('content')) continue;
      const name = plainLabel(effect, action);
      if (name !== undefined) plain.add(name);
      const label = aboutSomething(effect, action);
      if (label && !labels.some(({ about }) => about === label.about)) labels.push(label);
    }
  }
  return [...[...plain].map((name) => ({ name })), ...labels].slice(0, MAX_LABELS);
}

/** A label that is about the whole session. */
function plainLabel(effect: Effect, { tool }: Action): LabelName | undefined {
  const { kind, operand, flags } = effect;
  if (flags?.includes('production') && CHANGES.test(kind)) return 'production-touched';
  switch (kind) {
    case 'secret.read':
      return 'secret-read';
    case 'secret.dump':
      // Most of what stands in the environment is none; what came back tells (PostToolUse).
      return flags?.includes('environment') ? undefined : 'secret-read';
    case 'file.read':
      return operand?.classes.includes('secret') && operand.certainty !== 'unknown' ? 'secret-read' : undefined;
    case 'net.request':
      return flags?.includes('contents') || WEB_TOOLS.includes(tool) || operand?.classes.includes('public')
        ? 'untrusted-content'
        : undefined;
    default:
      return undefined;
  }
}

/** Looking at production touches nothing. */
const CHANGES = /^(?:infra|db|storage)\.(?!read$)/;

/** A label that is about one file or one name. */
function aboutSomething(effect: Effect, action: Action): Label | undefined {
  const { kind, operand } = effect;
  if ((kind === 'file.write' || kind === 'file.append') && operand?.value !== undefined && SHELL_SCRIPT.test(operand.value))
    return { name: 'wrote-script', about: operand.value };
  const remote = kind === 'git.local' ? newRemote(effect, action) : undefined;
  return remote === undefined ? undefined : { name: 'remote-added', about: remote };
}

/** What is meant to be run; sources of other languages are written all day, and read again when they run. */
const SHELL_SCRIPT = /\.(?:[a-z]{0,3}sh|fish|command|ps1)$/;

/** The name that stands in front of the address in `git remote add NAME ADDRESS`, unless many keep their code at that address. */
function newRemote({ operand }: Effect, { invocation }: Action): string | undefined {
  if (!operand || !invocation?.argv.includes('remote')) return undefined;
  if (!operand.classes.includes('public') || operand.classes.includes('code-host')) return undefined;
  return invocation.argv[invocation.argv.lastIndexOf(operand.text) - 1];
}
