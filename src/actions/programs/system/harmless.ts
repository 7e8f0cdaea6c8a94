import type { Program } from '../../command.ts';
import { family } from '../family.ts';
import { named } from './verbs.ts';

const looks: Program = () => ({ effects: [] });

const NAMES = `pwd which whereis whatis apropos uname id who w users groups uptime nproc arch getconf tty locale cal ncal
   seq sleep true false yes clear tput reset stty expr bc factor numfmt getopt pathchk sync tsort uuidgen jot shuf
   df free vmstat iostat mpstat sar lscpu lsmem lsblk blkid lspci lsusb lsmod lshw dmidecode hwinfo inxi lsb_release sw_vers system_profiler
   sensors nvidia-smi rocm-smi acpi upower findmnt mountpoint lsns lsipc ipcs
   pstree top htop btop atop glances jobs lsof pmap pidstat perf renice
   last lastb finger pinky getcap getenforce sestatus aa-status runlevel atq
   ss netstat arp iwconfig
   neofetch fastfetch screenfetch cowsay figlet lolcat fortune banner toilet sl cmatrix
   dscacheutil smbutil showmount smbstatus systemd-detect-virt ioreg ausearch aureport logger kldstat iptables-save crond
   tldr info help units dc`;

/** Programs that tell about the machine, or do nothing at all, whatever their words are. */
export const harmless = family(NAMES, () => named(NAMES, looks));
