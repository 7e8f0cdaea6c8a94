import type { FormTable } from '../form.ts';

/** A format to show, never a time to set. */
const FORMAT = /^\+/;
const UNIT =
  '-a -l -t= --all --full --no-legend --no-pager --output= --plain --property= --state= --type= --user --value -p= -n= --lines= --reverse --show-types';

/** The machine: its time, processes, network and services, looked at. */
export const system = (): FormTable => ({
  date: {
    forms: { '': { options: '-u -R -I -j -d= -r= -v= --utc --iso-8601 --rfc-3339= --rfc-email --date= --reference=', operands: FORMAT } },
  },
  cal: { forms: { '': '-1 -3 -y -m -w' } },
  uptime: { forms: { '': '-p -s' } },
  uname: { forms: { '': '-a -i -m -n -o -p -r -s -v --all --machine --kernel-name --kernel-release' } },
  hostname: { forms: { '': { options: '-a -d -f -i -I -s', operands: 0 } } },
  hostnamectl: { forms: { '': { operands: 0 }, status: '' } },
  timedatectl: { forms: { '': { operands: 0 }, status: '', show: '-p= --property= --value', 'list-timezones': '' } },
  localectl: { forms: { '': { operands: 0 }, status: '', 'list-locales': '' } },
  arch: { forms: { '': { operands: 0 } } },
  nproc: { forms: { '': '--all --ignore=' } },
  lscpu: { forms: { '': '-a -e -J -p -x' } },
  lsmem: { forms: { '': '-a -b -J' } },
  lsblk: { forms: { '': '-a -b -d -f -J -l -m -n -o= -O -p -r -S -t --json --output= --fs' } },
  lspci: { forms: { '': '-v -vv -k -n -nn -s= -t -mm' } },
  lsusb: { forms: { '': '-v -t -s= -d=' } },
  lsmod: { forms: { '': { operands: 0 } } },
  modinfo: { forms: { '': '-F=' } },
  lshw: { forms: { '': '-short -json -c= -C= -sanitize' } },
  free: { forms: { '': '-b -g -h -k -m -t -w --human --total' } },
  vmstat: { forms: { '': '-a -s -S= -w' } },
  iostat: { forms: { '': '-c -d -h -k -m -x' } },
  mpstat: { forms: { '': '-A -P=' } },
  sw_vers: { forms: { '': '-productName -productVersion -buildVersion --productVersion' } },
  system_profiler: { forms: { '': { operands: /^SP(?:Hardware|Software|Displays|Memory|Storage|Power)DataType$/ } } },
  vm_stat: { forms: { '': '' } },
  id: { forms: { '': '-G -g -n -r -u -Z --group --groups --name --real --user' } },
  whoami: { forms: { '': '' } },
  groups: { forms: { '': '' } },
  logname: { forms: { '': '' } },
  tty: { forms: { '': '-s' } },
  who: { forms: { '': '-a -b -H -m -q -r -u' } },
  w: { forms: { '': '-h -s' } },
  users: { forms: { '': '' } },
  last: { forms: { '': '-# -n= -a -F -i -x' } },
  getent: { forms: { hosts: '', passwd: '', group: '', services: '', protocols: '' } },
  ulimit: { forms: { '': { options: '-a -n -u -c -s -v -S -H -t -f -m -l', operands: 0 } } },
  umask: { forms: { '': { options: '-S -p', operands: 0 } } },
  locale: { forms: { '': '-a -m -k -c' } },
  tput: { forms: { cols: '', lines: '', colors: '', sgr0: '', setaf: '', bold: '' } },
  ps: {
    forms: {
      '': {
        options:
          '-a -A -d -e -f -F -h -H -j -l -L -M -m -o= -p= -q= -r -s -S -t= -T -u= -U= -v -w -x -Z -C= -g= -G= --forest --format= --no-headers --pid= --ppid= --sort= --user= --width= --cols= --group=',
        operands: /^(?:[aufxlwrjvTm]+|\d[\d,]*)$/,
      },
    },
  },
  pgrep: {
    forms: {
      '': '-a -c -d= -f -g= -G= -i -l -n -o -P= -s= -t= -u= -U= -v -x --full --list-name --list-full --newest --oldest --parent= --exact --count --delimiter=',
    },
  },
  pidof: { forms: { '': '-s -x -c -o=' } },
  pstree: { forms: { '': '-a -A -c -g -h -l -n -p -s -T -u -U' } },
  pmap: { forms: { '': '-x -d -q' } },
  pwdx: { forms: { '': '' } },
  top: { forms: { '': { options: '-b -n= -l= -o= -p= -u= -s= -stats= -H -c -i -w=', operands: 0 } } },
  lsof: { forms: { '': '-a -b -c= -d= -i -l -n -N -o -O -p= -P -R -s -S -t -T -u= -U -w -X -F= -F' } },
  fuser: { forms: { '': '-v -a -n= -4 -6 -s -u' } },
  ss: {
    forms: {
      '': '-4 -6 -a -e -h -H -i -l -m -n -o -p -r -s -t -u -w -x -Z --all --listening --numeric --processes --tcp --udp --unix --summary --no-header',
    },
  },
  netstat: { forms: { '': '-4 -6 -a -A -e -f= -i -l -L -n -o -p= -r -s -t -u -v -w -x --all --listening --numeric --tcp --udp' } },
  ip: {
    before: '-4 -6 -br -brief -c -color -d -details -j -json -o -oneline -s -stats -p -pretty',
    singleDash: true,
    forms: {
      '': { operands: 0 },
      addr: { operands: 0 },
      a: { operands: 0 },
      address: { operands: 0 },
      'addr show': '',
      'a show': '',
      'a s': '',
      'address show': '',
      'addr list': '',
      link: { operands: 0 },
      'link show': '',
      'link list': '',
      route: { operands: 0 },
      r: { operands: 0 },
      'route show': '',
      'route list': '',
      'route get': '',
      rule: { operands: 0 },
      'rule show': '',
      'rule list': '',
      neigh: { operands: 0 },
      'neigh show': '',
      'netns list': '',
      'maddr show': '',
      'tunnel show': '',
    },
  },
  ifconfig: { forms: { '': { options: '-a -l -s', operands: 1 } } },
  arp: { forms: { '': { options: '-a -n -e -v', operands: 0 } } },
  route: { forms: { '': { options: '-n -e', operands: 0 } } },
  iwconfig: { forms: { '': { operands: 0 } } },
  scutil: {
    forms: { '--dns': { operands: 0 }, '--proxy': { operands: 0 }, '--get ComputerName': { operands: 0 }, '--nwi': { operands: 0 } },
  },
  networksetup: {
    forms: { '-listallhardwareports': { operands: 0 }, '-listallnetworkservices': { operands: 0 }, '-getinfo': '', '-getdnsservers': '' },
  },
  systemctl: {
    before: '--user --no-pager --system',
    common: UNIT,
    forms: {
      status: '',
      show: '',
      cat: '',
      'is-active': '-q --quiet',
      'is-enabled': '-q --quiet',
      'is-failed': '-q --quiet',
      'is-system-running': '',
      'list-units': '',
      'list-unit-files': '',
      'list-timers': '',
      'list-sockets': '',
      'list-dependencies': '',
      'list-jobs': '',
      'get-default': '',
    },
  },
  journalctl: {
    forms: {
      '': {
        options:
          '-# -a -b -e -f -k -m -n= -o= -p= -q -r -S= -t= -u= -U= -x --boot --dmesg --follow --grep= -g= --identifier= --lines= --list-boots --no-hostname --no-pager --output= --priority= --quiet --reverse --since= --unit= --until= --user --user-unit= --disk-usage',
        standing: 'works',
      },
    },
  },
  dmesg: { forms: { '': '-H -T -k -l= -L -P -t -u -w -x --ctime --human --kernel --level= --nopager' } },
  service: { forms: { '--status-all': '' } },
  launchctl: { forms: { list: '', print: '', 'print-disabled': '', blame: '' } },
  loginctl: { forms: { 'list-sessions': '', 'list-users': '' } },
  mount: { forms: { '': { options: '-l -v', operands: 0 } } },
  findmnt: { forms: { '': '-a -D -J -l -n -o= -t= -T= --json --output= --target=' } },
  swapon: { forms: { '--show': '' } },
  sysctl: { forms: { '-n': { operands: /^[\w.]+$/ }, '-a': { operands: 0 }, '': { operands: /^[\w.]+$/ } } },
  crontab: { forms: { '-l': { operands: 0 } } },
  atq: { forms: { '': '' } },
  man: { forms: { '': '-a -f -k -w --path' } },
  apropos: { forms: { '': '-e -r -s=' } },
  whatis: { forms: { '': '-r -s=' } },
  tldr: { forms: { '': '-p= -l' } },
  ping: {
    forms: {
      '': { options: '-4 -6 -c= -i= -n -q -t= -W=', needs: '-c', operands: /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/, standing: 'works' },
    },
  },
  curl: {
    forms: {
      '': {
        options:
          '-4 -6 -f -g -G -i -I -k -L -m= -s -S -v -H= --compressed --connect-timeout= --fail --fail-with-body --get --globoff --head --header= --include --insecure --location --max-time= --no-progress-meter --retry= --retry-delay= --show-error --silent --url= --verbose -N --no-buffer',
        works: '-o= --output=',
        standing: 'works',
      },
    },
  },
  tmux: {
    forms: {
      'list-sessions': '-F= -f=',
      ls: '-F=',
      'list-windows': '-a -F= -t=',
      'list-panes': '-a -s -F= -t=',
      'display-message': { options: '-p -t=', needs: '-p', operands: /^(?!.*#\()/s },
      'has-session': '-t=',
      'capture-pane': { options: '-p -t= -S= -E= -e -J', needs: '-p', standing: 'works' },
    },
  },
});
