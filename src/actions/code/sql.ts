import type { Effect } from '../../domain/effect.ts';
import { assertNever } from '../../domain/result.ts';
import { type CodeReader, literal, type Run, type Setting } from '../command.ts';
import { pathOperand } from '../paths.ts';
import { type ClientAct, clientActs } from '../sql/commands.ts';
import type { SqlDialect } from '../sql/dialects.ts';
import { effectsOfScripts, readScripts } from '../sql/effects.ts';
import { reachOf } from '../sql/files.ts';

/** What follows of SQL and of its clients' own commands. */
export const readSql =
  (dialect: SqlDialect): CodeReader =>
  (text, setting) => {
    const { scripts, complete } = readScripts(text, dialect);
    const parts = scripts.flatMap((script) => script.parts);
    const effects = effectsOfScripts(scripts, dialect).map((effect) => valued(effect, setting));
    const changes = effects.some((effect) => effect.kind !== 'db.read');
    const file = (kind: 'file.read' | 'file.write', path: string): Effect => ({ kind, operand: pathOperand(literal(path), setting) });
    const runs: Run[] = [];
    const found: Effect[] = [];
    for (const part of parts) {
      if (part.kind === 'command') {
        for (const act of clientActs(part.text)) follow(act, dialect, { runs, found, file });
        continue;
      }
      const reach = reachOf(part);
      runs.push(...reach.shells.map(shell));
      found.push(...reach.writes.map((path) => file('file.write', path)), ...reach.reads.map((path) => file('file.read', path)));
      found.push(...reach.attached.map((path) => file(changes ? 'file.write' : 'file.read', path)));
      found.push(...reach.accounts.map((table): Effect => ({ kind: 'secret.dump', note: `the passwords in ${table}` })));
    }
    if (!complete) found.push({ kind: 'opaque', flags: ['too-large'] });
    return { effects: [...effects, ...found], runs };
  };

interface Findings {
  readonly runs: Run[];
  readonly found: Effect[];
  readonly file: (kind: 'file.read' | 'file.write', path: string) => Effect;
}

const shell = (text: string): Run => ({ kind: 'shell', text: literal(text), shell: 'sh', wrapper: 'sql' });

function follow(act: ClientAct, dialect: SqlDialect, { runs, found, file }: Findings): void {
  switch (act.kind) {
    case 'shell':
      runs.push(shell(act.text));
      break;
    case 'script':
      runs.push({ kind: 'file', path: literal(act.path), as: dialect, wrapper: 'sql' });
      break;
    case 'read':
      found.push(file('file.read', act.path));
      break;
    case 'write':
      found.push(file('file.write', act.path));
      break;
    case 'load':
      found.push({ ...file('file.read', act.path), flags: ['executable'] });
      break;
    case 'account':
      found.push({ kind: 'db.admin', note: 'password' });
      break;
    default:
      assertNever(act);
  }
}

const valued = (effect: Effect, { disposable = false }: Setting): Effect =>
  !disposable || effect.kind === 'db.read' || effect.flags?.includes('disposable')
    ? effect
    : { ...effect, flags: [...(effect.flags ?? []), 'disposable'] };
