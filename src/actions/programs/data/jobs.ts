import { family } from '../family.ts';
import { service } from '../infrastructure/service.ts';
import { named } from '../system/verbs.ts';

/** Jobs of others, and processes that are kept running. */
export const jobs = family('pm2 forever scancel qdel canceljob bkill condor_rm scontrol tsp', () => ({
  pm2: service(() => ({
    values: 'n name i instances log',
    acts: [
      ['delete|del|stop|kill all', 'process.kill', 'all'],
      ['kill', 'process.kill', 'all'],
      ['delete|del|stop @*', 'process.kill'],
      ['unstartup|startup|save|resurrect', 'process.service', 'persist'],
      ['**'],
    ],
  })),
  ...named(
    'forever',
    service(() => ({ acts: [['stopall', 'process.kill', 'all'], ['stop @*', 'process.kill'], ['**']] })),
  ),
  scancel: service(() => ({
    names: 'u user A account p partition n name',
    values: 'q qos t state w nodelist R reservation',
    acts: [['** --u|user|me|A|account|p|partition', 'process.kill', 'all'], ['@*', 'process.kill'], ['**']],
  })),
  ...named(
    'qdel canceljob',
    service(() => ({
      names: 'u',
      acts: [['all', 'process.kill', 'all'], ['** --u', 'process.kill', 'all'], ['@*', 'process.kill'], ['**']],
    })),
  ),
  bkill: service(() => ({
    names: 'u q J g m',
    acts: [['0', 'process.kill', 'all'], ['** --u|q', 'process.kill', 'all'], ['@*', 'process.kill'], ['**']],
  })),
  ...named(
    'condor_rm',
    service(() => ({ acts: [['** --all|a', 'process.kill', 'all'], ['@*', 'process.kill'], ['**']] })),
  ),
  ...named(
    'scontrol',
    service(() => ({ acts: [['shutdown', 'process.power'], ['** delete', 'infra.destroy'], ['**']] })),
  ),
  tsp: service(() => ({ acts: [['** --K|k', 'process.kill', 'all'], ['**']] })),
}));
