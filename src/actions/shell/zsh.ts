/** What only zsh executes, taken out of a script that bash's grammar then reads. */
export interface ZshScript {
  readonly text: string;
  /** Code that glob qualifiers run for every file: `*(e:'…':)`. */
  readonly qualifiers: readonly string[];
}

const RUNS =
  /\([\w.,^@/=-]{0,32}e(?::'([^']{0,4096})':|'([^']{0,4096})'|:"([^"]{0,4096})":|\{([^{}]{0,4096})\}|:([^:()]{0,4096}):)[^()]{0,64}\)/g;

/**
 * Quoted text, which stays as it is, and what bash writes otherwise: `=(…)`; which of the files a pattern means, as in `*(.N)`; `>!` and
 * `>>|`, which heed no `noclobber`; builtins that zsh has of programs, as
 * `zf_rm`; members of a list, as `$x[2]`.
 */
const SPELLINGS =
  /\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|(?<=^|[\s;|&])=\(|(?<=[*?\]~])\([\w.,^@/=%*+:[\]-]{1,32}\)|>>[!|]|>!|(?<=^|[\s;|&(])zf_(?=[a-z])|\$\w+\[[^\]\n]{1,64}\]/g;

const MAY_DIFFER = /\(|>!|>>\||zf_|\$\w+\[/;

/** Reads `=(…)` as `<(…)` and so on, and lifts the code out of glob qualifiers. */
export function readZsh(source: string): ZshScript {
  if (!MAY_DIFFER.test(source)) return { text: source, qualifiers: [] };
  const qualifiers: string[] = [];
  const lifted = source.replace(RUNS, (_all, ...groups: readonly (string | undefined)[]) => {
    const code = groups.slice(0, 5).find((group) => typeof group === 'string');
    if (code !== undefined) qualifiers.push(code.replace(/^(['"])([\s\S]*)\1$/, '$2'));
    return '';
  });
  return { text: lifted.replace(SPELLINGS, inBash), qualifiers };
}

function inBash(found: string): string {
  if (found === '=(') return '<(';
  if (found === '>!') return '>|';
  if (found.startsWith('>>')) return '>>';
  if (found.startsWith('$')) return member(found);
  if (found.startsWith('"')) return found.replace(/(?<!\\)\$\w+\[[^\]\n]{1,64}\]/g, member);
  return /^['\\]/.test(found) ? found : '';
}

/** Lists count from 1. */
function member(found: string): string {
  const at = found.indexOf('[');
  const index = found.slice(at + 1, -1);
  const written = /^\d+$/.test(index) ? Number(index) - 1 : index.includes(',') ? '@' : index;
  return `\${${found.slice(1, at)}[${written}]}`;
}
