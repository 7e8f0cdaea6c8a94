import type { Effect, EffectKind } from '../../domain/effect.ts';
import type { Operand, PathClass } from '../../domain/operand.ts';
import type { Standing } from './form.ts';

type Classes = readonly Operand['classes'][number][];

/** Nobody's secrets stand there, and what is read there tells of nobody's life. */
const OPEN: Classes = ['project', 'project-root', 'temp', 'system', 'root'];
const CLOSED: Classes = ['secret', 'own-state', 'history-file', 'unset'] satisfies PathClass[];
/** What runs later, or decides what may run. */
const STEERING: Classes = [
  'vcs',
  'shell-startup',
  'persistence',
  'agent-config',
  'ci',
  'git-hook',
  'device',
  'system',
  'root',
  'home',
  'project-root',
];

const hasAny = (operand: Operand, classes: Classes): boolean => operand.classes.some((one) => classes.includes(one));

/** Which files a wildcard stands for is known to the disk alone. */
const GLOB = /[*?[]/;

function readStanding({ operand, flags }: Effect): Standing {
  if (!operand) return 'works';
  if (hasAny(operand, CLOSED) || (hasAny(operand, ['log']) && hasAny(operand, ['system']))) return 'unknown';
  const path = operand.value;
  // What a substitution hands over was judged where it was made.
  if (path?.startsWith('/dev/fd/')) return 'reads';
  const proven =
    operand.certainty !== 'unknown' &&
    path !== undefined &&
    !GLOB.test(path) &&
    hasAny(operand, OPEN) &&
    !hasAny(operand, ['personal', 'home', 'device']) &&
    flags?.includes('recursive') !== true;
  if (proven) return 'reads';
  return hasAny(operand, ['device', 'personal']) ? 'unknown' : 'works';
}

const listStanding = ({ operand }: Effect): Standing =>
  !operand || operand.certainty === 'unknown' || hasAny(operand, ['own-state']) ? 'works' : 'reads';

/** Into the project or a temporary folder, whatever of it runs nothing by being there. */
function writeStanding({ operand, flags }: Effect): Standing {
  if (!operand || operand.certainty === 'unknown' || operand.value === undefined) return 'unknown';
  if (flags?.some((flag) => ['history-file', 'setuid', 'world-writable'].includes(flag))) return 'unknown';
  return hasAny(operand, ['project', 'temp']) && !hasAny(operand, CLOSED) && !hasAny(operand, STEERING) ? 'works' : 'unknown';
}

/** Through a shell a package's own scripts can be changed unseen; an editing tool shows the change. */
const shellWrite = (effect: Effect): Standing =>
  effect.operand && hasAny(effect.operand, ['manifest']) ? 'unknown' : writeStanding(effect);

/** Only what can be built or fetched again. */
const deleteStanding = ({ operand }: Effect): Standing =>
  operand && operand.certainty !== 'unknown' && hasAny(operand, ['cache']) && hasAny(operand, ['project']) && !hasAny(operand, CLOSED)
    ? 'works'
    : 'unknown';

const works = (): Standing => 'works';
const reads = (): Standing => 'reads';

/** What an effect lets a call be at best; kinds that are not here make it unknown. */
const BY_KIND: Partial<Record<EffectKind, (effect: Effect) => Standing>> = {
  'file.read': readStanding,
  'file.list': listStanding,
  'file.write': shellWrite,
  'file.append': shellWrite,
  'file.move': shellWrite,
  'file.delete': deleteStanding,
  'git.read': reads,
  'git.local': works,
  'git.commit': works,
  'infra.read': reads,
  'process.list': reads,
  'db.read': works,
  'package.script': works,
  'net.request': ({ operand, flags }) =>
    operand &&
    hasAny(operand, ['loopback']) &&
    operand.certainty !== 'unknown' &&
    !flags?.some((flag) => flag !== 'plain-http' && flag !== 'dns')
      ? 'works'
      : 'unknown',
};

export const effectStanding = (effect: Effect): Standing => BY_KIND[effect.kind]?.(effect) ?? 'unknown';

/** What a file tool does to a file, as shown to whoever watches. */
export function toolEffectStanding(effect: Effect): Standing {
  // What is only written down now is judged when it runs.
  if (effect.flags?.includes('content')) return 'works';
  if (effect.kind === 'file.write' || effect.kind === 'file.append') return writeStanding(effect);
  if (effect.kind === 'agent.spawn') return effect.flags?.includes('bypass-sandbox') === true ? 'unknown' : 'works';
  return effectStanding(effect);
}
