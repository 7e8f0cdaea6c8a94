import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../src/state/faults.ts';

const failure = (code: string) => Object.assign(new Error('x'), { code });

describe('an error of SQLite or of the disk', () => {
  it.each([
    ['SQLITE_BUSY', 'locked'],
    ['SQLITE_BUSY_RECOVERY', 'locked'],
    ['SQLITE_BUSY_SNAPSHOT', 'locked'],
    ['SQLITE_LOCKED', 'locked'],
    ['SQLITE_FULL', 'full'],
    ['SQLITE_IOERR_SHMSIZE', 'full'],
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['SQLITE_READONLY', 'read-only'],
    ['SQLITE_READONLY_DIRECTORY', 'read-only'],
    ['SQLITE_CANTOPEN', 'read-only'],
    ['EROFS', 'read-only'],
    ['EACCES', 'read-only'],
    ['SQLITE_CORRUPT_VTAB', 'corrupt'],
    ['SQLITE_NOTADB', 'corrupt'],
    ['SQLITE_IOERR_READ', 'corrupt'],
    ['SQLITE_CONSTRAINT_PRIMARYKEY', 'corrupt'],
    ['ENOENT', 'missing'],
    ['ELOOP', 'unsafe'],
    ['ERR_DLOPEN_FAILED', 'missing'],
  ])('%s is %s, with its code, the file and the mend', (code, reason) => {
    const fault = faultOf(failure(code), '/state/hookwarden.db');
    expect(fault?.reason).toBe(reason);
    if (code !== 'ENOENT' && code !== 'ELOOP') expect(fault?.message).toContain(code);
    expect(fault?.message).toMatch(/\. (?:Run|Try|Free|Make|Move|Check|Remove|Install)/);
  });

  it('that is a bug of ours is none', () => {
    expect(faultOf(new TypeError('x'), '/')).toBeUndefined();
    expect(faultOf(failure('SQLITE_NOMEM'), '/')).toBeUndefined();
    expect(faultOf('x', '/')).toBeUndefined();
  });
});
