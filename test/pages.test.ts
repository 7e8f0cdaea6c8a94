import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { judgeForTest } from '../src/cli/judge-example.ts';
import { VERSION } from '../src/domain/version.ts';
import { loadRules } from '../src/policy/load-rules.ts';
import { parseFile } from '../src/policy/parse.ts';
import { policySchema } from '../src/policy/policy-file.ts';
import { testRules } from '../src/policy/test-rules.ts';
import { blocksOf, type Page, pages, written } from './support/pages.ts';

const root = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json'));

/** What stands in code is not prose: there a bracket is no link and a number sign no heading. */
const prose = (text: string): string =>
  text.replace(/^( *)```[\s\S]*?^\1```/gm, '').replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ''));

/** As GitHub makes them: small letters, digits, underscores and hyphens; a blank is a hyphen. */
const anchorsOf = (text: string): readonly string[] =>
  [...prose(text).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );

const isByHand = ({ text }: Page): boolean => !/^.*\bGenerated (?:from|by)\b/m.test(text.split('\n').slice(0, 12).join('\n'));

it('every link within the project leads to a file, and to a heading of it', () => {
  const broken = pages().flatMap(({ path, text }) =>
    [...prose(text).matchAll(/(?:\]\(|(?:src|srcset|href)=")(?!https?:|mailto:)([^)"\s]+)/g)].flatMap(([, link = '']) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : relative(root, resolve(root, dirname(path), file));
      if (!existsSync(join(root, target))) return [`${path}: ${link}`];
      return anchor === undefined || anchorsOf(read(target)).includes(anchor) ? [] : [`${path}: ${link}`];
    }),
  );
  expect(broken).toEqual([]);
});

it('every test that a page names is there, and every script', () => {
  const missing = pages()
    .filter(({ text }) => !text.includes('enerated from'))
    .flatMap(({ path, text }) => [
      ...[...text.matchAll(/`((?:test|bench|scripts|src|examples)\/[\w./-]*)`/g)].flatMap(([, file = '']) =>
        existsSync(join(root, file)) ? [] : [`${path}: ${file}`],
      ),
      ...[...text.matchAll(/\bnpm run ([\w:-]+)/g)].flatMap(([, script = '']) =>
        script in manifest.scripts ? [] : [`${path}: npm run ${script}`],
      ),
    ]);
  expect(missing).toEqual([]);
});

it('the page on testing names every suite', () => {
  const suites = Object.keys(manifest.scripts).filter((name) => name.startsWith('test:'));
  expect(suites.filter((name) => !read('docs/testing.md').includes(`npm run ${name}`))).toEqual([]);
});

it('every guarantee names what holds it', () => {
  const tables = ['README.md', 'ARCHITECTURE.md'].flatMap((path) => [
    ...read(path).matchAll(/^\| (?:guarantee|invariant) .*\n\|.*\n((?:\|.*\n)+)/gm),
  ]);
  const rows = tables.flatMap(([, body = '']) => body.trim().split('\n'));
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.filter((row) => !/(?:test|npm run test:)/.test(row.split('|').at(-2) ?? ''))).toEqual([]);
});

it('every page says in its first lines for whom it is', () => {
  const silent = pages().filter(
    ({ path, text }) =>
      path.startsWith('docs/') && !path.startsWith('docs/adr/') && !/\bFor who/.test(text.split('\n').slice(0, 5).join('\n')),
  );
  expect(silent.map(({ path }) => path)).toEqual([]);
});

it('the index of the documents names every page', () => {
  const index = read('docs/README.md');
  const unnamed = pages().filter(
    ({ path }) =>
      /^docs\/(?:guides\/|reference\/)?[\w-]+\.md$/.test(path) &&
      path !== 'docs/README.md' &&
      !index.includes(`](${path.slice('docs/'.length)})`),
  );
  expect(unnamed.map(({ path }) => path)).toEqual([]);
});

/** Lines of code, and code within a sentence, that call the program; a word in capitals stands for one of the reader's own. */
const calls = ({ text }: Page): readonly string[] =>
  [...text.matchAll(/^ *(?:[$#] )?(hookwarden .*)$|`(hookwarden [^`\n]+)`|^[^`\n]*\| (hookwarden .*)$/gm)].flatMap(
    ([, line, span, piped]) => {
      const call = line ?? span ?? piped ?? '';
      return call.includes('…') || line?.match(/^hookwarden (?:[a-z]+ )*(?:is|does|was|has)\b/) ? [] : [call];
    },
  );

/** A command by its name alone, what is typed as a prompt, and what yargs itself adds. */
const isMention = (call: string): boolean => /^hookwarden (?:[a-z-]+$|allow (?:CODE|HW-)|completion|COMMAND|--)/.test(call);

const WORD = /'[^']*'|"[^"]*"|\d?[<>]|[^\s'"|<>;&#]+|[|;&#]/g;

/** The words of the first command, without what quotes them. */
function wordsOf(call: string): readonly string[] {
  const words = [...call.matchAll(WORD)].map(([word]) => word);
  const end = words.findIndex((word) => /^\d?[|<>;&#]/.test(word));
  return words.slice(1, end < 0 ? undefined : end).map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
}

/** What the reference says of one command: its options, and the words of which one has to be its first, where there are such. */
function formOf(command: string): { readonly options: readonly string[]; readonly actions: readonly string[] } | undefined {
  const help = new RegExp(`^## hookwarden ${command}\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(
    read('docs/reference/commands.md'),
  )?.[1];
  if (help === undefined) return undefined;
  const listed = /^ +action [^[]*\[choices: ([^\]]*)\]/m.exec(help)?.[1] ?? '';
  return { options: help.match(/(?<![\w-])--?[a-z][a-z-]*/g) ?? [], actions: listed.match(/[\w-]+/g) ?? [] };
}

it('every command that a page shows is one of the reference, with its action and options', () => {
  const shown = [...new Set(written().filter(isByHand).flatMap(calls))].filter((call) => !isMention(call));
  expect(shown.length).toBeGreaterThan(100);
  const unknown = shown.flatMap((call) => {
    const [command = '', ...words] = wordsOf(call);
    const form = formOf(command);
    if (!form) return [`${call}: no such command`];
    const own = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
    const strange = own.filter((word) => /^--?[a-z]/.test(word) && word !== '--help' && !form.options.includes(word.replace(/=.*/, '')));
    const action = own.find((word) => !word.startsWith('-'));
    const isAction = action === undefined || form.actions.length === 0 || form.actions.includes(action);
    return [...strange, ...(isAction ? [] : [action])].map((word) => `${call}: ${word}`);
  });
  expect(unknown).toEqual([]);
});

it('the policies that pages show are good ones', () => {
  const shown = written().flatMap((page) => blocksOf(page, 'yaml').filter((text) => /^version: 1$/m.test(text) && !text.startsWith('id:')));
  expect(shown.length).toBeGreaterThan(8);
  const faults = shown.flatMap((text) => {
    const parsed = parseFile({ path: 'policy.yaml', text }, policySchema);
    return parsed.ok ? [] : parsed.error.map(({ message }) => `${message}\n${text}`);
  });
  expect(faults).toEqual([]);
});

it('the rules that pages show as examples hold', () => {
  for (const path of ['docs/rule-format.md', 'docs/guides/write-a-rule.md']) {
    const [text = ''] = blocksOf({ path, text: read(path) }, 'yaml').filter((block) => block.startsWith('id:'));
    const loaded = loadRules([{ path: `rules/${/^id: (.*)/.exec(text)?.[1]?.replace('.', '/')}.yaml`, text }]);
    expect(loaded, path).toMatchObject({ ok: true });
    expect(loaded.ok && testRules(loaded.value, judgeForTest).failures).toEqual([]);
  }
});

it('the version is the same in the program and in its package', () => {
  expect(manifest.version).toBe(VERSION);
});

it('every decision has a number of its own, in its name and in its title', () => {
  const decisions = pages().filter(({ path }) => path.startsWith('docs/adr/0'));
  const numbers = decisions.map(({ path }) => Number(path.slice('docs/adr/'.length, 'docs/adr/0000'.length)));
  expect(numbers.toSorted((left, right) => left - right)).toEqual(numbers.map((_, at) => at + 1));
  for (const [at, { path, text }] of decisions.entries()) expect(text, path).toMatch(new RegExp(`^# ${numbers[at]}\\. `));
});
