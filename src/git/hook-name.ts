/** The hooks of git that the guard judges in. */
export const GIT_HOOKS = ['pre-commit', 'commit-msg', 'pre-push'] as const;
export type GitHook = (typeof GIT_HOOKS)[number];
