import type { Entry } from './entries.ts';

/** What a change of settings takes away: `disable` hooks that watch, `environment` reaches hooks from outside, `broad` questions that are no longer asked. */
export type Loss = 'disable' | 'environment' | 'broad';

const HOOKS = /(?:^|\.)hooks(?:\.|$)/;
const PLUGINS = /^(?:plugins?|enabledplugins|extensions\.\w+\.enabled)(?:\.|$)/;
/** A program that a person trusted by its hash: an agent cannot trust one for them. */
const TRUSTED_HASHES = /(?:^|\.)hooks\.state(?:\.|$)|(?:^|\.)trusted_hash$/;
/** In a piece of settings nothing tells below what a key stands. */
const PARTS_OF_HOOKS =
  /^(?:hooks|command|bash|exec|matcher|onfailure|failclosed|on_failure|trusted_hash|timeout|timeoutsec|(?:pre|before|post|after|permission|config|session|user)[a-z_]*)$/;

const HOOKS_OFF =
  /(?:^|\.)(?:disableallhooks|disablehooks|allowmanagedhooksonly|hooks\.disabled|hooksconfig\.disabled|disabledhooks|chat\.hooks\.disabled)$/;
const HOOKS_ON =
  /(?:^|\.)(?:enablehooks|hooksenabled|hooks\.enabled|hooksconfig\.enabled|features\.(?:codex_|plugin_)?hooks|chat\.hooks\.enabled|chat\.usehooks|chat\.useclaudehooks)$/;
const HOOK_FILES = /(?:^|\.)(?:chat\.hookfileslocations|chat\.hooksfileslocations|onfailure|failclosed|on_failure)(?:\.|$)|^version$/;

const ENVIRONMENT =
  /(?:^|\.)(?:env|environment|environmentvariables|shell_environment_policy\.set|terminal\.integrated\.env\.\w+)\.([\w-]+)$/;
/** Variables that decide what a hook's own process loads, finds or believes. */
const REACHES_HOOKS =
  /^(?:node_.*|ld_.*|dyld_.*|path|bash_env|env|shell|shellopts|bashopts|ps4|zdotdir|home|userprofile|tmpdir|hookwarden_.*|xdg_.*|sqlite_.*|openssl_conf|claude_code_simple|claude_config_dir|codex_home|gemini_cli_home|ifs|prompt_command)$/;

const WITHOUT_QUESTIONS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /(?:^|\.)(?:defaultmode|default_mode|permissionmode|permission_mode|approvalmode|defaultapprovalmode|autonomymode|autonomylevel|goose_mode)$/,
    /^(?:bypasspermissions|dontask|yolo|auto|autopilot|auto-high|high|full)$/i,
  ],
  [/(?:^|\.)(?:approval_policy|approvalpolicy)$/, /^never$/i],
  [/(?:^|\.)(?:sandbox_mode|sandboxmode)$/, /^danger-full-access$/i],
  [
    /(?:^|\.)(?:yolo|yolomode|yes-always|autoaccept|dangerouslyallowall|amp\.dangerouslyallowall|skipdangerousmodepermissionprompt|skippermissions|skip_permission_requests|allow_all|allowall|trustalltools|chat\.tools\.(?:global\.)?autoapprove|chat\.tools\.terminal\.autoapprove|autoapproveall|enableallprojectmcpservers|bypasshooktrust|bypass_hook_trust)$/,
    /^true$/i,
  ],
  [/^permission(?:\.(?:\*|bash|edit|bash\.\*|external_directory))?$/, /^allow$/i],
  [
    /(?:^|\.)(?:permissions?\.allow(?:ed)?|allowedtools|allowed_tools|tools\.allowed|coretools|permissions\.allowed_tools|allowedcommands|commandallowlist)$/,
    /^(?:\*|(?:bash|shell|powershell|execute|run_shell_command|shelltool|developer__shell)(?:\((?:\*?|:\*|\*:\*|\*\*|\/\*\*|\/\/\*\*)\))?)$/i,
  ],
];
/** Words in front of which an agent stops: without them it does not. */
const REFUSALS =
  /(?:^|\.)(?:permissions?\.(?:deny|ask)|amp\.permissions|excludetools|tools\.exclude|commanddenylist|disablebypasspermissionsmode|disableyolomode|deniedcommands|disallowedtools|disabled_tools)$/;

/** A hook that answers for the person. */
const ANSWERS_YES =
  /permissionDecision\\?"?\s{0,4}:\s{0,4}\\?"?allow|decision\\?"?\s{0,4}:\s{0,4}\\?"?(?:allow|approve)|behavior\\?"?\s{0,4}:\s{0,4}\\?"?allow/;

/** A switch by which all hooks are off, whichever they are. */
export const switchesHooksOff = ({ key, value }: Entry): boolean =>
  (HOOKS_OFF.test(key) && !/^(?:false|\[\])$/i.test(value)) || (HOOKS_ON.test(key) && /^(?:false|0|off)$/i.test(value));

/** A hook that runs this guard, or a plugin that brings it. */
export const namesGuard = ({ key, value }: Entry, ownPaths: readonly string[]): boolean =>
  (HOOKS.test(key) && (/hookwarden/i.test(value) || ownPaths.some((path) => value.includes(path)))) ||
  (PLUGINS.test(key) && key.includes('hookwarden') && value !== 'false');

/** What a setting takes away that stands there now. */
export function lossByGaining(entry: Entry): Loss | undefined {
  const { key, value } = entry;
  if (switchesHooksOff(entry)) return 'disable';
  if (HOOKS.test(key) && (/^(?:\{\}|\[\]|null|false|"")$/.test(value) || ANSWERS_YES.test(value))) return 'disable';
  if (TRUSTED_HASHES.test(key)) return 'disable';
  const variable = ENVIRONMENT.exec(key)?.[1];
  if (variable !== undefined && REACHES_HOOKS.test(variable)) return 'environment';
  return WITHOUT_QUESTIONS.some(([name, says]) => name.test(key) && says.test(value)) ? 'broad' : undefined;
}

/** What is taken away with a setting that stood there. */
export function lossByLosing({ key }: Entry): Loss | undefined {
  if (HOOKS.test(key) || HOOK_FILES.test(key) || PLUGINS.test(key) || HOOKS_ON.test(key)) return 'disable';
  return REFUSALS.test(key) ? 'broad' : undefined;
}

/** The same for a piece of settings, whose keys have lost what they stand below. */
export function lossByLosingPiece(entry: Entry): Loss | undefined {
  if (PARTS_OF_HOOKS.test(entry.key)) return 'disable';
  return entry.key === 'deny' || entry.key === 'ask' ? 'broad' : lossByLosing(entry);
}
