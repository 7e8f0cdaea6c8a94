import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** A page for people: its path below the project and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

const pagesIn = (folder: string): readonly Page[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => pageAt(join(folder, name)));

const pageAt = (path: string): Page => ({ path, text: readFileSync(join(root, path), 'utf8') });

/** What somebody has written to be followed, in the order in which it is read. */
export const written = (): readonly Page[] => [
  pageAt('README.md'),
  pageAt('docs/tutorial.md'),
  ...pagesIn('docs/guides'),
  ...pagesIn('docs'),
];

/** Every page there is. */
export const pages = (): readonly Page[] => [
  ...new Map(
    [
      ...pagesIn('.'),
      ...written(),
      ...['docs/adr', 'docs/rules', 'docs/reference', 'examples/team', 'examples/subagents', 'test/clients'].flatMap(pagesIn),
    ].map((page) => [page.path, page]),
  ).values(),
];

/** The texts of a page's fenced blocks of one language, also of those within a list, without the indentation. */
export const blocksOf = ({ text }: Page, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^\\1\`\`\``, 'gm'))].map(([, indent = '', block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
