import { own } from '../../../domain/own.ts';
import type { Program, Word } from '../../command.ts';
import { isForTests } from '../../sql/names.ts';
import { isKnown, programName } from '../../words.ts';
import { family } from '../family.ts';
import { type Act, service } from '../infrastructure/service.ts';
import { named } from '../system/verbs.ts';

const VARIABLES = ['RAILS_ENV', 'RACK_ENV', 'MIX_ENV', 'APP_ENV', 'NODE_ENV', 'FLASK_ENV', 'DJANGO_SETTINGS_MODULE', 'DATABASE_URL'];
const ASSIGNMENT = /^[A-Z_]{1,40}=/;
const OPTIONS = /^--(?:env|environment|settings|database-url|url)=(.+)$/;

/** The environment that a framework is told to work in, by a variable in front or behind, or by an option. */
function environmentsOf(words: readonly Word[], environment: Readonly<Record<string, Word>>): readonly string[] {
  const values = VARIABLES.flatMap((name) => own(environment, name) ?? []);
  const behind = words.flatMap(({ value }) => {
    const [name = '', ...rest] = value.split('=');
    return OPTIONS.exec(value)?.[1] ?? (VARIABLES.includes(name) ? rest.join('=') : []);
  });
  return [...values.filter(isKnown).map((word) => word.value), ...behind];
}

/** A framework's own verbs that empty or rebuild its database. */
function framework(acts: () => readonly Act[], values = ''): Program {
  const known = service(() => ({
    acts: [...acts(), ['**']],
    values: `e env environment schema database path config c p f file dir d url settings verbosity connection n ${values}`,
  }));
  return (command, setting) => {
    const outcome = known({ ...command, words: command.words.filter(({ value }) => !ASSIGNMENT.test(value)) }, setting);
    const environments = environmentsOf(command.words.slice(1), command.environment);
    if (environments.length === 0 || !environments.every(isForTests)) return outcome;
    return {
      ...outcome,
      effects: (outcome.effects ?? []).map((effect) => ({ ...effect, flags: [...(effect.flags ?? []), 'disposable'] })),
    };
  };
}

const resets = (...patterns: readonly string[]): Program => framework(() => patterns.map((pattern): Act => [pattern, 'db.drop', 'all']));

/** `python manage.py flush`, `php artisan migrate:fresh`: a script of the framework's own, known by its name. */
const scripts: Program = (command) => {
  const at = command.words.findIndex(
    ({ value }, position) => position > 0 && /(?:^|\/)(?:manage\.py|artisan|bin\/(?:console|rails|rake))$/.test(value),
  );
  const script = command.words[at];
  if (at < 1 || !script) return {};
  const name = script.value.slice(script.value.lastIndexOf('/') + 1);
  return {
    runs: [{ kind: 'argv', argv: [{ ...script, value: name }, ...command.words.slice(at + 1)], wrapper: programName(command.words[0]) }],
  };
};

const DJANGO = framework(() => [
  ['flush|reset_db|reset_schema', 'db.drop', 'all'],
  ['migrate @* zero', 'db.drop'],
  ['changepassword|createsuperuser', 'db.admin'],
]);

/** Frameworks that keep a database in step with code. */
export const migrations = family(
  `python python3 python2 php ruby manage.py django-admin django-admin.py rails rake hanami artisan console doctrine prisma
   drizzle-kit typeorm typeorm-ts-node-commonjs typeorm-ts-node-esm sequelize sequelize-cli mikro-orm mikro-orm-esm knex db-migrate
   node-pg-migrate adonis ace alembic flask aerich tortoise flyway flyw liquibase mix dbmate goose sql-migrate migrate sqlx diesel
   sea-orm-cli atlas hasura phinx evolve dotnet dotnet-ef payload strapi wp drush meteor`,
  () => ({
    ...named('python python3 python2 php ruby', scripts),
    ...named('manage.py django-admin django-admin.py', DJANGO),
    ...named(
      'rails rake',
      resets('** db:drop*|db:reset*|db:purge*|db:schema:load*|db:truncate_all|db:migrate:reset|db:structure:load|db:setup|db:seed:replant'),
    ),
    hanami: resets('db drop|reset'),
    artisan: resets('migrate:fresh|migrate:reset|migrate:refresh|db:wipe'),
    console: resets(
      'doctrine:database:drop --force|-f',
      'doctrine:schema:drop --force|-f|full-database',
      'd:d:d --force|-f',
      'd:s:d --force|-f',
    ),
    doctrine: resets('orm:schema-tool:drop --force|-f'),
    prisma: framework(() => [
      ['migrate reset', 'db.drop', 'all'],
      ['db push --force-reset|accept-data-loss', 'db.drop', 'all'],
      ['db execute', 'db.write'],
    ]),
    'drizzle-kit': framework(() => [
      ['drop', 'db.drop'],
      ['push --force', 'db.drop'],
    ]),
    ...named('typeorm typeorm-ts-node-commonjs typeorm-ts-node-esm', resets('schema:drop')),
    ...named('sequelize sequelize-cli', resets('db:drop', 'db:migrate:undo:all')),
    ...named('mikro-orm mikro-orm-esm', resets('schema:drop --r|run', 'schema:fresh --r|run', 'migration:fresh', 'database:drop')),
    knex: resets('migrate:rollback --all'),
    'db-migrate': resets('reset|db:drop'),
    'node-pg-migrate': resets('down @0'),
    adonis: resets('migration:fresh|migration:reset|migration:refresh|db:wipe|db:truncate'),
    ace: resets('migration:fresh|migration:reset|migration:refresh|db:wipe|db:truncate'),
    alembic: resets('downgrade base'),
    flask: resets('db downgrade base', 'drop-db|drop_db'),
    aerich: resets('downgrade -v|version=0|-1'),
    tortoise: resets('downgrade zero'),
    ...named('flyway flyw', resets('clean')),
    liquibase: framework(() => [
      ['drop-all|dropall', 'db.drop', 'all'],
      ['dropAll', 'db.drop', 'all'],
      ['rollback-count|rollbackCount|rollback-to-date|rollbackToDate|rollback', 'db.write'],
    ]),
    mix: resets('ecto.drop|ecto.reset', '** ecto.drop,|ecto.reset,', 'do ecto.drop|ecto.drop,'),
    dbmate: resets('drop'),
    ...named('goose sql-migrate', resets('** reset', '** down-to @0')),
    migrate: resets('** drop', '** down --all', '** down -all'),
    sqlx: resets('database|db drop|reset'),
    diesel: resets('database|db reset|drop'),
    'sea-orm-cli': resets('migrate fresh|reset|refresh'),
    atlas: resets('schema clean', 'schema apply --auto-approve'),
    hasura: resets('metadata clear', 'migrate delete --all', 'md clear'),
    phinx: resets('rollback -t|target=0'),
    evolve: resets('erase'),
    dotnet: framework(() => [['ef database drop !--dry-run', 'db.drop', 'all']]),
    'dotnet-ef': framework(() => [['database drop !--dry-run', 'db.drop', 'all']]),
    ...named('payload strapi', resets('migrate:fresh|migrate:reset|migrate:refresh')),
    wp: framework(
      () => [
        ['db reset|drop|clean', 'db.drop', 'all'],
        ['site empty|delete', 'db.drop', 'all'],
        ['user create|update --role=administrator', 'db.admin'],
        ['user delete', 'db.admin'],
      ],
      'role user_pass',
    ),
    drush: resets('sql-drop|sql:drop|site-install|site:install|si'),
    meteor: resets('reset'),
  }),
);
