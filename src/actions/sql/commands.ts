/** What a client's own command does on this machine. */
export type ClientAct =
  | { readonly kind: 'shell'; readonly text: string }
  | { readonly kind: 'script' | 'read' | 'write' | 'load'; readonly path: string }
  | { readonly kind: 'account' };

const KINDS: Readonly<Record<string, 'shell' | 'script' | 'read' | 'write' | 'load' | 'account'>> = {
  '!': 'shell',
  '!!': 'shell',
  shell: 'shell',
  system: 'shell',
  host: 'shell',
  pager: 'shell',
  P: 'shell',
  i: 'script',
  ir: 'script',
  include: 'script',
  include_relative: 'script',
  source: 'script',
  read: 'script',
  r: 'script',
  start: 'script',
  '@': 'script',
  '@@': 'script',
  o: 'write',
  out: 'write',
  output: 'write',
  once: 'write',
  w: 'write',
  write: 'write',
  g: 'write',
  gx: 'write',
  tee: 'write',
  T: 'write',
  spool: 'write',
  capture: 'write',
  log: 'write',
  backup: 'write',
  save: 'write',
  clone: 'write',
  import: 'read',
  restore: 'read',
  open: 'read',
  lo_import: 'read',
  load: 'load',
  password: 'account',
};

const COMMAND = /^(!!|!|@@|@|[a-z_]+|\.)[ \t]*(.*)$/is;

/** `! id`, `i more.sql`, `copy t to program 'gzip'`, without the mark in front. */
export function clientActs(command: string): readonly ClientAct[] {
  const [, name = '', rest = ''] = COMMAND.exec(command) ?? [];
  const acts = name.startsWith('!') ? [] : [...substitutions(rest)];
  const kind = name === '.' ? 'script' : KINDS[name.length === 1 ? name : name.toLowerCase()];
  // `!source x`, `!system x` of some clients.
  const spelled = name === '!' ? /^(source|spool|system)[ \t]+(.*)$/is.exec(rest) : undefined;
  if (spelled) return [...acts, ...clientActs(`${spelled[1]} ${spelled[2]}`)];
  switch (kind) {
    case 'shell':
      return rest.trim() === '' ? acts : [...acts, { kind, text: rest }];
    case 'account':
      return [...acts, { kind }];
    case undefined:
      return name.toLowerCase() === 'copy' ? [...acts, ...copied(rest)] : acts;
    default: {
      const words = rest.replace(/^(?:-\S+[ \t]+)+/, '');
      const path = firstWord(words);
      if (path.startsWith('|')) return [...acts, { kind: 'shell', text: (words.startsWith('|') ? words : path).slice(1) }];
      return path === '' || /^(?:off|on|stdout|main)$/i.test(path) ? acts : [...acts, { kind, path }];
    }
  }
}

const firstWord = (text: string): string => {
  const [, single, double, bare] = /^(?:'([^']*)'|"([^"]*)"|([^\s;]*))/.exec(text.trim()) ?? [];
  return single ?? double ?? bare ?? '';
};

/** psql runs what stands between backquotes in the arguments of its commands. */
const substitutions = (text: string): readonly ClientAct[] =>
  [...text.matchAll(/`([^`\n]{1,4096})`/g)].slice(0, 8).map((match) => ({ kind: 'shell', text: match[1] ?? '' }));

function copied(text: string): readonly ClientAct[] {
  const [, direction = '', program, path] = /\b(from|to)\s+(?:(program)\s+)?('(?:[^']|'')*'|[^\s'()]+)/i.exec(text) ?? [];
  if (path === undefined || /^p?std(?:in|out)$/i.test(path)) return [];
  const bare = path.startsWith("'") ? path.slice(1, -1).replaceAll("''", "'") : path;
  if (program !== undefined) return [{ kind: 'shell', text: bare }];
  return [{ kind: direction.toLowerCase() === 'from' ? 'read' : 'write', path: bare }];
}
