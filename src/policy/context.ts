import type { ContextNames } from '../domain/context.ts';
import type { ContextSettings, ProductionSign } from '../domain/policy.ts';
import { fitsGlob } from './glob.ts';

const NONE: readonly string[] = [];

/** What the analysis has to know of a policy's context: nothing where no layer speaks of it. */
export function namesOf({ protectedBranches, sensitiveFiles, production }: ContextSettings): ContextNames | undefined {
  if (protectedBranches.length === 0 && sensitiveFiles.length === 0 && Object.keys(production).length === 0) return undefined;
  const variables = new Set((production.variable ?? NONE).map((sign) => sign.slice(0, Math.max(0, sign.indexOf('=')))));
  return {
    isProtectedBranch: (branch) => protectedBranches.some((glob) => fitsGlob(glob, branch)),
    isSensitive: (path, tree) => sensitiveFiles.some((glob) => fitsPath(glob.toLowerCase(), path, tree)),
    isProduction: (sign, name) => (production[sign] ?? NONE).some((glob) => fitsGlob(folded(glob, sign), folded(name, sign))),
    variables: [...variables],
    hasBranchSign: (production.gitBranch ?? NONE).length > 0,
  };
}

/** A folder holds sensitive files where the part of a glob without wildcards leads into it; `**\/*.pem` leads into none. */
function fitsPath(glob: string, path: string, tree: boolean): boolean {
  if (fitsGlob(glob, path) || (!/[*?[]/.test(glob) && path.startsWith(`${glob}/`))) return true;
  const wild = glob.search(/[*?[]/);
  return tree && (wild < 0 ? glob : glob.slice(0, wild)).startsWith(`${path}/`);
}

/** Names of places are told without regard to case, and a slash in them (`cluster/shop`) parts nothing; branches are paths of a kind. */
const folded = (text: string, sign: ProductionSign): string => (sign === 'gitBranch' ? text : text.toLowerCase().replaceAll('/', ':'));
