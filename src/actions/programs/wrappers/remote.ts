import type { Effect } from '../../../domain/effect.ts';
import { hostOperand } from '../../addresses.ts';
import type { Program, Run, Word } from '../../command.ts';
import { readOptions } from '../../options.ts';
import { joined, nameOperand, unknownWord, withValue } from '../../words.ts';
import { family } from '../family.ts';
import { copied } from './container-copies.ts';
import { container, inRuntime } from './containers.ts';

const SSH_VALUES = [...'BbcDEeFIiJLlmOopQRSWw'];
const EXECUTING = /^(?:proxycommand|localcommand|knownhostscommand)[\s=]+/i;

/** `-o ProxyCommand=…` and its like: shell text that runs here. */
function localCommands(options: readonly Word[]): readonly Run[] {
  return options.flatMap((word): readonly Run[] => {
    const name = EXECUTING.exec(word.value)?.[0];
    if (name === undefined) return [];
    const text = withValue(word, word.value.slice(name.length));
    return text.value.toLowerCase() === 'none' ? [] : [{ kind: 'shell', text, shell: 'sh', wrapper: 'ssh' }];
  });
}

/** A forwarded port that others than this machine reach. */
const isOpen = (word: Word): boolean => /^(?:\*|0\.0\.0\.0|\[?::\]?|(?!127\.|localhost\b|\[::1)[\w.-]+(?=:[^:]+:[^:]+:)):/.test(word.value);

/** A shell on this very machine is no other machine's. */
const ssh: Program = (command) => {
  const first = readOptions(command.words.slice(1), { values: SSH_VALUES, stopAtOperand: true });
  const [host, ...behind] = first.operands;
  if (!host) return {};
  // OpenSSH reads options behind the host as well.
  const second = readOptions(behind, { values: SSH_VALUES, stopAtOperand: true });
  const tunnels = [first, second].some((options) => options.has('R', 'w') || options.all('D', 'L').some(isOpen));
  const effects: readonly Effect[] = [
    { kind: 'net.request', operand: hostOperand(host), ...(tunnels ? { flags: ['tunnel'] } : {}), note: 'ssh' },
  ];
  const local = localCommands([...first.all('o'), ...second.all('o')]);
  const remote = !effects.some(({ operand }) => operand?.classes.includes('loopback'));
  const idle = [first, second].some((options) => options.has('N', 'G', 'Q', 'O', 'V'));
  if (idle) return { effects, runs: local };
  if (second.operands.length > 0) {
    return { effects, runs: [...local, { kind: 'shell', text: joined(second.operands), shell: 'sh', wrapper: 'ssh', remote }] };
  }
  if (command.stdin) return { effects, runs: [...local, { kind: 'stdin', as: 'sh', wrapper: 'ssh', remote }] };
  return { effects: [...effects, { kind: 'exec', flags: ['interactive'], note: 'ssh' }], runs: local };
};

const sshpass: Program = (command) => {
  const options = readOptions(command.words.slice(1), { values: ['p', 'f', 'd', 'P'], stopAtOperand: true });
  const password = options.value('p');
  const effects: readonly Effect[] = password
    ? [{ kind: 'secret.write', operand: { text: 'sshpass -p', certainty: 'literal', classes: [] }, flags: ['argument'] }]
    : [];
  return { effects, runs: options.operands.length > 0 ? [{ kind: 'argv', argv: options.operands, wrapper: 'sshpass' }] : [] };
};

const KUBECTL_VALUES = [
  'n',
  'c',
  'f',
  'namespace',
  'container',
  'filename',
  'context',
  'cluster',
  'kubeconfig',
  'user',
  'pod-running-timeout',
  'token',
  'server',
  'as',
  'image',
  'overrides',
  'override-type',
  'restart',
  'env',
  'labels',
  'port',
  'target',
  'profile',
  'custom',
  'copy-to',
];

const KUBECTL_RUNNING = new Set(['exec', 'run', 'debug', 'rsh']);
const REACHES_HOST = /"?(?:hostPID|hostNetwork|hostIPC|privileged)"?\s{0,4}:\s{0,4}true|"?hostPath"?\s{0,4}:/;

/** `kubectl exec POD -- CMD`, `run NAME --image X -- CMD` and `debug`. What else kubectl does is told elsewhere. */
const kubectl: Program = (command, setting) => {
  const words = command.words.slice(1);
  const separator = words.findIndex((word) => word.value === '--');
  const options = readOptions(separator < 0 ? words : words.slice(0, separator), { values: KUBECTL_VALUES });
  const [verb, pod, ...old] = options.operands;
  if (verb?.value === 'cp' || verb?.value === 'rsync') return copied(words.slice((options.positions[0] ?? 0) + 1), setting);
  if (!verb || !pod || !KUBECTL_RUNNING.has(verb.value)) return {};
  const argv = separator < 0 ? old : words.slice(separator + 1);
  const broad =
    options.has('privileged') ||
    (verb.value === 'debug' && pod.value.startsWith('node/')) ||
    options.all('overrides', 'custom', 'profile').some((word) => REACHES_HOST.test(word.value) || word.value === 'sysadmin');
  const effects: readonly Effect[] = [
    {
      kind: verb.value === 'exec' || verb.value === 'rsh' ? 'infra.exec' : 'infra.create',
      operand: nameOperand(pod),
      note: `kubectl ${verb.value}`,
    },
    ...(broad ? [{ kind: 'process.privilege', flags: ['broad'], note: 'a container that reaches its host' } as const] : []),
  ];
  return argv.length > 0 ? { effects, runs: [{ kind: 'argv', argv, wrapper: 'kubectl', remote: true, mounts: [] }] } : { effects };
};

/** The last words of these run in a container of another kind; where it starts, only an option or a `--` tells. */
const behindSeparator: Program = (command) => {
  const at = command.words.findIndex((word) => word.value === '--');
  const argv = at < 0 ? [] : command.words.slice(at + 1);
  const wrapper = command.words[0]?.value ?? '';
  return argv.length > 0 ? { runs: [{ kind: 'argv', argv, wrapper, remote: true, mounts: [] }] } : {};
};

const vagrant: Program = (command) => {
  const options = readOptions(command.words.slice(1), { values: ['c', 'command'] });
  const text = options.value('c', 'command');
  return options.operands[0]?.value === 'ssh' && text
    ? { runs: [{ kind: 'shell', text, shell: 'sh', wrapper: 'vagrant', remote: true }] }
    : {};
};

/** Windows' way into a Linux machine: its disks are this one's. */
const wsl: Program = (command) => {
  const options = readOptions(command.words.slice(1), {
    values: ['d', 'u', 'e', 'distribution', 'user', 'cd', 'exec'],
    stopAtOperand: true,
  });
  const executed = options.value('e', 'exec');
  const argv = executed ? [executed, ...options.operands] : options.operands;
  return argv.length > 0 ? { runs: [{ kind: 'argv', argv, wrapper: 'wsl' }] } : {};
};

const mosh: Program = (command) => {
  const options = readOptions(command.words.slice(1), { values: ['p', 'port', 'ssh', 'server', 'client'], stopAtOperand: true });
  const [host, ...argv] = options.operands;
  const effects: readonly Effect[] = [{ kind: 'net.request', operand: hostOperand(host ?? unknownWord('mosh')), note: 'mosh' }];
  const through = options.value('ssh');
  const local: readonly Run[] = through ? [{ kind: 'shell', text: through, shell: 'sh', wrapper: 'mosh' }] : [];
  return { effects, runs: argv.length > 0 ? [...local, { kind: 'argv', argv, wrapper: 'mosh', remote: true }] : local };
};

/** Wrappers whose command runs on another machine or in a container. */
export const remote = family(
  `ssh autossh sshpass mosh vagrant wsl kubectl oc docker podman nerdctl docker-compose podman-compose crictl ctr buildah lxc incus
   multipass`,
  () => ({
    ssh,
    autossh: ssh,
    sshpass,
    mosh,
    vagrant,
    wsl,
    kubectl,
    oc: kubectl,
    docker: container,
    podman: container,
    nerdctl: container,
    'docker-compose': container,
    'podman-compose': container,
    crictl: inRuntime,
    ctr: inRuntime,
    buildah: inRuntime,
    lxc: behindSeparator,
    incus: behindSeparator,
    multipass: behindSeparator,
  }),
);
