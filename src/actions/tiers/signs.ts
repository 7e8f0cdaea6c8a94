import type { ContextNames } from '../../domain/context.ts';
import { own } from '../../domain/own.ts';
import type { ProductionSign } from '../../domain/policy.ts';
import { parseAddress } from '../addresses.ts';
import type { Command, Setting, Word } from '../command.ts';
import type { Options } from '../options.ts';
import { currentBranch } from '../programs/git/folder.ts';
import { isKnown } from '../words.ts';
import { type Naming, SELECTED, VARIABLES } from './programs.ts';

/** Which sign of a policy a variable's value is compared with. */
const VARIABLE_SIGNS: Readonly<Record<string, ProductionSign>> = {
  [SELECTED.context]: 'kubeContext',
  HELM_KUBECONTEXT: 'kubeContext',
  AWS_PROFILE: 'awsProfile',
  AWS_DEFAULT_PROFILE: 'awsProfile',
  AWS_VAULT: 'awsProfile',
  TF_WORKSPACE: 'terraformWorkspace',
  PGHOST: 'databaseHost',
  MYSQL_HOST: 'databaseHost',
  DB_HOST: 'databaseHost',
  DATABASE_URL: 'databaseHost',
  CLOUDSDK_CORE_PROJECT: 'cloudProject',
  GOOGLE_CLOUD_PROJECT: 'cloudProject',
  [SELECTED.subscription]: 'cloudProject',
};

/** What one place names the surroundings by: the command, or the environment that the agent was started in. */
type Lookup = (variable: string) => string | undefined;

/** Whether the command itself names what the policy calls production: in an option, an address, or a variable set for it. */
export function saysProduction(
  { environment, words }: Command,
  options: Options | undefined,
  naming: Naming | undefined,
  names: ContextNames,
): boolean {
  const fits = (sign: ProductionSign, word: Word): boolean => isKnown(word) && named(sign, word.value, names);
  const assigned = (name: string): string | undefined => {
    const word = own(environment, name);
    return word && isKnown(word) ? word.value : undefined;
  };
  if (variableTells(assigned, naming, names)) return true;
  for (const [sign, keys] of naming?.signs ?? []) if (options?.all(...keys.split(' ')).some((word) => fits(sign, word))) return true;
  if (naming?.profile === true && options?.operands.some((word) => fits('awsProfile', word))) return true;
  return words.slice(1).some((word) => /:\/\/|host=/.test(word.value) && fits('databaseHost', word));
}

/** The same of the environment that the agent was started in. */
export const isRaised = ({ machine, remote }: Setting, naming: Naming | undefined, names: ContextNames): boolean =>
  !remote && variableTells((name) => machine.environment[name], naming, names);

/** Of the variables that mean something to the program, and those that the policy names for all of them. */
function variableTells(lookUp: Lookup, naming: Naming | undefined, names: ContextNames): boolean {
  const read = naming ? `${naming.variables ?? ''} ${naming.marks ?? ''}`.split(' ') : VARIABLES;
  if (read.some((name) => Object.hasOwn(VARIABLE_SIGNS, name) && tells(VARIABLE_SIGNS[name], lookUp(name), names))) return true;
  return names.variables.some((name) => tells('variable', lookUp(name), names, `${name}=`));
}

const tells = (sign: ProductionSign | undefined, value: string | undefined, names: ContextNames, before = ''): boolean =>
  sign !== undefined && value !== undefined && named(sign, before + value, names);

/** Where nothing else tells: whether the branch that is checked out stands for production. */
export const isOnProductionBranch = (setting: Setting, names: ContextNames): boolean =>
  names.hasBranchSign && names.isProduction('gitBranch', currentBranch(setting) ?? '');

const MAX_HOSTS = 8;

function named(sign: ProductionSign, value: string, names: ContextNames): boolean {
  if (value === '') return false;
  return sign === 'databaseHost' ? hostsIn(value).some((host) => names.isProduction(sign, host)) : names.isProduction(sign, value);
}

/** Of a host, `host:port`, an address with one host or several, or `host=db dbname=shop`. */
function hostsIn(value: string): readonly string[] {
  const listed = /(?:^|\s)host=([^\s]+)/.exec(value)?.[1] ?? value;
  return listed.split(',', MAX_HOSTS).flatMap((one) => parseAddress(one).host ?? []);
}
