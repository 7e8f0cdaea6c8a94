/**
 * Where coding agents keep what says how they are watched, by host, as words of the path table: in lower case, `~/` any home folder, `/` the root,
 * else anywhere; a slash at the end takes in everything below, `+` is a blank.
 */
interface AgentPlaces {
  /** Settings with hooks or permissions in them, hook files, folders of hooks and plugins, trust, and what administrators set. */
  readonly hooks: string;
  /** Folders that hold those: without them there is no hook. */
  readonly folders: string;
  /** What else an agent takes for its configuration: servers that it starts, models. */
  readonly other?: string;
}

const AGENT_PLACES: Readonly<Record<string, AgentPlaces>> = {
  'claude-code': {
    hooks: `.claude/settings.json .claude/settings.local.json .claude/hooks/ ~/.claude.json .claude/plugins/ /etc/claude-code/
      /library/application+support/claudecode/ c:/program+files/claudecode/ c:/programdata/claudecode/
      /library/managed+preferences/com.anthropic.claudecode.plist`,
    folders: '.claude',
    other: '.mcp.json claude_desktop_config.json',
  },
  codex: {
    hooks: `.codex/config.toml .codex/hooks.json .codex/hooks/ .codex/rules/ .codex/plugins/ .codex/requirements.toml .codex/managed_config.toml /etc/codex/
      /library/application+support/codex/ c:/programdata/openai/codex/`,
    folders: '.codex',
  },
  gemini: {
    hooks: `.gemini/settings.json .gemini/hooks/ .gemini/extensions/ .gemini/trustedfolders.json .gemini/trusted_hooks.json .gemini/policies/ /etc/gemini-cli/
      /library/application+support/geminicli/ c:/programdata/gemini-cli/`,
    folders: '.gemini',
  },
  qwen: {
    hooks: `.qwen/settings.json .qwen/hooks/ .qwen/extensions/ .qwen/trustedfolders.json /etc/qwen-code/
      /library/application+support/qwencode/ c:/programdata/qwen-code/`,
    folders: '.qwen',
  },
  copilot: {
    hooks: `.github/hooks/ .github/copilot/settings.json .github/copilot/settings.local.json .copilot/hooks/ .copilot/settings.json
      .copilot/config.json .copilot/permissions-config.json .copilot/installed-plugins/ /etc/github-copilot/`,
    folders: '.github/hooks .github/copilot .copilot .copilot/hooks',
    other: '.copilot/mcp-config.json .vscode/mcp.json',
  },
  cursor: {
    hooks: `.cursor/hooks.json .cursor/hooks/ .cursor/cli.json .cursor/cli-config.json .cursor/permissions.json .cursor/sandbox.json /etc/cursor/
      /library/application+support/cursor/hooks.json c:/programdata/cursor/`,
    folders: '.cursor',
    other: '.cursor/mcp.json',
  },
  windsurf: {
    hooks: `.windsurf/hooks.json .windsurf/hooks/ .codeium/windsurf/hooks.json /etc/windsurf/ /library/application+support/windsurf/
      c:/programdata/windsurf/`,
    folders: '.windsurf .codeium .codeium/windsurf',
    other: '.codeium/windsurf/mcp_config.json',
  },
  opencode: {
    hooks: `.opencode/plugin/ .opencode/plugins/ .opencode/opencode.json .opencode/opencode.jsonc ~/.config/opencode/ opencode.json
      opencode.jsonc /etc/opencode/`,
    folders: '.opencode .opencode/plugin .opencode/plugins ~/.config/opencode',
  },
  factory: {
    hooks: '.factory/hooks.json .factory/settings.json .factory/settings.local.json .factory/hooks/ .factory/plugins/ /etc/factory/',
    folders: '.factory',
    other: '.factory/mcp.json',
  },
  crush: {
    hooks: 'crush.json .crush.json ~/.config/crush/ ~/.local/share/crush/crush.json',
    folders: '~/.config/crush',
  },
  goose: {
    hooks: '.agents/plugins/ ~/.config/goose/',
    folders: '.agents .agents/plugins ~/.config/goose',
  },
  cline: {
    hooks: '.clinerules/hooks/ ~/documents/cline/hooks/ ~/.cline/data/settings/ ~/.cline/hooks/',
    folders: '.clinerules/hooks ~/documents/cline ~/documents/cline/hooks ~/.cline',
  },
  kiro: {
    hooks: '.kiro/agents/ .kiro/hooks/ .kiro/settings/cli.json ~/.aws/amazonq/cli-agents/',
    folders: '.kiro .kiro/agents .kiro/hooks',
    other: '.kiro/settings/',
  },
  kimi: {
    hooks: '.kimi-code/config.toml .kimi/config.toml .kimi/config.json',
    folders: '.kimi-code .kimi',
  },
  amp: {
    hooks:
      '~/.config/amp/settings.json .amp/settings.json .amp/plugins/ ~/.config/amp/plugins/ /etc/ampcode/ /library/application+support/ampcode/',
    folders: '.amp ~/.config/amp',
  },
  continue: {
    hooks: '.continue/permissions.yaml',
    folders: '.continue',
    other: '.continue/config.json .continue/config.yaml',
  },
  // Known by the servers that they start alone, in front of which the proxy may stand.
  clients: {
    hooks: '',
    folders: '',
    other: `.roo/mcp.json mcp_settings.json cline_mcp_settings.json .junie/mcp/mcp.json .lmstudio/mcp.json .amazonq/mcp.json
      ~/.aws/amazonq/mcp.json .continue/mcpservers/ code/user/mcp.json`,
  },
  aider: { hooks: '', folders: '', other: '.aider.conf.yml' },
  hookwarden: { hooks: '.hookwarden/', folders: '.hookwarden' },
};

const all = (part: keyof AgentPlaces): string =>
  Object.values(AGENT_PLACES)
    .map((places) => places[part] ?? '')
    .filter((words) => words !== '')
    .join(' ');

export const AGENT_HOOKS = all('hooks');
export const AGENT_FOLDERS = all('folders');
export const AGENT_CONFIG = `${AGENT_HOOKS} ${all('other')}`;

/** Editors keep an agent's switches among settings of every other kind: only what is put there tells. */
export const EDITOR_SETTINGS =
  /(?:^|\/)(?:\.vscode|code(?: - insiders)?\/user|cursor\/user|windsurf\/user|vscodium\/user)\/settings\.json$|\.code-workspace$/i;
/** What direnv and mise put into the environment of whatever is started in the folder, as start-up files do everywhere. */
export const FOLDER_STARTUP = /(?:^|\/)(?:\.envrc(?:\.[^/]*)?|\.?mise(?:\.[\w-]+){0,2}\.toml|\.?mise\/config(?:\.[\w-]+)?\.toml)$/;
