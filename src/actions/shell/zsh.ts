/** What only zsh executes, taken out of a script that bash's grammar then reads. */
export interface ZshScript {
  readonly text: string;
  /** Code that glob qualifiers run for every file: `*(e:'…':)`. */
  readonly qualifiers: readonly string[];
}

const QUALIFIER =
  /\([\w.,^@/=-]{0,32}e(?::'([^']{0,4096})':|'([^']{0,4096})'|:"([^"]{0,4096})":|\{([^{}]{0,4096})\}|:([^:()]{0,4096}):)[^()]{0,64}\)/g;
const TEMPORARY_FILE = /(^|[\s;|&])=\(/g;

/** Reads `=(…)` as `<(…)`, and lifts the code out of glob qualifiers. */
export function readZsh(source: string): ZshScript {
  if (!source.includes('(')) return { text: source, qualifiers: [] };
  const qualifiers: string[] = [];
  const lifted = source.replace(QUALIFIER, (_all, ...groups: readonly (string | undefined)[]) => {
    const code = groups.slice(0, 5).find((group) => typeof group === 'string');
    if (code !== undefined) qualifiers.push(code.replace(/^(['"])([\s\S]*)\1$/, '$2'));
    return '';
  });
  return { text: lifted.replace(TEMPORARY_FILE, '$1<('), qualifiers };
}
