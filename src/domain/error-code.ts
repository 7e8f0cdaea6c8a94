/** What the system or a library calls an error (`ENOENT`, `SQLITE_BUSY`); `unknown` where it has no such name. */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');
