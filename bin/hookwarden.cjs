#!/usr/bin/env node
// Written for any Node from 12 on: an old one must get far enough to say what is needed.
'use strict';

var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');

var WANTED = [22, 14];

function isNewEnough(version) {
  var parts = version.split('.').map(Number);
  return parts[0] > WANTED[0] || (parts[0] === WANTED[0] && parts[1] >= WANTED[1]);
}

/** A newer Node from a node_modules beside or above this program's own real path; never one that is found from the working folder. */
function newerNode(folder) {
  for (;;) {
    var candidate = path.join(folder, path.basename(folder) === 'node_modules' ? '' : 'node_modules', 'node', 'bin', 'node');
    if (fs.existsSync(candidate)) return candidate;
    var parent = path.dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

function runWith(node) {
  var done = childProcess.spawnSync(node, [__filename].concat(process.argv.slice(2)), { stdio: 'inherit' });
  // Killed or not started: for `hook` that must block, for the rest it is an internal error.
  return done.status === null ? (isHook ? 2 : 3) : done.status;
}

function refuse(message) {
  process.stderr.write('hookwarden: ' + message + '\n');
  process.exitCode = isHook ? 2 : 3;
}

var root = path.dirname(path.dirname(fs.realpathSync(__filename)));
var isHook = process.argv[2] === 'hook' && process.argv.indexOf('--help') < 0;

if (!isNewEnough(process.versions.node)) {
  var node = newerNode(root);
  if (node && !process.env.HOOKWARDEN_REEXECUTED) {
    process.env.HOOKWARDEN_REEXECUTED = '1';
    process.exitCode = runWith(node);
  } else {
    refuse('needs Node ' + WANTED.join('.') + ' or newer; this is ' + process.versions.node + '. Install a newer Node and try again.');
  }
} else if (!fs.existsSync(path.join(root, 'dist', isHook ? 'hook.cjs' : 'cli.mjs'))) {
  refuse('is not built: run `npm ci` in ' + root + ', or install the package again.');
} else if (isHook) {
  process.argv.splice(2, 1);
  require('../dist/hook.cjs');
} else {
  import('../dist/cli.mjs').catch((error) => {
    refuse(error && error.message ? error.message : String(error));
  });
}
