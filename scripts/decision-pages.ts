import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = join(resolve(import.meta.dirname, '..'), 'docs/adr');

const HEAD = `# Decisions

For whoever wants to change what was decided: each page says what the question was, what was chosen, and what follows. A new one takes the next
number. This list is written by \`npm run docs\`.

`;

/** docs/adr/README.md */
export function decisionsPage(): string {
  const names = readdirSync(folder).filter((name) => /^\d{4}-.*\.md$/.test(name));
  const rows = names.sort().map((name) => {
    const [, number, title] = /^# (\d+)\. (.*)$/m.exec(readFileSync(join(folder, name), 'utf8')) ?? [];
    return `${number}. [${title}](${name})`;
  });
  return `${HEAD}${rows.join('\n')}\n`;
}
