import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseKey } from '../authentication/key.ts';
import type { Grant } from '../domain/exception.ts';
import { isObject } from '../domain/json.ts';
import type { Policy } from '../domain/policy.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Stance } from '../domain/rule.ts';
import type { LayerSource } from '../policy/artefact.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { compileLayers } from '../policy/compile.ts';
import { describeFault } from '../policy/fault.ts';
import { valuesOf } from '../policy/values.ts';
import type { KeyView } from '../state/admin.ts';
import { type Credential, readCredential } from '../state/credential.ts';
import { databaseIn } from '../state/folders.ts';
import { readInstallation } from '../state/installation.ts';
import { launcherIn } from '../state/launcher.ts';
import { readMaintained } from '../state/maintained.ts';
import { openReader } from '../state/reader.ts';
import { readWrappingKeys } from '../state/wrapping-keys.ts';
import { findWiring, type Wiring } from '../wiring/find.ts';
import { stateOf } from './exceptions.ts';
import { launchersHere, placesHere } from './hosts-here.ts';
import { localLayers } from './local-policy.ts';
import { localFolders, PATIENCE_MS, withAdmin } from './machine.ts';

/** What is enforced in a project, for whom, and from which files. Where something cannot be told, the text says why. */
export interface Standing {
  readonly project: string;
  readonly policy: Result<PolicyStanding, string>;
  readonly presented: Result<Presented, string>;
  readonly launcher: { readonly path: string; readonly made: boolean; readonly snapshot: boolean };
  readonly wiring: readonly Wiring[];
  /** What persons have let through and what still holds. */
  readonly exceptions: Result<readonly Grant[], string>;
  /** Whether there is a key to seal inputs to. */
  readonly sealing: Result<boolean, string>;
  /** What `maintain` has found wrong with the database's pages. */
  readonly damage?: string;
  readonly log: Result<{ readonly records: number; readonly last?: number }, string>;
}

export interface PolicyStanding extends Pick<Policy, 'mode' | 'profile' | 'hash' | 'seal'> {
  readonly layers: readonly Pick<LayerSource, 'layer' | 'path' | 'trusted'>[];
  readonly rules: Readonly<Record<Stance, number>>;
  /** Rules that a layer has made laxer than they were shipped, with where. */
  readonly loosened: readonly { readonly rule: string; readonly stance: Stance; readonly from: readonly string[] }[];
}

export interface Presented extends Pick<Credential, 'from' | 'until'> {
  /** Absent where no key is at hand, or none that works. */
  readonly key?: KeyView;
}

/** Without a set-up an error says so. */
export function standingOf(project: string, now: number): Result<Standing, string> {
  const folders = localFolders();
  const installation = readInstallation(folders.config);
  if (!installation.ok) return err(installation.error.message);
  const damage = readMaintained(folders.state)?.damage;
  const launcher = launcherIn(folders);
  return ok({
    project,
    policy: policyStanding(project),
    presented: presentedKey(now),
    launcher: { path: launcher, made: existsSync(launcher), snapshot: existsSync(join(folders.state, 'hook.snapshot')) },
    wiring: findWiring(launchersHere(), placesHere(project)),
    exceptions: liveExceptions(now),
    sealing: sealingStanding(folders.config),
    log: logStanding(installation.value.id),
    ...(damage !== undefined && { damage }),
  });
}

function policyStanding(project: string): Standing['policy'] {
  const sources = localLayers(project);
  if (!sources.ok) return sources;
  const met = compileLayers(sources.value, BUILTIN);
  if (!met.ok) return err(met.error.map(describeFault).join('\n'));
  const { policy, origins } = met.value;
  const rules = valuesOf(policy).filter(({ field }) => field.startsWith('rules.'));
  const count = (stance: Stance): number => rules.filter(({ value }) => value === stance).length;
  const loosened = Object.entries(policy.stances).flatMap(([rule, stance]) => {
    if (stance !== 'off' && stance !== 'observe') return [];
    const from = origins.find(({ field }) => field === `rules.${rule}`)?.from.map(({ path, line }) => `${path}:${line}`) ?? [];
    return [{ rule, stance, from }];
  });
  return ok({
    mode: policy.mode,
    profile: policy.profile,
    hash: policy.hash,
    seal: policy.seal ?? 'off',
    layers: sources.value.map(({ layer, path, trusted }) => ({ layer, path, ...(layer === 'project' && { trusted: trusted === true }) })),
    rules: { deny: count('deny'), ask: count('ask'), observe: count('observe'), off: count('off') },
    loosened,
  });
}

function presentedKey(now: number): Standing['presented'] {
  const credential = readCredential(localFolders(), process.env['HOOKWARDEN_API_KEY'], now);
  if (!credential.ok) return err(credential.error.message);
  const { text, ...source } = credential.value;
  if (text === undefined) return ok(source);
  const found = withAdmin((admin) => {
    const working = admin.workingKey(text, now);
    if (!working.ok || !working.value?.active) return working.ok ? ok(undefined) : working;
    const keys = admin.listKeys();
    return keys.ok ? ok(keys.value.find(({ key_id }) => key_id === parseKey(text)?.id)) : keys;
  });
  if (!found.ok) return err(found.error.message);
  return ok(found.value ? { ...source, key: found.value } : source);
}

function liveExceptions(now: number): Standing['exceptions'] {
  const grants = withAdmin((admin) => admin.listGrants());
  return grants.ok ? ok(grants.value.filter((grant) => stateOf(grant, now) === 'holds')) : err(grants.error.message);
}

function sealingStanding(config: string): Standing['sealing'] {
  const keys = readWrappingKeys(config);
  return keys.ok ? ok(keys.value.length > 0) : err(keys.error.message);
}

function logStanding(installId: string): Standing['log'] {
  const reader = openReader(databaseIn(localFolders()), installId, PATIENCE_MS);
  if (!reader.ok) return err(reader.error.message);
  try {
    const [newest] = reader.value.list(1);
    const record: unknown = newest?.body ? JSON.parse(newest.body.toString('utf8')) : undefined;
    const time = isObject(record) ? record['time'] : undefined;
    return ok({ records: newest ? newest.sequence + 1 : 0, ...(typeof time === 'number' && { last: time }) });
  } finally {
    reader.value.close();
  }
}
