import { expect, it } from 'vitest';
import { readProxyArguments } from '../../../src/mcp/arguments.ts';

it.each([
  [['--', 'node', 'server.js', '--name', 'x'], { server: 'node', command: 'node', args: ['server.js', '--name', 'x'] }],
  [['--name', 'files', '--host=zed', '--', '/opt/server.sh'], { server: 'files', client: 'zed', command: '/opt/server.sh', args: [] }],
  [['--', '/opt/files-server.exe', '--'], { server: 'files-server', command: '/opt/files-server.exe', args: ['--'] }],
])('%j', (given, expected) => {
  expect(readProxyArguments(given)).toEqual({ ok: true, value: expected });
});

it.each([
  [[], 'say behind --'],
  [['node', 'server.js'], "Unexpected argument 'node'"],
  [['--name'], 'argument missing'],
  [['--nme', 'x', '--', 'node'], "Unknown option '--nme'"],
  [['--name', 'a__b', '--', 'node'], '"a__b" is no name'],
  [['--name', 'x', '--'], 'say behind --'],
  [['--', '/opt/my server'], 'give one with --name'],
  [['--host', 'a b', '--', 'node'], 'no name for a host'],
])('%j is refused', (given, message) => {
  const read = readProxyArguments(given);
  expect(!read.ok && read.error).toContain(message);
});
