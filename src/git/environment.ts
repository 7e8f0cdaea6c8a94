import type { Environment } from '../state/folders.ts';

/**
 * What git itself sets for its hooks to say which repository and which index is meant, and what keeps it from searching too far up.
 * Everything else that begins with GIT_ changes what git does or reads (configuration, helpers, replaced objects, attributes).
 */
const KEPT: ReadonlySet<string> = new Set([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_CEILING_DIRECTORIES',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
  'GIT_EXEC_PATH',
]);

/** Objects are read as they are stored, nothing is fetched to read them, nobody is asked, and messages are in one language. */
const SET: Environment = {
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
  // Older versions do not know the line above; no protocol is allowed, so that none can be spoken.
  GIT_ALLOW_PROTOCOL: '',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_PAGER: 'cat',
  LC_ALL: 'C',
};

/** The environment in which git is run: that of the hook without what would make git say something else than the repository holds. */
export function gitEnvironment(environment: Environment): Environment {
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith('GIT_') || KEPT.has(name));
  return { ...Object.fromEntries(kept), ...SET };
}
