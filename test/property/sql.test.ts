import fc from 'fast-check';
import { loadModule, parseSync, type RawStmt, scanSync } from 'libpg-query';
import { beforeAll, describe, expect, it } from 'vitest';
import { readingsOf } from '../../src/actions/sql/dialects.ts';
import { sqlEffects } from '../../src/actions/sql/effects.ts';
import { partsOf } from '../../src/actions/sql/statements.ts';
import { tokenize } from '../../src/actions/sql/tokens.ts';
import type { EffectKind } from '../../src/domain/effect.ts';

const [traits] = readingsOf('', 'postgresql');

beforeAll(loadModule);

const quiet = fc.constantFrom(
  ' ',
  '\n',
  '/* a /* ; */ drop */',
  '-- it is; not\n',
  "'it''s; one'",
  "E'\\'; drop --'",
  "'\\'",
  '"na;me"',
  '"x""y"',
  '$$a;b$$',
  '$q$ $$ ; $q$',
  '$1',
  '1.5e3',
  '::',
  '->>',
  '#>',
  "b'01'",
  '(',
  ')',
  '[1]',
);
const loud = fc.constantFrom('drop ', 'table ', 'select ', ';', ' where ', 'x$y ', 'übung ', '; ');
const soup = fc.array(fc.oneof(quiet, loud), { maxLength: 14 }).map((pieces) => pieces.join(''));

describe('the SQL reader beside the grammar of PostgreSQL', () => {
  it('finds the same words and ends between strings and comments', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const theirs = scanned(text);
        fc.pre(theirs !== undefined);
        expect(ours(text)).toEqual(theirs);
      }),
      { numRuns: 3_000 },
    );
  });

  it('finds the same statements and what they do', () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 5 }), gap, (statements, between) => {
        const text = statements.join(`;${between}`);
        const kinds = parseSync(text).stmts?.map(kindOf) ?? [];
        expect(traits && partsOf(tokenize(text, traits).tokens, traits).parts.length).toBe(kinds.length);
        expect(statements.flatMap((one) => shown(one))).toEqual(kinds.flat());
        expect(new Set(shown(text))).toEqual(new Set(kinds.flat()));
      }),
      { numRuns: 1_000 },
    );
  });
});

const WORD = /^[\p{L}_][\p{L}\p{N}_$]*$/u;

/** Places of words and of ends; undefined where the text is no sequence of tokens. Theirs are counted in bytes. */
function scanned(text: string): readonly string[] | undefined {
  try {
    const bytes = Buffer.from(text);
    const { tokens } = scanSync(text);
    // In a script it begins a command of the client.
    if (tokens.some((token) => token.text === '\\')) return undefined;
    return tokens.flatMap(({ text: token, start }) =>
      token === ';' || WORD.test(token) ? [`${token.toLowerCase()} ${bytes.subarray(0, start).toString().length}`] : [],
    );
  } catch {
    return undefined;
  }
}

const ours = (text: string): readonly string[] =>
  traits
    ? tokenize(text, traits).tokens.flatMap(({ kind, text: token, start }) =>
        kind === 'word' || kind === 'end' ? [`${token} ${start}`] : [],
      )
    : [];

const gap = fc.constantFrom('', ' ', '\n', ' /* ; drop table z */ ', '-- done;\n');
const name = fc.constantFrom('orders', 'shop.orders', '"Order;s"', 'a1', 'public."x""y"');
const value = fc.constantFrom('1', "'a;b'", "E'\\';'", '$t$;$t$', 'null', "'drop table x'", 'now()');
const where = fc.oneof(
  fc.constant(''),
  fc.constantFrom(
    ' where id = 3',
    ' where true',
    ' where 1 = 1',
    " where a = ';'",
    ' where (id = id)',
    ' where a = 1 or true',
    ' where exists (select 1)',
  ),
);
const list = (...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((pieces) => pieces.join(''));

const statement = fc.oneof(
  list('select ', value, ' from ', name),
  list('select * into ', name, '2 from ', name).filter((text) => !text.includes('"2')),
  list('insert into ', name, ' values (', value, ')'),
  list('delete from ', name, where),
  list('delete from only ', name, where, ' returning *'),
  list('update ', name, ' set a = ', value, where),
  list('truncate ', name, ', ', name, ' cascade'),
  list('truncate table ', name),
  list('drop table if exists ', name, ', ', name, ' cascade'),
  list('drop schema ', fc.constantFrom('shop', '"S"'), ' cascade'),
  list('drop database if exists ', fc.constantFrom('shop', '"S"')),
  list('drop index concurrently ', name),
  list('drop view ', name),
  list('drop materialized view if exists ', name),
  list('drop role eve'),
  list('create table ', name, ' (a int default ', fc.constantFrom('1', "';'"), ')'),
  list('create role eve password ', fc.constantFrom("'x'", "';'")),
  list('alter role eve superuser'),
  list('alter table ', name, ' drop column a'),
  list('alter table ', name, ' drop constraint a'),
  list('alter table ', name, ' alter column a drop default, add b int'),
  list('grant select on ', name, ' to eve'),
  list('revoke all on ', name, ' from eve'),
  list('with gone as (delete from ', name, where, ' returning *) select * from gone'),
  list('with a as (select 1) update ', name, ' set a = 1', where),
  list('explain delete from ', name),
  list('explain (analyze, buffers) delete from ', name, where),
  list('copy ', name, " from '/srv/a;b'"),
  list('copy ', name, ' to stdout'),
);

function shown(text: string): readonly string[] {
  return sqlEffects(text, 'postgresql').map(({ kind, flags = [] }) => (flags.includes('all') ? `${kind} all` : kind));
}

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;
const at = (tree: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isTree(inner) ? inner[key] : undefined), tree);

const listAt = (tree: unknown, ...path: readonly string[]): readonly unknown[] => {
  const found = at(tree, ...path);
  return Array.isArray(found) ? found : [];
};

/** What the parsed statement does, told from its tree alone. */
function kindOf({ stmt }: RawStmt): readonly string[] {
  const [type = '', tree] = Object.entries(stmt ?? {})[0] ?? [];
  return kindsOf(type, tree);
}

const KINDS: Readonly<Record<string, EffectKind>> = {
  InsertStmt: 'db.write',
  TruncateStmt: 'db.truncate',
  DropdbStmt: 'db.drop',
  DropRoleStmt: 'db.admin',
  CreateRoleStmt: 'db.admin',
  AlterRoleStmt: 'db.admin',
  GrantStmt: 'db.admin',
  CreateStmt: 'db.write',
};

function kindsOf(type: string, tree: unknown): readonly string[] {
  const inner = listAt(tree, 'withClause', 'ctes').flatMap((cte) => {
    const [query] = Object.entries(at(cte, 'CommonTableExpr', 'ctequery') ?? {});
    return query && query[0] !== 'SelectStmt' ? kindsOf(query[0], query[1]) : [];
  });
  switch (type) {
    case 'SelectStmt':
      return [...inner, at(tree, 'intoClause') ? 'db.write' : 'db.read'];
    case 'DeleteStmt':
    case 'UpdateStmt':
      return [...inner, isAlways(at(tree, 'whereClause')) ? 'db.write all' : 'db.write'];
    case 'ExplainStmt': {
      const [query] = Object.entries(at(tree, 'query') ?? {});
      const runs = listAt(tree, 'options').some((option) => at(option, 'DefElem', 'defname') === 'analyze');
      return ['db.read', ...(runs && query ? kindsOf(query[0], query[1]) : [])];
    }
    case 'DropStmt':
      return [/^OBJECT_(?:TABLE|SCHEMA)$/.test(String(at(tree, 'removeType'))) ? 'db.drop' : 'db.write'];
    case 'AlterTableStmt':
      return [listAt(tree, 'cmds').some((command) => at(command, 'AlterTableCmd', 'subtype') === 'AT_DropColumn') ? 'db.drop' : 'db.write'];
    case 'CopyStmt':
      return [at(tree, 'is_from') === true ? 'db.write' : 'db.read'];
    default:
      return [KINDS[type] ?? type];
  }
}

/** Whether a condition in the tree leaves no row out. */
function isAlways(clause: unknown): boolean {
  if (clause === undefined) return true;
  if (at(clause, 'A_Const', 'boolval', 'boolval') === true) return true;
  const parts = at(clause, 'BoolExpr', 'args');
  if (Array.isArray(parts)) return at(clause, 'BoolExpr', 'boolop') === 'OR_EXPR' && parts.some(isAlways);
  const sides = ['lexpr', 'rexpr'].map((side) => JSON.stringify(at(clause, 'A_Expr', side))?.replace(/"location":\d+/g, ''));
  return sides[0] !== undefined && sides[0] === sides[1];
}
