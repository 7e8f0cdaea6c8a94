import { HOLE } from '../command.ts';
import type { Standing } from './form.ts';

/** Services whose answers are credentials. */
const AWS_SECRETS = /^(?:secretsmanager|ssm|sts|iam|kms|cognito-idp|sso|sso-oidc|ecr|codeartifact|configure|lambda|rds-data)$/;
const AWS_READS = /^(?:describe|list)-[a-z0-9-]+$/;
const AWS_OPTIONS =
  /^--(?:region|profile|output|query|no-cli-pager|no-paginate|max-items|page-size|starting-token|filters|filter|[a-z-]+-(?:id|ids|name|names|arn|arns)|cluster|service|services|bucket|prefix|tasks|include|owners|log-group-name-prefix)(?:=|$)/;

/** `describe-*` and `list-*` of services that hold no credentials. */
export function awsCheck(words: readonly string[]): Standing {
  if (words.length === 1 && words[0] === '--version') return 'reads';
  const front = words.findIndex((word, i) => !word.startsWith('-') && !/^--(?:region|profile|output|query)$/.test(words[i - 1] ?? ''));
  const [service = '', verb = '', ...rest] = front < 0 ? [] : words.slice(front);
  const options = [...words.slice(0, Math.max(0, front)), ...rest].filter((word) => word.startsWith('-'));
  if (service.includes(HOLE) || options.some((word) => !AWS_OPTIONS.test(word))) return 'unknown';
  if (service === 'sts' && verb === 'get-caller-identity') return 'reads';
  if (service === 's3' && verb === 'ls') return 'reads';
  if (AWS_SECRETS.test(service)) return service === 'iam' && AWS_READS.test(verb) ? 'works' : 'unknown';
  return AWS_READS.test(verb) ? 'works' : 'unknown';
}

const GCLOUD_HIDDEN = /^(?:secrets|auth|kms|iam|functions|run|sql|config-helper|container-images|alpha|beta)$/;
const GCLOUD_OPTIONS =
  /^--(?:project|region|zone|zones|regions|format|filter|limit|sort-by|location|quiet|page-size|uri|verbosity|account)(?:=|$)/;

/** `list` and `describe` at the end of a path of groups. */
export function gcloudCheck(words: readonly string[]): Standing {
  if (words.length === 1 && /^(?:version|info|--version)$/.test(words[0] ?? '')) return 'reads';
  if (words.some((word) => word.startsWith('-') && !GCLOUD_OPTIONS.test(word))) return 'unknown';
  const groups = words.filter((word) => /^[a-z][a-z-]*$/.test(word));
  const verb = groups.findIndex((word) => word === 'list' || word === 'describe');
  const [first = ''] = words;
  if (first === 'config' && words[1] === 'list') return 'reads';
  if (first.includes(HOLE) || verb < 1 || verb > 4 || GCLOUD_HIDDEN.test(first)) return 'unknown';
  return words.indexOf(groups[verb] ?? '') === verb ? 'works' : 'unknown';
}
