import type { Standing } from './form.ts';

const FIND_ALONE = new Set(
  `-print -print0 -ls -prune -quit -empty -nouser -nogroup -readable -writable -executable -true -false -depth -d -daystart -follow -mount -xdev
   -noleaf -ignore_readdir_race -warn -nowarn -a -and -o -or -not ! ( ) , -H -L -P -E -X -x -s -O0 -O1 -O2 -O3`.split(/\s+/),
);
const FIND_VALUE = new Set(
  `-name -iname -path -ipath -wholename -iwholename -regex -iregex -regextype -type -xtype -maxdepth -mindepth -size -newer -anewer -cnewer
   -mmin -amin -cmin -mtime -atime -ctime -used -user -uid -group -gid -perm -inum -samefile -links -lname -ilname -fstype -printf -newermt
   -newerct -newerat -files0-from -context -Bmin -Btime -flags`.split(/\s+/),
);

/** Only tests, and actions that print; what `-exec` runs is judged by itself. */
export function findCheck(words: readonly string[]): Standing {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (FIND_VALUE.has(word)) i++;
    else if (word === '-exec' || word === '-execdir') {
      const end = words.findIndex((other, at) => at > i && (other === ';' || other === '+'));
      if (end < 0) return 'unknown';
      i = end;
    } else if (/^[-!(),]/.test(word) && !FIND_ALONE.has(word)) return 'unknown';
  }
  return 'reads';
}

/** Only listing; an archiver's other options name programs that it runs. */
export function tarCheck(words: readonly string[]): Standing {
  let lists = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const letters = i === 0 && /^[a-zA-Z]+$/.test(word) ? word : /^-([a-zA-Z]+)$/.exec(word)?.[1];
    if (letters !== undefined) {
      if (!/^[tvfzjJa]+$/.test(letters)) return 'unknown';
      lists ||= letters.includes('t');
      if (letters.includes('f')) i++;
    } else if (/^--(?:list|verbose|gzip|bzip2|xz|zstd)$/.test(word)) lists ||= word === '--list';
    else if (word === '-C') i++;
    else if (word.startsWith('-') && !/^--(?:file|wildcards|exclude=.*)$|^--file=/.test(word)) return 'unknown';
  }
  return lists ? 'reads' : 'unknown';
}
