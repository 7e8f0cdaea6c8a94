import { authenticate, keyIdOf } from '../authentication/authenticate.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { projectOf } from '../hook/facts.ts';
import { systemClock, systemRandom } from '../hook/machine.ts';
import { openMemory } from '../hook/memory.ts';
import { currentPolicy, type PolicyOptions } from '../hook/policy.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { boundsOf, grants } from '../policy/grants.ts';
import { type Environment, type Folders, homeOf } from '../state/folders.ts';
import { type Surroundings, toolName } from './calls.ts';
import type { Reach } from './listed.ts';

export interface Place {
  readonly folders: Folders;
  readonly environment: Environment;
  readonly compiler: PolicyOptions['compiler'];
}

/** A list of tools is waited for; without an answer it is shown as it is, and calls are denied one by one. */
const PATIENCE_MS = 1000;

/** Whose key lies here, and which of a server's tools its role may call at all. The error says why that is not known. */
export function reachHere({ folders, environment, compiler }: Place, surroundings: Surroundings): Result<Reach, string> {
  const now = systemClock.now();
  const keyFromEnvironment = environment['HOOKWARDEN_API_KEY'];
  const memory = openMemory({ folders, installId: undefined, keyFromEnvironment, remaining: () => PATIENCE_MS, now, random: systemRandom });
  if (!memory.ok) return err(memory.error.fault.message);
  const { store, presented, pepper } = memory.value;
  try {
    const snapshot = store.snapshot(keyIdOf(presented), undefined, now);
    if (!snapshot.ok) return err(snapshot.error.message);
    const project = projectOf(surroundings.cwd, homeOf(environment['HOME']));
    const principal = authenticate(presented, snapshot.value, { host: 'mcp', project, now: snapshot.value.now }, pepper);
    if (!principal.ok) return err(principal.error.message);
    const policy = currentPolicy({ folders, project, builtin: BUILTIN, macKey: pepper, compiler });
    if (!policy.ok) return err(policy.error.message);
    const { roles, mode } = policy.value;
    const { role: name } = principal.value;
    const role = Object.hasOwn(roles, name) ? roles[name] : undefined;
    const bounds = role ? boundsOf(role, policy.value) : [[]];
    const mayCall = bounds.every((permissions) => grants(permissions, 'effect', 'mcp.call'));
    const may = (tool: string) => mayCall && bounds.every((permissions) => grants(permissions, 'tool', toolName(surroundings, tool)));
    return ok({ may, enforced: mode === 'enforce' });
  } finally {
    store.close();
  }
}
