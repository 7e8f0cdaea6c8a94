/** `Hwdn` in ASCII: what `file` shows of the database. */
export const APPLICATION_ID = 0x4877646e;

/**
 * Within a major version only additions: new tables, new columns with defaults. Hooks never migrate.
 * A record's body may become NULL when it is pruned; its leaf stays, so that every proof stays possible.
 */
const FIRST = `
CREATE TABLE meta (
  id INTEGER PRIMARY KEY CHECK (id = 0),
  install_id TEXT NOT NULL,
  schema_version INTEGER NOT NULL,
  min_reader INTEGER NOT NULL,
  min_writer INTEGER NOT NULL,
  epoch INTEGER NOT NULL
) STRICT;
CREATE TABLE keys (
  key_id TEXT PRIMARY KEY,
  principal_id TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER,
  per_minute INTEGER NOT NULL,
  burst INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
  session TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  started_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE rates (
  principal_id TEXT NOT NULL,
  operation TEXT NOT NULL,
  arrival INTEGER NOT NULL,
  PRIMARY KEY (principal_id, operation)
) STRICT, WITHOUT ROWID;
CREATE TABLE calls (
  hash TEXT PRIMARY KEY,
  record_id TEXT NOT NULL,
  decision TEXT NOT NULL,
  time INTEGER NOT NULL,
  seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE records (
  sequence INTEGER PRIMARY KEY,
  leaf BLOB NOT NULL,
  body BLOB
) STRICT;
CREATE TABLE head (
  id INTEGER PRIMARY KEY CHECK (id = 0),
  size INTEGER NOT NULL,
  frontier BLOB NOT NULL,
  note TEXT NOT NULL,
  retained_at INTEGER NOT NULL
) STRICT;
CREATE TABLE notes (
  size INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  note TEXT NOT NULL
) STRICT;
`;

/** What earlier calls of a session did, as JSON, and when that was last written: hardly any session has labels that are still good. */
const LABELS = `
ALTER TABLE sessions ADD COLUMN labels TEXT;
ALTER TABLE sessions ADD COLUMN labelled_at INTEGER;
CREATE INDEX sessions_labelled ON sessions (labelled_at) WHERE labels IS NOT NULL;
`;

/** Who keys are for: a key's name and role are those of its principal. Failed attempts are counted by what was attempted. */
const PRINCIPALS = `
CREATE TABLE principals (
  principal_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  role TEXT NOT NULL,
  owner TEXT,
  status TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO principals SELECT principal_id, min(name), 'user', min(role), NULL, 'active' FROM keys GROUP BY principal_id;
ALTER TABLE keys DROP COLUMN name;
ALTER TABLE keys DROP COLUMN role;
ALTER TABLE keys ADD COLUMN last_used_at INTEGER;
ALTER TABLE keys ADD COLUMN hosts TEXT;
ALTER TABLE keys ADD COLUMN projects TEXT;
CREATE TABLE failures (
  source TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

/**
 * Calls that were stopped, by the code that names each; what a person let through; the process that a session's host is, with the calls
 * that may still be running below it; and when calls of a session were denied.
 */
const EXCEPTIONS = `
CREATE TABLE stopped (
  code TEXT PRIMARY KEY,
  session TEXT NOT NULL,
  event_hash TEXT NOT NULL,
  rules TEXT NOT NULL,
  summary TEXT NOT NULL,
  record_id TEXT NOT NULL,
  time INTEGER NOT NULL,
  UNIQUE (session, event_hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE grants (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  proof TEXT NOT NULL,
  rules TEXT NOT NULL,
  path TEXT,
  session TEXT,
  event_hash TEXT,
  granted_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  granted_by TEXT NOT NULL,
  because TEXT NOT NULL,
  used_by TEXT,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE session_hosts (
  session TEXT PRIMARY KEY,
  process TEXT NOT NULL,
  time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE open_calls (
  session TEXT NOT NULL,
  call TEXT NOT NULL,
  agent TEXT NOT NULL,
  lasting INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  PRIMARY KEY (session, call)
) STRICT, WITHOUT ROWID;
CREATE TABLE strikes (
  session TEXT PRIMARY KEY,
  times TEXT NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

/**
 * Sessions without their names, and everything about them sealed; those of before go, for they are short-lived. And the latest time that
 * the clock has shown.
 */
const SEALED_SESSIONS = `
DROP TABLE sessions;
CREATE TABLE sessions (
  handle TEXT PRIMARY KEY,
  key_id TEXT NOT NULL,
  sealed BLOB NOT NULL,
  keep_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_kept ON sessions (keep_until);
ALTER TABLE meta ADD COLUMN high_water INTEGER NOT NULL DEFAULT 0;
`;

/** Which record judged a call, and with what input: what the host says of it later is held against that. Only the newest are kept. */
const JUDGED = `
CREATE TABLE judged (
  sequence INTEGER PRIMARY KEY,
  record_id TEXT NOT NULL,
  call TEXT NOT NULL,
  input TEXT NOT NULL,
  decision TEXT NOT NULL
) STRICT;
CREATE INDEX judged_calls ON judged (call);
`;

/**
 * The perfect subtrees that a record has completed, one hash after the other, smallest first: subtree `index` of a level ends with record
 * (index + 1) * 2^level - 1. They stand in the record's own row, so that an append writes no page more for them.
 */
const NODES = 'ALTER TABLE records ADD COLUMN nodes BLOB;';

/**
 * Inputs as they came, each sealed to the data key of its month, and those keys: the private half of each is sealed in its turn, to a
 * wrapping key that is kept elsewhere. What a hook reads and writes here opens nothing.
 */
const SEALED_INPUTS = `
CREATE TABLE data_keys (
  key_id TEXT PRIMARY KEY,
  month TEXT NOT NULL,
  public BLOB NOT NULL,
  wrapped BLOB NOT NULL,
  wrapping_id TEXT NOT NULL,
  mac BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sealed (
  sequence INTEGER PRIMARY KEY,
  key_id TEXT NOT NULL,
  box BLOB NOT NULL
) STRICT;
`;

/** Where the contents of records went that were pruned, and by which record; `done_at` once all of them are out of the database. */
const ARCHIVES = `
CREATE TABLE archives (
  first INTEGER PRIMARY KEY,
  until INTEGER NOT NULL,
  kept TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  pruned_at INTEGER NOT NULL,
  done_at INTEGER
) STRICT;
`;

/**
 * Capabilities that are kept here, each signed as it is encoded; what has been taken back, by link (`cap:ID`) or by principal
 * (`principal:ID`); and how often those were used that are good for so many calls, or so many a minute.
 */
const CAPABILITIES = `
CREATE TABLE capabilities (
  id TEXT PRIMARY KEY,
  parent TEXT,
  principal TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  signature BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX capabilities_parent ON capabilities (parent) WHERE parent IS NOT NULL;
CREATE TABLE capability_revocations (
  subject TEXT PRIMARY KEY,
  revoked_at INTEGER NOT NULL,
  because TEXT NOT NULL,
  keep_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE capability_uses (
  id TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  arrival INTEGER NOT NULL,
  keep_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** The last list of what was taken back elsewhere, by whose it is, and of our own the last that was signed. */
const CAPABILITY_LISTS = `
CREATE TABLE capability_lists (
  issuer TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL,
  taken_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** How each principal works in each project, as small counts, in the order in which they were seen last. */
const BEHAVIOUR = `
CREATE TABLE behaviour (
  principal TEXT NOT NULL,
  project TEXT NOT NULL,
  body TEXT NOT NULL,
  usual TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (principal, project)
) STRICT, WITHOUT ROWID;
`;

/** What makes each version out of the one before. */
export const STEPS: readonly string[] = [
  FIRST,
  LABELS,
  PRINCIPALS,
  EXCEPTIONS,
  SEALED_SESSIONS,
  JUDGED,
  NODES,
  SEALED_INPUTS,
  ARCHIVES,
  CAPABILITIES,
  CAPABILITY_LISTS,
  BEHAVIOUR,
];
export const SCHEMA_VERSION = STEPS.length;
/** The first version with a table of principals. */
export const WITH_PRINCIPALS = 3;
/** The first that keeps exceptions. */
export const WITH_EXCEPTIONS = 4;
/** The first version whose records have their nodes beside them. */
export const WITH_NODES = 7;
/** The first that keeps sealed inputs. */
export const WITH_SEALED_INPUTS = 8;
/** The first that can be pruned. */
export const WITH_ARCHIVES = 9;
/** The first that keeps capabilities. */
export const WITH_CAPABILITIES = 10;
/** Older programs may read a newer log; one that writes must know what sessions hold, or it would judge as if they held nothing. */
export const MIN_READER = 1;
export const MIN_WRITER = 10;
