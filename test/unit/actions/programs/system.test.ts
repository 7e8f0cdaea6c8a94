import { describe, expect, it } from 'vitest';
import { shownRuns } from '../../../support/outcome.ts';
import { effectsOf, outcomeOf } from '../../../support/programs.ts';

const does = (text: string, expected: readonly string[]) => expect(effectsOf(text)).toEqual(expected);

describe('services', () => {
  it.each([
    ['systemctl status nginx', []],
    ['systemctl list-units --type service', []],
    ['systemctl --user restart app', ['process.service app']],
    ['systemctl stop nginx redis', ['process.service disable nginx', 'process.service disable redis']],
    ['systemctl enable --now x.service', ['process.service persist x.service']],
    ['systemctl stop auditd', ['process.service audit,disable auditd']],
    ['systemctl disable firewalld', ['process.firewall disable firewalld']],
    ['systemctl reboot', ['process.power']],
    ['service nginx restart', ['process.service nginx']],
    ['service rsyslog stop', ['process.service audit,disable rsyslog']],
    ['launchctl load -w /Library/LaunchDaemons/x.plist', ['process.service persist /Library/LaunchDaemons/x.plist']],
    ['launchctl list', []],
    ['chkconfig x on', ['process.service persist x']],
    ['loginctl enable-linger ada', ['process.service persist ada']],
  ])('%s: %j', does);
});

describe('power', () => {
  it.each([
    ['shutdown -h now', ['process.power']],
    ['shutdown -c', []],
    ['reboot', ['process.power']],
    ['init 0', ['process.power']],
    ['telinit 6', ['process.power']],
    ['init', []],
    ['kexec -e', ['process.power']],
  ])('%s: %j', does);
});

describe('processes', () => {
  it.each([
    ['kill 4242', ['process.kill 4242']],
    ['kill -9 4242', ['process.kill force 4242']],
    ['kill -s KILL 4242', ['process.kill force 4242']],
    ['kill -0 4242', []],
    ['kill -l', []],
    ['kill -9 -1', ['process.kill all,force -1']],
    ['kill -TERM -- -1', ['process.kill all -1']],
    ['kill $PPID', ['process.kill self ?']],
    ['kill 1', ['process.kill all 1']],
    ['pkill -f vite', ['process.kill vite']],
    ['pkill -9 -f claude', ['process.kill force,self claude']],
    ['killall -9 bash', ['process.kill broad,force bash']],
    ['pkill -KILL -u ada', ['process.kill all,force']],
    ["pkill -f '.'", ['process.kill broad .']],
    ['fuser 3000/tcp', []],
    ['fuser -k 3000/tcp', ['process.kill 3000/tcp']],
    ['ps aux', ['process.list all']],
    ['ps -ef', ['process.list all']],
    ['ps -p 42 -o args', []],
    ['gcore 4242', ['process.inspect 4242']],
    ['pgrep -f vite', []],
    ['pidof sshd', ['process.list broad sshd']],
  ])('%s: %j', does);
});

describe('watching others', () => {
  it.each([
    ['gdb ./app', []],
    ['gdb -p 4242', ['process.inspect 4242']],
    ['gdb ./app 4242', ['process.inspect 4242']],
    ["lldb -o 'process attach --pid 4242'", ['process.inspect process attach --pid 4242']],
    ['strace ls', []],
    ['strace -fp 4242', ['process.inspect 4242']],
    ['ltrace -p 4242', ['process.inspect 4242']],
    ['xinput list', []],
    ['xinput test 8', ['process.inspect 8']],
    ['showkey -a', ['process.inspect']],
    ['kill -64 4242', ['process.kernel']],
  ])('%s: %j', does);

  it('runs what a debugger hands on', () => {
    expect(shownRuns(outcomeOf("gdb -batch -ex '!id' -ex 'python print(1)'"))).toEqual(['sh: id', 'python: print(1)']);
  });
});

describe('schedules', () => {
  it.each([
    ['systemd-run --scope ls', []],
    ['systemd-run --on-calendar=daily ls', ['process.schedule persist']],
    ['crontab -l', []],
    ['crontab -r', ['process.schedule all,delete']],
    ['crontab jobs.txt', ['file.read /home/ada/code/shop/jobs.txt', 'process.schedule persist']],
    ['atq', []],
    ['at -d 3', ['process.schedule delete']],
    ['at now + 1 hour', ['process.schedule']],
  ])('%s: %j', does);

  it('run what stands in them', () => {
    const table = '# nightly\nPATH=/bin\n0 3 * * 1-5 sh clean.sh\n@reboot ./agent --quiet\n';
    expect(shownRuns(outcomeOf('crontab -', { stdin: { origin: 'literal', text: table } }))).toEqual([
      'sh: sh clean.sh',
      'sh: ./agent --quiet',
    ]);
    expect(shownRuns(outcomeOf('at midnight', { stdin: { origin: 'literal', text: 'id' } }))).toEqual(['stdin sh']);
  });
});

describe('firewalls and networks', () => {
  it.each([
    ['iptables -L -n', []],
    ['iptables -F', ['process.firewall disable']],
    ['iptables -P INPUT ACCEPT', ['process.firewall disable']],
    ['iptables -A INPUT -p tcp --dport 22 -j DROP', ['process.firewall']],
    ['nft list ruleset', []],
    ['nft flush ruleset', ['process.firewall disable']],
    ['ufw status verbose', []],
    ['ufw disable', ['process.firewall disable']],
    ['ufw logging off', ['process.firewall disable']],
    ['ufw allow 22', ['process.firewall']],
    ['firewall-cmd --list-all', []],
    ['firewall-cmd --permanent --add-port=80/tcp', ['process.firewall']],
    ['pfctl -d', ['process.firewall disable']],
    ['ip addr show', []],
    ['ip link set eth0 down', ['process.firewall disable']],
    ['ifconfig', []],
  ])('%s: %j', does);
});

describe('accounts', () => {
  it.each([
    ['useradd -m -s /bin/bash eve', ['process.account eve']],
    ['usermod -aG sudo eve', ['process.account root eve']],
    ['useradd -o -u 0 eve', ['process.account root eve']],
    ['userdel -r bob', ['process.account delete bob']],
    ['passwd root', ['process.account root root']],
    ['passwd -S ada', []],
    ['visudo -c', []],
    ['visudo', ['process.account persist,root']],
    ['groupadd team', ['process.account team']],
    ['chsh -s /bin/zsh ada', ['process.account ada']],
    ['dscl . -create /Users/eve', ['process.account /Users/eve']],
  ])('%s: %j', does);
});

describe('the kernel and the clock', () => {
  it.each([
    ['date 010203042020', ['process.kernel']],
    ['date +%Y%m%d', []],
    ['sysctl -a', []],
    ['sysctl kernel.pid_max', []],
    ['sysctl -w vm.swappiness=10', ['process.kernel']],
    ['insmod x.ko', ['process.kernel x.ko']],
    ['modprobe -n x', []],
    ['setenforce 0', ['process.kernel disable']],
    ['setenforce 1', ['process.kernel']],
    ['date', []],
    ['date +%s', []],
    ['date -s 2020-01-01', ['process.kernel']],
    ['timedatectl', []],
    ['csrutil disable', ['process.kernel disable']],
    ['csrutil status', []],
    ['hostname', []],
    ['hostname box', ['process.kernel']],
    ['setcap cap_setuid+ep ./tool', ['file.chmod setuid /home/ada/code/shop/tool']],
    ['defaults read com.apple.dock', []],
    ['defaults write com.apple.dock x 1', ['file.write /home/ada/Library/Preferences/com.apple.dock']],
  ])('%s: %j', does);
});

describe('logs and keys', () => {
  it.each([
    ['journalctl -u nginx', []],
    ['journalctl --vacuum-time=1s', ['file.delete logs /var/log/journal']],
    ['dmesg', []],
    ['dmesg -c', ['file.delete logs /var/log/dmesg']],
    ['history -c', ['file.delete history-file /home/ada/.bash_history']],
    ['auditctl -e 0', ['process.service audit,disable']],
    ['auditctl -l', []],
    ['ssh-keygen -t rsa -f ./k', ['file.write create /home/ada/code/shop/k']],
    ['ssh-keygen -t ed25519', ['file.write create /home/ada/.ssh/id_ed25519']],
    ['ssh-keygen -y -f ~/.ssh/id_rsa', ['file.read /home/ada/.ssh/id_rsa']],
    ['ssh-keygen -lf k.pub', ['file.list /home/ada/code/shop/k.pub']],
  ])('%s: %j', does);
});

describe("Windows' own", () => {
  it.each([
    [
      "reg add 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run' /v x",
      ['process.schedule persist HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run'],
    ],
    ['reg query HKLM', []],
    ['schtasks /create /tn x', ['process.schedule persist']],
    ['taskkill /f /im node.exe', ['process.kill force node.exe']],
    ['netsh advfirewall set allprofiles state off', ['process.firewall disable']],
    ['wevtutil cl Security', ['file.delete logs c:/windows/system32/winevt/logs']],
    ['net user eve x /add', ['process.account x']],
  ])('%s: %j', does);
});

describe("macOS's and FreeBSD's own", () => {
  it.each([
    ['dsenableroot', ['process.account root']],
    ["plistbuddy -c 'Print :x' a.plist", ['file.read /home/ada/code/shop/a.plist']],
    ["plistbuddy -c 'Add :x string y' ~/Library/LaunchAgents/x.plist", ['file.write in-place /home/ada/Library/LaunchAgents/x.plist']],
    ['plutil -p a.plist', ['file.read /home/ada/code/shop/a.plist']],
    ['systemsetup -setremotelogin on', ['process.service persist']],
    ['kldload x', ['process.kernel x']],
    ['kldstat', []],
    ['update-ca-certificates', ['process.kernel persist']],
  ])('%s: %j', does);
});

it.each(['pwd', 'which node', 'uname -a', 'id', 'whoami', 'df -h', 'free -m', 'seq 3', 'true', 'top -b -n 1'])(
  '%s does nothing',
  (text) => {
    expect(outcomeOf(text).effects).toEqual([]);
  },
);
