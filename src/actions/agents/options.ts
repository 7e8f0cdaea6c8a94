/** How the program of an agent is told to do without its hooks or its questions, or to change its settings. Options stand with their values as `--name=value`. */
export interface AgentOptions {
  /** Starts it without hooks. */
  readonly unhooked?: RegExp;
  /** Starts it without questions: its hooks still run. */
  readonly unasked?: RegExp;
}

const YOLO = /^(?:--yolo|-y|--approval-mode=(?:yolo|auto_edit)|--auto-approve(?:-all)?)$/;

export const AGENT_OPTIONS: Readonly<Record<string, AgentOptions>> = {
  claude: {
    unhooked: /^--(?:bare|safe-mode|no-hooks|disable-hooks)$|^--setting-sources=(?!.*\buser\b)/,
    unasked: /^--(?:allow-)?dangerously-skip-permissions$|^--setting-sources=|^--permission-mode=(?:bypassPermissions|dontAsk)$/,
  },
  codex: {
    unhooked: /^--dangerously-bypass-hook-trust$|^--ignore-(?:user-config|rules)$|^--disable=(?:codex_|plugin_)?hooks$/,
    unasked:
      /^--(?:dangerously-bypass-approvals-and-sandbox|yolo)$|^(?:--sandbox|-s)=danger-full-access$|^(?:--ask-for-approval|-a)=never$/,
  },
  gemini: { unasked: YOLO },
  qwen: { unasked: YOLO },
  copilot: { unhooked: /^--(?:no-hooks|disable-hooks)$/, unasked: /^--(?:allow-all-tools|allow-all|yolo)$/ },
  'cursor-agent': { unasked: /^(?:--force|-f|--yolo|--approve-mcps)$/ },
  opencode: { unhooked: /^--pure$/, unasked: /^--(?:dangerously-skip-permissions|auto-approve)$/ },
  droid: { unasked: /^--skip-permissions-unsafe$|^--auto=high$/ },
  crush: { unasked: YOLO },
  goose: {},
  cline: { unasked: YOLO },
  'kiro-cli': { unasked: /^(?:--trust-all-tools|-a)$/ },
  kimi: { unasked: YOLO },
  amp: { unasked: /^--dangerously-allow-all$/ },
  aider: { unasked: /^--yes-always$/ },
};

/** Options whose value stands in the next word. */
export const VALUED =
  /^--(?:permission-mode|approval-mode|sandbox|ask-for-approval|disable|auto|setting-sources|settings|config)$|^-[asc]$/;

/** Verbs that take a hook or a plugin away, or switch it off. */
export const REMOVES =
  /^(?:(?:plugins?|extensions?|hooks?)\s(?:\S+\s)*?(?:disable|disable-all|uninstall|remove|rm|delete|off|unlink)\b|features\sdisable\s\S*hooks)/;
/** Verbs that change settings, or add what runs beside the agent. */
export const CONFIGURES =
  /^(?:mcp\s(?:add|add-json|add-from-claude-desktop|remove)|(?:config|settings)\s(?:set|add|remove|edit)|plugins?\s(?:install|marketplace|enable|update)|extensions?\s(?:install|link|enable|new|update)|hooks?\s(?:add|enable|trust)|agent\s(?:edit|create|set-default))\b/;

export const WITHOUT_HOOKS: Readonly<Record<string, RegExp>> = { CLAUDE_CODE_SIMPLE: /^(?!0?$)/ };
/** Other settings than a person's own, or none that ask. */
export const WITHOUT_QUESTIONS: Readonly<Record<string, RegExp>> = {
  GOOSE_MODE: /^auto$/,
  // Emptied or taken away, they lead elsewhere, too.
  HOME: /^/,
  XDG_CONFIG_HOME: /^/,
  CLAUDE_CONFIG_DIR: /^/,
  CODEX_HOME: /^/,
  GEMINI_CLI_HOME: /^/,
  OPENCODE_CONFIG_DIR: /^/,
  // Whatever the hooks start is looked for there first.
  PATH: /(?:^|:)(?:\/(?:private\/)?(?:var\/)?tmp|\/dev\/shm|\.{1,2}(?!\/node_modules\/))(?:[/:]|$)/,
};
