/** A cmdlet as the program that does the same: its switches as that program's options, its operands in order. */
export interface Cmdlet {
  readonly program: string;
  /** Fixed words in front. */
  readonly first?: readonly string[];
  readonly switches?: Readonly<Record<string, string>>;
  /** Parameters that take a value, with the option that the value follows; an empty one makes it an operand. */
  readonly values?: Readonly<Record<string, string>>;
  /** The parameters that values without a name are for, in their order, where it is not the program's own. */
  readonly order?: readonly string[];
  /** Takes its operands from the pipe where it is given none. */
  readonly fed?: boolean;
  /** The program wants its operands in front of its options. */
  readonly operandsFirst?: boolean;
  /** Words to add where a switch is not given. */
  readonly unless?: Readonly<Record<string, readonly string[]>>;
}

const PATHS = { path: '', literalpath: '', filepath: '', destination: '', newname: '', name: '' };
const WEB: Cmdlet = {
  program: 'curl',
  values: {
    uri: '',
    source: '',
    outfile: '-o',
    destination: '-o',
    body: '-d',
    infile: '-T',
    method: '-X',
    headers: '-H',
    usebasicparsing: '',
  },
};

/** By lower-cased name. */
export const CMDLETS: Readonly<Record<string, Cmdlet>> = {
  'remove-item': { program: 'rm', switches: { recurse: '-r', force: '-f' }, values: PATHS, fed: true },
  'clear-content': { program: 'truncate', first: ['-s', '0'], values: PATHS, fed: true },
  'clear-item': { program: 'truncate', first: ['-s', '0'], values: PATHS },
  'copy-item': { program: 'cp', switches: { recurse: '-r', force: '-f' }, values: PATHS },
  'move-item': { program: 'mv', switches: { force: '-f' }, values: PATHS, fed: true },
  'rename-item': { program: 'mv', values: PATHS },
  'get-content': { program: 'cat', values: PATHS },
  'set-content': { program: 'tee', values: { ...PATHS, value: '#' } },
  'add-content': { program: 'tee', first: ['-a'], values: { ...PATHS, value: '#' } },
  'out-file': { program: 'tee', switches: { append: '-a' }, values: { ...PATHS, inputobject: '#' } },
  'tee-object': { program: 'tee', switches: { append: '-a' }, values: PATHS },
  'new-item': { program: 'touch', values: { ...PATHS, itemtype: '#', value: '#' } },
  'get-childitem': {
    program: 'find',
    values: { ...PATHS, filter: '-name', include: '-name', exclude: '#', depth: '#' },
    operandsFirst: true,
    unless: { recurse: ['-maxdepth', '1'] },
  },
  'get-process': { program: 'ps', first: ['-e'], values: { name: '-C', id: '-p' }, order: ['name'] },
  'select-string': { program: 'grep', values: { pattern: '', ...PATHS } },
  'set-location': { program: 'cd', values: PATHS },
  'push-location': { program: 'pushd', values: PATHS },
  'pop-location': { program: 'popd' },
  'stop-process': { program: 'kill', switches: { force: '-9' }, values: { id: '', name: '' }, fed: true },
  'stop-computer': { program: 'shutdown' },
  'restart-computer': { program: 'reboot' },
  'stop-service': { program: 'systemctl', first: ['stop'], values: { name: '' } },
  'remove-service': { program: 'systemctl', first: ['disable'], values: { name: '' } },
  'write-output': { program: 'echo', values: { inputobject: '' } },
  'write-host': { program: 'echo', values: { object: '' } },
  'invoke-webrequest': WEB,
  'invoke-restmethod': WEB,
  'start-bitstransfer': WEB,
  'start-process': { program: '', values: { filepath: '', argumentlist: '', args: '', verb: '#' } },
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
  'expand-archive': { program: 'unzip', values: { path: '', destinationpath: '-d', literalpath: '' } },
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
  gps: 'get-process',
  ps: 'get-process',
  sp: 'set-itemproperty',
  rp: 'remove-itemproperty',
  sls: 'select-string',
  cd: 'set-location',
  sl: 'set-location',
  chdir: 'set-location',
  pushd: 'push-location',
  popd: 'pop-location',
  kill: 'stop-process',
  spps: 'stop-process',
  sasv: 'start-service',
  spsv: 'stop-service',
  echo: 'write-output',
  write: 'write-output',
  iwr: 'invoke-webrequest',
  wget: 'invoke-webrequest',
  curl: 'invoke-webrequest',
  irm: 'invoke-restmethod',
  saps: 'start-process',
  start: 'start-process',
  iex: 'invoke-expression',
  icm: 'invoke-command',
  '%': 'foreach-object',
  foreach: 'foreach-object',
  '?': 'where-object',
};

/** Parameters that take no value, of any cmdlet. */
export const SWITCHES = new Set(
  'recurse force confirm whatif verbose debug passthru wait nonewline append asjob usebasicparsing skipcertificatecheck hidden raw noclobber'
    .split(' ')
    .concat(['directory', 'file', 'nonewwindow', 'leaf', 'container', 'asplaintext', 'enumeratecontainer']),
);
