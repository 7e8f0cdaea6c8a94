import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/actions/index.ts';
import type { Analysis } from '../../../src/domain/action.ts';
import { base62, crc32 } from '../../../src/domain/checksum.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import { shownEffect } from '../../support/outcome.ts';
import { facts, HOME, PROJECT } from '../../support/setting.ts';

function call(name: string, input: JsonObject): Analysis {
  const event = {
    host: 'claude-code',
    name: 'PreToolUse',
    blocking: 'blocks',
    sessionId: 's',
    cwd: PROJECT,
    tool: { name, input },
    raw: {},
  } as const;
  return analyze(event, facts());
}

const effects = (name: string, input: JsonObject) => call(name, input).actions.flatMap((action) => action.effects.map(shownEffect));
const at = (name: string) => `${PROJECT}/${name}`;

describe('file tools', () => {
  it.each<[string, JsonObject, string[]]>([
    ['Read', { file_path: at('src/a.ts') }, [`file.read ${at('src/a.ts')}`]],
    ['Read', { file_path: '~/.ssh/id_ed25519' }, [`file.read ${HOME}/.ssh/id_ed25519`]],
    ['Write', { file_path: at('a.txt'), content: 'hello' }, [`file.write truncate ${at('a.txt')}`]],
    ['Edit', { file_path: at('a.txt'), old_string: 'a', new_string: 'b' }, [`file.write in-place ${at('a.txt')}`]],
    ['MultiEdit', { file_path: at('a.txt'), edits: [{ old_string: 'a', new_string: 'b' }] }, [`file.write in-place ${at('a.txt')}`]],
    ['NotebookEdit', { notebook_path: at('n.ipynb'), new_source: 'x = 1' }, [`file.write in-place ${at('n.ipynb')}`]],
    ['Grep', { pattern: 'x', path: 'src' }, [`file.read recursive ${at('src')}`]],
    ['Grep', { pattern: 'x' }, [`file.read recursive ${PROJECT}`]],
    ['LS', { path: at('src') }, [`file.list ${at('src')}`]],
  ])('%s %j', (name, input, expected) => {
    expect(effects(name, input)).toEqual(expected);
  });

  it('list by pattern below their folder', () => {
    expect(call('Glob', { pattern: '**/*.ts', path: at('src') }).actions[0]?.effects[0]).toMatchObject({
      kind: 'file.list',
      operand: { certainty: 'derived' },
    });
  });

  it('without a path do nothing', () => {
    expect(effects('Read', {})).toEqual([]);
  });
});

describe('a patch', () => {
  it('adds, changes, deletes and moves files', () => {
    const patch = [
      '*** Begin Patch',
      '*** Add File: docs/a.md',
      '+hi',
      '*** Update File: b.ts',
      '*** Move to: c.ts',
      '@@',
      '-x',
      '+y',
      '*** Delete File: d.ts',
      '*** End Patch',
    ];
    expect(effects('apply_patch', { command: patch.join('\n') })).toEqual([
      `file.write ${at('docs/a.md')}`,
      `file.write ${at('b.ts')}`,
      `file.write ${at('c.ts')}`,
      `file.delete ${at('d.ts')}`,
    ]);
  });
});

describe('tools of the web, of agents and of the conversation', () => {
  it.each<[string, JsonObject, string[]]>([
    ['WebFetch', { url: 'http://example.com/a', prompt: 'read' }, ['net.request plain-http example.com']],
    ['WebSearch', { query: 'weather' }, ['net.request']],
    ['Agent', { prompt: 'x', subagent_type: 'explorer' }, ['agent.spawn explorer']],
    ['Task', { prompt: 'x', mode: 'bypassPermissions' }, ['agent.spawn bypass-sandbox general-purpose']],
    ['CronCreate', { cron: '0 9 * * *', prompt: 'x' }, ['process.schedule unattended 0 9 * * *']],
    ['ExitWorktree', { discard_changes: true }, ['git.discard force']],
    ['Bash', { command: '', dangerouslyDisableSandbox: true }, ['exec bypass-sandbox']],
    ['Monitor', { ws: { url: 'wss://feed.example/x' } }, ['net.request feed.example']],
    ['Workflow', { script: 'return 1' }, ['agent.spawn', 'code.eval literal']],
    ['TodoWrite', { todos: [{ content: 'rm -rf /' }] }, []],
    ['ExitPlanMode', { plan: 'delete /etc' }, []],
  ])('%s %j', (name, input, expected) => {
    expect(effects(name, input)).toEqual(expected);
  });
});

describe('tools that are not known', () => {
  it.each<[string, JsonObject, string[]]>([
    ['mcp__forge__get_issue', { id: 'A-1' }, ['mcp.call forge/get_issue']],
    [
      'mcp__browser__navigate',
      { url: 'http://localhost:5173' },
      ['mcp.call browser/navigate', 'net.request argument,plain-http localhost'],
    ],
    ['mcp__fs__read_file', { path: '/etc/shadow' }, ['mcp.call fs/read_file', 'file.read argument /etc/shadow']],
    ['mcp__fs__write_file', { path: 'a.txt', content: 'x' }, ['mcp.call fs/write_file', `file.write argument ${at('a.txt')}`]],
    [
      'mcp__files__delete',
      { paths: ['a.txt', 'b.txt'] },
      ['mcp.call files/delete', `file.delete argument ${at('a.txt')}`, `file.delete argument ${at('b.txt')}`],
    ],
    ['mcp__cloud__delete_project', { id: 'x' }, ['mcp.call cloud/delete_project', 'infra.destroy delete_project']],
    ['mcp__store__drop-collection', { name: 'x' }, ['mcp.call store/drop-collection', 'db.drop drop-collection']],
    ['mcp__rail__volume_delete', { id: 'x' }, ['mcp.call rail/volume_delete', 'infra.destroy volume_delete']],
    ['mcp__edge__d1_database_delete', {}, ['mcp.call edge/d1_database_delete', 'db.drop d1_database_delete']],
    ['mcp__forge__deleteRepository', {}, ['mcp.call forge/deleteRepository', 'infra.destroy deleteRepository']],
    ['mcp__cache__flushall', {}, ['mcp.call cache/flushall', 'db.drop flushall']],
    ['mcp__forge__delete_issue_comment', { id: 1 }, ['mcp.call forge/delete_issue_comment']],
    ['mcp__cloud__list_deleted_projects', {}, ['mcp.call cloud/list_deleted_projects']],
    ['mcp__wiki__create_page', { path: '/home', title: 'x' }, ['mcp.call wiki/create_page', 'file.read argument /home']],
    [
      'mcp__db__query',
      { sql: "copy a to program 'shred notes'" },
      ['mcp.call db/query', 'db.read argument', 'file.delete argument,force /home/ada/code/shop/notes'],
    ],
    ['mcp__db__query', { sql: 'DROP TABLE users' }, ['mcp.call db/query', 'db.drop argument users']],
    ['mcp__db__query', { q: 'delete from t -- where id = 1\n' }, ['mcp.call db/query', 'db.write all,argument,delete']],
    ['mcp__db__query', { q: "delete from t where id = ';drop table x'" }, ['mcp.call db/query', 'db.write argument,delete']],
    ['mcp__db__query', { q: 'select 1 from t; truncate t' }, ['mcp.call db/query', 'db.read argument', 'db.truncate argument t']],
    ['mcp__notes__search', { query: 'drop table design for kitchens' }, ['mcp.call notes/search']],
    ['mcp__browser__run_code', { code: 'await page.click("a")' }, ['mcp.call browser/run_code', 'code.eval argument,literal']],
    ['Frobnicate', { target: 'x.txt' }, ['mcp.call Frobnicate', `file.read argument ${at('x.txt')}`]],
  ])('%s %j', (name, input, expected) => {
    expect(effects(name, input)).toEqual(expected);
  });

  it('are read within bounds', () => {
    const wide = call('mcp__a__b', { list: Array.from({ length: 5_000 }, (_, i) => `v${i}`) });
    expect(wide.incomplete).toEqual(['more arguments than are read']);
  });
});

describe('what a call carries', () => {
  const body = 'pQ7rK2mZxW9bTfH4nVc8LgY3sJd6aU';
  const token = `${'ghp' + '_'}${body}${base62(crc32(body), 6)}`;

  it.each<[string, string, JsonObject, string[]]>([
    ['a secret in a command', 'Bash', { command: `true ${token}` }, ['secret.write argument github-token']],
    ['a secret in a file', 'Write', { file_path: 'a', content: `k=${token}` }, ['secret.write content github-token']],
    ['a secret handed to another tool', 'mcp__x__y', { header: token }, ['secret.write argument github-token']],
    ['no secret that is taken away', 'Edit', { file_path: 'a', old_string: token, new_string: '' }, []],
    ['a hidden space in a command', 'Bash', { command: 'l\u200bs' }, ['text.hidden zero-width']],
    ['an override in a file', 'Write', { file_path: 'a', content: 'x \u202e y' }, ['text.hidden bidirectional']],
    ['no mark of order in a file', 'Write', { file_path: 'a', content: '\ufeffx' }, []],
    ['a mark of order in a path', 'Read', { file_path: '\ufeffa' }, ['text.hidden zero-width']],
  ])('holds %s', (_, name, input, expected) => {
    const carried = call(name, input)
      .actions.flatMap((action) => action.effects)
      .filter(({ kind }) => kind === 'secret.write' || kind === 'text.hidden');
    expect(carried.map((effect) => shownEffect(effect).replace(/ \?$/, ''))).toEqual(expected);
    expect(JSON.stringify(carried)).not.toContain(token);
  });

  it('is looked for in a prompt too', () => {
    const event = {
      host: 'claude-code',
      name: 'UserPromptSubmit',
      blocking: 'prompt',
      sessionId: 's',
      cwd: PROJECT,
      prompt: `use ${token}`,
      raw: {},
    } as const;
    expect(analyze(event, facts()).actions).toMatchObject([
      { tool: 'UserPromptSubmit', effects: [{ kind: 'secret.write', flags: ['content'] }] },
    ]);
  });
});
