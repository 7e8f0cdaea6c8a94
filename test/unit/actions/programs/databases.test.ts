import { describe, expect, it } from 'vitest';
import { programNamed } from '../../../../src/actions/programs/index.ts';
import { shownEffects, shownRuns } from '../../../support/outcome.ts';
import { effectsOf, outcomeOf } from '../../../support/programs.ts';
import { command, setting } from '../../../support/setting.ts';

const does = (text: string, expected: readonly string[]) => expect(effectsOf(text)).toEqual(expected);
const runs = (text: string) => outcomeOf(text).runs ?? [];

describe('clients that send SQL', () => {
  it.each([
    ["psql -h db -c 'select 1' -f more.sql", ['postgresql: select 1', 'file more.sql as postgresql']],
    ["psql shop -tAc 'select 1'", ['postgresql: select 1']],
    ["mysql -uroot -psecret shop -e 'select 1'", ['mysql: select 1']],
    ["mariadb --execute='select 1'", ['mysql: select 1']],
    ["sqlite3 app.db .tables 'select 1'", ['sqlite: .tables', 'sqlite: select 1']],
    ["sqlite3 -cmd '.mode csv' app.db", ['sqlite: .mode csv']],
    ["duckdb app.duckdb -c 'select 1'", ['sqlite: select 1']],
    ["sqlcmd -S host -d shop -Q 'select 1'", ['transact-sql: select 1']],
    ["cockroach sql --insecure -e 'select 1'", ['postgresql: select 1']],
    ['cockroach start --insecure', []],
    ["cqlsh host -e 'select 1'", ['sql: select 1']],
    ["snowsql -a me -q 'select 1'", ['sql: select 1']],
    ["snow sql -q 'select 1'", ['sql: select 1']],
    ["clickhouse-client --query 'select 1'", ['sql: select 1']],
    ["clickhouse local -q 'select 1'", ['sql: select 1']],
    ["bq query 'select 1'", ['sql: select 1']],
    ['sqlplus scott/tiger@db @more.sql', ['file more.sql as sql']],
    ["influx -host db -execute 'drop database shop'", ['sql: drop database shop']],
    ["curl db:8123 -d 'drop table orders'", ['@sql: drop table orders']],
    ["curl 'http://db:8123/?query=DROP%20TABLE+orders'", ['@sql: DROP TABLE orders']],
    [`curl db:4200/_sql -d '{"stmt":"drop table orders"}'`, ['@sql: drop table orders']],
    ["wget --post-data 'drop table orders' http://db:8123/", ['@sql: drop table orders']],
    ["curl 'https://search.example.com/?q=drop+table+orders'", []],
    ["curl https://api.example.com/notes -d 'drop the table off at noon'", []],
    ['mysql shop', []],
    ['psql --help', []],
  ])('%s: %j', (text, expected) => {
    expect(shownRuns(outcomeOf(text))).toEqual(expected);
  });

  it.each([
    ["psql shop_test -c 'drop table a'", true],
    ["psql -d shop -c 'drop table a'", false],
    ["psql -h localhost -d shop_dev -c 'drop table a'", true],
    ["psql -h db.corp.net -d shop_test -c 'drop table a'", false],
    ["psql postgres://ada@localhost:5432/shop_test?sslmode=disable -c 'drop table a'", true],
    ["psql postgres://ada@db.corp.net/shop_test -c 'drop table a'", false],
    ["psql 'host=localhost dbname=shop_test' -c 'drop table a'", true],
    ["psql -d shop_test_prod -c 'drop table a'", false],
    ["psql -d contest -c 'drop table a'", false],
    ["mysql -u root shop_test -e 'drop table a'", true],
    ["sqlite3 :memory: 'drop table a'", true],
    ["sqlite3 /tmp/x.db 'drop table a'", true],
    ["sqlite3 app.db 'drop table a'", false],
    ["sqlite3 test.db 'drop table a'", true],
  ])('%s: for tests: %s', (text, expected) => expect(runs(text)[0] && 'disposable' in (runs(text)[0] ?? {})).toBe(expected));

  it('takes a piped script for what it holds, and a dump for a write', () => {
    expect(shownRuns(outcomeOf('psql shop', { stdin: { origin: 'literal', text: 'drop table a' } }))).toEqual(['postgresql: drop table a']);
    expect(shownEffects(outcomeOf('mysql shop', { stdin: { origin: 'dynamic' } }))).toEqual(['db.write']);
  });
});

describe('stores without SQL', () => {
  it.each([
    ["mongosh app --eval 'db.dropDatabase()'", ['db.drop']],
    ["mongosh app_test --eval 'db.dropDatabase()'", ['db.drop disposable']],
    [`mongosh app --eval 'db.runCommand({ "drop": "users" })'`, ['db.drop']],
    ["mongosh --eval 'db.adminCommand({dropDatabase: 1})'", ['db.drop']],
    ["mongosh app --eval 'db.runCommand({ping: 1})'", []],
    ["mongosh app --eval 'db.users.deleteMany({})'", ['db.write all,delete']],
    ["mongosh app --eval 'db.users.deleteMany({}, {w: 1})'", ['db.write all,delete']],
    ["mongosh app --eval 'db.users.deleteMany({a: 1})'", ['db.write delete']],
    ["mongosh app --eval 'db.users.drop()'", ['db.drop']],
    ["mongosh app --eval 'db.users.updateMany({}, {$set: {a: 1}})'", ['db.write all']],
    ["mongosh app --eval 'rs.reconfig(x)'", ['db.admin']],
    ["mongosh app --eval 'db.users.find()'", []],
    ['redis-cli -h cache FLUSHDB', ['db.drop all']],
    ['redis-cli eval \'return redis.call("flushall")\' 0', ['db.drop all']],
    ['redis-cli config set dir /root/.ssh', ['db.admin persist']],
    ['redis-cli config get dir', []],
    ["redis-cli --scan --pattern 'session:*'", []],
    ['redis-cli del a b', ['db.write delete']],
    ['redis-cli shutdown nosave', ['db.admin']],
    ['valkey-cli get key', []],
    ["cypher-shell 'MATCH (n) DETACH DELETE n'", ['db.drop all']],
    ["cypher-shell 'MATCH (n:User {id: 1}) DETACH DELETE n'", ['db.write delete']],
    ["cypher-shell 'MATCH (n) RETURN n LIMIT 3'", []],
  ])('%s: %j', does);

  it('takes keys that xargs hands over for any', () => {
    const line = { ...command('redis-cli del'), wrappers: ['xargs'] };
    expect(shownEffects(programNamed('redis-cli')?.(line, setting()))).toEqual(['db.write all,delete']);
  });
});

describe('what comes with a server', () => {
  it.each([
    ['dropdb app', ['db.drop app']],
    ['dropdb --if-exists app_test', ['db.drop disposable app_test']],
    ['dropdb -h db.corp.net app_test', ['db.drop app_test']],
    ['dropdb --help', []],
    ['createdb app', []],
    ['createuser --superuser eve', ['db.admin eve']],
    ['dropuser eve', ['db.admin eve']],
    ['mysqladmin -u root drop shop', ['db.drop shop']],
    ['mysqladmin status', []],
    ['pg_restore --clean -d app app.dump', ['db.drop all']],
    ['pg_restore -d app_test --clean app.dump', ['db.drop all,disposable']],
    ['pg_restore -l app.dump', []],
    ['pg_restore -d app app.dump', ['db.write']],
    ['mongorestore --drop dump', ['db.drop all']],
    ['mongoimport --drop -c users users.json', ['db.drop users.json']],
    ['pg_dump app -f app.sql', ['db.read all', 'file.write /home/ada/code/shop/app.sql']],
    ['mysqldump shop', ['db.read all']],
    ['mongodump --uri mongodb://db/app', ['db.read all']],
    ['pg_resetwal -f -D /srv/pg', ['db.drop recovery /srv/pg']],
    ['pg_resetwal -n -D /srv/pg', []],
    ['pgbackrest --stanza=main stanza-delete', ['storage.delete recovery,recursive main']],
    ['pgbackrest info', []],
    ['wal-g delete everything --confirm', ['storage.delete all,recovery,recursive']],
    ['wal-g delete retain 3', []],
    ['barman delete main oldest', ['storage.delete recovery main']],
    ['influx bucket delete -n metrics', ['db.drop metrics']],
    ['influx query x', []],
    ['nodetool status', []],
  ])('%s: %j', does);
});

describe('migrations', () => {
  it.each([
    ['rails db:drop', ['db.drop all']],
    ['rails db:migrate', []],
    ['rails db:migrate:status', []],
    ['rails db:test:prepare', []],
    ['rake db:schema:load RAILS_ENV=test', ['db.drop all,disposable']],
    ['rake db:reset RAILS_ENV=production', ['db.drop all']],
    ['manage.py flush --noinput', ['db.drop all']],
    ['manage.py migrate shop zero', ['db.drop shop']],
    ['manage.py migrate shop', []],
    ['manage.py reset_db --settings=shop.settings.test', ['db.drop all,disposable']],
    ['prisma migrate reset', ['db.drop all']],
    ['prisma migrate dev', []],
    ['prisma db push --accept-data-loss', ['db.drop all']],
    ['prisma db push', []],
    ['drizzle-kit push', []],
    ['drizzle-kit push --force', ['db.drop']],
    ['typeorm schema:drop -d data-source.ts', ['db.drop all']],
    ['sequelize db:drop', ['db.drop all']],
    ['sequelize-cli db:migrate', []],
    ['knex migrate:rollback --all', ['db.drop all']],
    ['knex migrate:rollback', []],
    ['alembic downgrade base', ['db.drop all']],
    ['alembic downgrade -1', []],
    ['flask db upgrade', []],
    ['flyway clean', ['db.drop all']],
    ['flyway migrate', []],
    ['liquibase dropAll', ['db.drop all']],
    ['liquibase update', []],
    ['artisan migrate:fresh --seed', ['db.drop all']],
    ['artisan migrate', []],
    ['console doctrine:database:drop --force', ['db.drop all']],
    ['console doctrine:database:drop', []],
    ['mix ecto.reset', ['db.drop all']],
    ['dbmate drop', ['db.drop all']],
    ['dbmate up', []],
    ['goose postgres dsn reset', ['db.drop all']],
    ['goose postgres dsn up', []],
    ['migrate -path m -database url drop -f', ['db.drop all']],
    ['migrate -path m -database url up', []],
    ['sqlx database drop -y', ['db.drop all']],
    ['sqlx migrate run', []],
    ['diesel database reset', ['db.drop all']],
    ['diesel migration run', []],
    ['atlas schema clean -u url', ['db.drop all']],
    ['hasura metadata apply', []],
    ['dotnet ef database drop --force', ['db.drop all']],
    ['dotnet ef database update', []],
  ])('%s: %j', (text, expected) => {
    expect(effectsOf(text).filter((effect) => effect.startsWith('db.'))).toEqual(expected);
  });

  it('knows the scripts of frameworks by their names', () => {
    expect(shownRuns(outcomeOf('python manage.py flush'))).toContain('argv manage.py flush');
    expect(shownRuns(outcomeOf('php artisan migrate:fresh'))).toContain('argv artisan migrate:fresh');
    expect(shownRuns(outcomeOf('php bin/console doctrine:schema:drop --force'))).toContain('argv console doctrine:schema:drop --force');
  });
});

describe('sites that keep everything in one database', () => {
  it.each([
    ['wp db reset --yes', ['db.drop all']],
    ['wp plugin list', []],
    ['wp user create eve e@x.example --role=administrator', ['db.admin eve']],
    ['wp user create bob b@x.example --role=editor', []],
    ['drush sql-drop -y', ['db.drop all']],
    ['drush status', []],
    ['meteor reset', ['db.drop all']],
    ['meteor test', []],
  ])('%s: %j', (text, expected) => expect([...effectsOf(text), ...shownRuns(outcomeOf(text))]).toEqual(expected));
});
