import type { ListedCapability } from '../capabilities/answers.ts';
import { counted } from '../domain/amounts.ts';
import { ok } from '../domain/result.ts';
import { systemClock } from '../hook/machine.ts';
import { listCapabilities, treeOf } from '../state/capability-list.ts';
import { showTime } from './amounts.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { withAdmin } from './machine.ts';
import { table } from './terminal.ts';

const HEAD = ['id', 'for', 'about', 'may', 'until', 'state'];

export function list(input: CliInput): ExitCode {
  const listed = withAdmin((admin) => ok(admin.alone((log) => listCapabilities(log, systemClock.now()))));
  if (!listed.ok) return fail(listed.error.message);
  if (input.flag('json')) for (const one of listed.value) print(JSON.stringify(one));
  else print(table(HEAD, listed.value.map(row)));
  return 0;
}

/** One with all that descends from it. */
export function show(input: CliInput): ExitCode {
  const id = input.text('id');
  if (id === undefined) return fail('say which one: hookwarden capability show ID');
  const tree = withAdmin((admin) => ok(admin.alone((log) => treeOf(log, id, systemClock.now()))));
  if (!tree.ok) return fail(tree.error.message);
  const [root] = tree.value;
  if (!root) return fail(`there is no capability ${id} here; hookwarden capability list shows them`);
  if (input.flag('json')) {
    for (const one of tree.value) print(JSON.stringify(one));
    return 0;
  }
  const top = root.capability?.depth ?? 0;
  const rows = tree.value.map((one) => {
    const [name = '', ...rest] = row(one);
    return [
      `${'  '.repeat(Math.max(0, (one.capability?.depth ?? top) - top))}${name}`,
      ...rest,
      JSON.stringify(one.capability?.constraints ?? {}),
    ];
  });
  print(table([...HEAD, 'constraints'], rows));
  return 0;
}

function row({ id, capability, refused, because, used }: ListedCapability): readonly string[] {
  const state = refused
    ? `${refused.reason}${because === undefined ? '' : `: ${because}`}`
    : used > 0
      ? `good, used ${counted(used, 'time')}`
      : 'good';
  if (!capability) return [id, '', '', '', '', state];
  const { principal, type, resource, operations, expiresAt } = capability;
  return [id, principal, `${type} ${resource}`, operations.join(' '), showTime(expiresAt), state];
}
