import type { ProductionSign } from './policy.ts';

/** What a policy says of the names that a call uses; there is none where it says nothing of any. */
export interface ContextNames {
  /** Beside the names that are protected anywhere. */
  readonly isProtectedBranch: (branch: string) => boolean;
  /** Of a path below the project; with `tree` also of a folder that holds such files. */
  readonly isSensitive: (path: string, tree: boolean) => boolean;
  readonly isProduction: (sign: ProductionSign, name: string) => boolean;
  /** The variables that tell production by their values. */
  readonly variables: readonly string[];
  /** Whether the branch that is checked out may tell production: asking for it reads the disk. */
  readonly hasBranchSign: boolean;
}
