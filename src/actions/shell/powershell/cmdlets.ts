import type { Word } from '../../command.ts';

/** A cmdlet as the program that does the same: its switches as that program's options, its operands in order. */
export interface Cmdlet {
  readonly program: string;
  /** Fixed words in front. */
  readonly first?: readonly string[];
  readonly switches?: Readonly<Record<string, string>>;
  /** Parameters that take a value, with the option that the value follows; an empty one makes it an operand, `#` nothing that the program is given. */
  readonly values?: Readonly<Record<string, string>>;
  /** Of those whose operands are paths: with fewer than these they take them from the command before. */
  readonly piped?: number;
  /** The parameter that holds what it writes, where that does not arrive from the command before. */
  readonly content?: 'value' | 'inputobject';
  /** The parameters that values without a name are for, in their order, where it is not the program's own. */
  readonly order?: readonly string[];
  /** The program wants its operands in front of its options. */
  readonly operandsFirst?: boolean;
  /** Words to add where a switch is not given. */
  readonly unless?: Readonly<Record<string, readonly string[]>>;
  /** The lines that it prints, where they are not that program's. */
  readonly prints?: (paths: readonly Word[]) => readonly string[];
}

const PATHS = { path: '', literalpath: '', filepath: '', destination: '', newname: '', name: '' };
const REQUEST = { uri: '', outfile: '-o', body: '-d', infile: '-T', form: '-T', method: '-X', headers: '-H' };
const WEB: Cmdlet = { program: 'curl', values: REQUEST };

export const asGiven = (paths: readonly Word[]): readonly string[] => paths.map(({ value }) => value);

/** By lower-cased name. */
export const CMDLETS: Readonly<Record<string, Cmdlet>> = {
  'remove-item': { program: 'rm', switches: { recurse: '-r', force: '-f' }, values: PATHS, piped: 1 },
  'clear-content': { program: 'truncate', first: ['-s', '0'], values: PATHS, piped: 1 },
  'clear-item': { program: 'truncate', first: ['-s', '0'], values: PATHS, piped: 1 },
  'copy-item': { program: 'cp', switches: { recurse: '-r', force: '-f' }, values: PATHS, piped: 2 },
  'move-item': { program: 'mv', switches: { force: '-f' }, values: PATHS, piped: 2 },
  'rename-item': { program: 'mv', values: PATHS, piped: 2 },
  'get-content': { program: 'cat', values: { ...PATHS, totalcount: '#', tail: '#' }, piped: 1 },
  'set-content': { program: 'tee', values: { ...PATHS, value: '#' }, order: ['path', 'value'], content: 'value' },
  'add-content': { program: 'tee', first: ['-a'], values: { ...PATHS, value: '#' }, order: ['path', 'value'], content: 'value' },
  'out-file': {
    program: 'tee',
    switches: { append: '-a' },
    values: { ...PATHS, encoding: '#', inputobject: '#' },
    order: ['filepath', 'encoding'],
    content: 'inputobject',
  },
  'tee-object': { program: 'tee', switches: { append: '-a' }, values: PATHS },
  'new-item': { program: 'touch', values: { ...PATHS, itemtype: '#', value: '#' }, piped: 1, content: 'value' },
  'get-childitem': {
    program: 'find',
    values: { ...PATHS, filter: '-name', include: '-name', exclude: '#', depth: '#' },
    piped: 0,
    operandsFirst: true,
    unless: { recurse: ['-maxdepth', '1'] },
  },
  'get-process': { program: 'ps', first: ['-e'], values: { name: '-C', id: '-p' }, order: ['name'] },
  'get-item': { program: 'ls', values: PATHS, piped: 1, prints: asGiven },
  'resolve-path': { program: 'realpath', values: PATHS, piped: 1, prints: asGiven },
  'join-path': { program: 'echo', values: { path: '', childpath: '' }, piped: 2, prints: (paths) => [asGiven(paths).join('/')] },
  'get-location': { program: 'pwd' },
  'select-string': { program: 'grep', values: { pattern: '', ...PATHS } },
  'set-location': { program: 'cd', values: PATHS, piped: 1 },
  'push-location': { program: 'pushd', values: PATHS, piped: 1 },
  'pop-location': { program: 'popd' },
  'stop-process': { program: 'kill', switches: { force: '-9' }, values: { id: '', name: '' }, piped: 1 },
  'stop-computer': { program: 'shutdown' },
  'restart-computer': { program: 'reboot' },
  'stop-service': { program: 'systemctl', first: ['stop'], values: { name: '' } },
  'remove-service': { program: 'systemctl', first: ['disable'], values: { name: '' } },
  'write-output': { program: 'echo', values: { inputobject: '' } },
  'write-host': { program: 'echo', values: { object: '' } },
  'invoke-webrequest': WEB,
  'invoke-restmethod': WEB,
  'start-bitstransfer': { program: 'curl', values: { source: '', destination: '-o' } },
  'start-process': {
    program: '',
    values: { filepath: '', argumentlist: '', args: '', workingdirectory: '#', verb: '#', windowstyle: '#' },
  },
  'compress-archive': {
    program: 'tar',
    first: ['-c'],
    values: { path: '', literalpath: '', destinationpath: '-f' },
    order: ['path', 'destinationpath'],
  },
  'send-mailmessage': { program: 'mail', values: { to: '', subject: '-s', body: '-m', attachments: '-a', smtpserver: '#', from: '#' } },
  'invoke-sqlcmd': { program: 'sqlcmd', values: { query: '-Q', inputfile: '-i', serverinstance: '-S', database: '-d' }, order: ['query'] },
  'set-itemproperty': { program: 'reg', first: ['add'], values: { path: '', literalpath: '', name: '', value: '', type: '#' } },
  'new-itemproperty': { program: 'reg', first: ['add'], values: { path: '', literalpath: '', name: '', value: '', propertytype: '#' } },
  'remove-itemproperty': { program: 'reg', first: ['delete'], values: { path: '', literalpath: '', name: '' } },
  'expand-archive': {
    program: 'unzip',
    values: { path: '', destinationpath: '-d', literalpath: '' },
    order: ['path', 'destinationpath'],
  },
  'install-module': { program: 'pwsh-gallery', first: ['install'], values: { name: '' } },
};

export const ALIASES: Readonly<Record<string, string>> = {
  ri: 'remove-item',
  rm: 'remove-item',
  rmdir: 'remove-item',
  rd: 'remove-item',
  del: 'remove-item',
  erase: 'remove-item',
  cp: 'copy-item',
  copy: 'copy-item',
  cpi: 'copy-item',
  mv: 'move-item',
  move: 'move-item',
  mi: 'move-item',
  ren: 'rename-item',
  rni: 'rename-item',
  cat: 'get-content',
  gc: 'get-content',
  type: 'get-content',
  sc: 'set-content',
  ac: 'add-content',
  clc: 'clear-content',
  ni: 'new-item',
  md: 'new-item',
  mkdir: 'new-item',
  ls: 'get-childitem',
  dir: 'get-childitem',
  gci: 'get-childitem',
  gi: 'get-item',
  gps: 'get-process',
  ps: 'get-process',
  sp: 'set-itemproperty',
  rp: 'remove-itemproperty',
  rvpa: 'resolve-path',
  gl: 'get-location',
  sls: 'select-string',
  cd: 'set-location',
  sl: 'set-location',
  chdir: 'set-location',
  pushd: 'push-location',
  popd: 'pop-location',
  kill: 'stop-process',
  spps: 'stop-process',
  spsv: 'stop-service',
  echo: 'write-output',
  write: 'write-output',
  iwr: 'invoke-webrequest',
  wget: 'invoke-webrequest',
  curl: 'invoke-webrequest',
  irm: 'invoke-restmethod',
  saps: 'start-process',
  start: 'start-process',
};

/** Aliases that are programs as well, where it is not Windows: with options that the cmdlet has not they are those. */
export const ALSO_PROGRAMS = new Set('rm rmdir cp mv cat ls ps mkdir kill echo curl wget'.split(' '));

/** Parameters that take no value, of any cmdlet. */
export const SWITCHES = new Set(
  'recurse force confirm whatif verbose debug passthru wait nonewline append asjob usebasicparsing skipcertificatecheck hidden raw noclobber'
    .split(' ')
    .concat(['directory', 'file', 'nonewwindow', 'leaf', 'container', 'asplaintext', 'enumeratecontainer']),
);
