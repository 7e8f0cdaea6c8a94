import { userInfo } from 'node:os';
import type { Actor } from '../git/terms.ts';
import type { Environment } from '../state/folders.ts';
import { agentAbove } from './ancestors.ts';

/** Set by build servers for the commands that they run. */
const SET_BY_CI = [
  'GITHUB_ACTIONS',
  'GITLAB_CI',
  'BUILDKITE',
  'CIRCLECI',
  'JENKINS_URL',
  'TEAMCITY_VERSION',
  'TF_BUILD',
  'TRAVIS',
  'BITBUCKET_BUILD_NUMBER',
  'CI',
] as const;

/** Who runs this, by the processes above it and the variables that they set. What cannot be seen is taken for an agent. */
export function actorOf(environment: Environment): Actor {
  const agent = agentAbove(environment, () => false);
  if (agent !== undefined) return { kind: 'agent', by: agent };
  const server = SET_BY_CI.find((name) => environment[name] && environment[name] !== 'false');
  return server === undefined ? { kind: 'person', by: userInfo().username } : { kind: 'ci', by: `the variable ${server} is set` };
}
