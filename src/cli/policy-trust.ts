import { systemClock } from '../hook/machine.ts';
import { layerDigest } from '../policy/artefact.ts';
import { BUILTIN } from '../policy/builtin.ts';
import { compilePolicy } from '../policy/compile.ts';
import { describeFault } from '../policy/fault.ts';
import { readInstallation } from '../state/installation.ts';
import { distrust, trust } from '../state/trust.ts';
import { type CliInput, type ExitCode, fail, print } from './command.ts';
import { localLayers, projectHere } from './local-policy.ts';
import { localFolders, uniqueName, withAdmin } from './machine.ts';

/** Vouches for the project's layer as it lies there, or takes that back. The record comes first: what is not in the log is not trusted. */
export function trustProject(input: CliInput, trusted: boolean): ExitCode {
  const project = projectHere(input);
  const sources = localLayers(project);
  if (!sources.ok) return fail(sources.error);
  const own = sources.value.filter(({ layer }) => layer === 'project').map(({ trusted: _trusted, ...source }) => source);
  if (own.length === 0) return fail(`${project} has no layer of its own: there is no .hookwarden/policy.yaml and no .hookwarden/rules`);
  const compiled = compilePolicy(own, BUILTIN);
  if (trusted && !compiled.ok) return fail(compiled.error.map(describeFault).join('\n'));
  const { config } = localFolders();
  const installation = readInstallation(config);
  if (!installation.ok) return fail(installation.error.message);
  const digest = layerDigest(own);
  const unique = uniqueName();
  const done = withAdmin((admin) => {
    const recorded = admin.record({ act: trusted ? 'policy.trust' : 'policy.untrust', project, digest }, systemClock.now());
    if (!recorded.ok) return recorded;
    return trusted ? trust(config, digest, installation.value.pepper, unique) : distrust(config, digest);
  });
  if (!done.ok) return fail(done.error.message);
  print(describe(project, digest, trusted, done.value));
  return 0;
}

function describe(project: string, digest: string, trusted: boolean, changed: boolean): string {
  if (!trusted)
    return changed ? `The layer of ${project} can only tighten again.` : `Nobody had vouched for the layer of ${project} as it is.`;
  return `The layer of ${project} is trusted as it is now (${digest.slice(0, 12)}). Any change to it ends that.`;
}
