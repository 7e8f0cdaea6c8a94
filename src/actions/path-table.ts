import type { PathClass } from '../domain/operand.ts';
import { AGENT_CONFIG, AGENT_FOLDERS, AGENT_HOOKS } from './agents/places.ts';

/**
 * What paths are, by their names, in lower case. `~/` is any person's home folder, `/` the root; without either the path may stand anywhere.
 * A slash at the end takes in everything below. One path a word.
 */
export const NAMED: readonly (readonly [PathClass, string])[] = [
  ['vcs', '.git/ .hg/ .svn/ .jj/'],
  [
    'secret',
    `.ssh/ .gnupg/ .aws/ .azure/ .password-store/ .kube/config .kube/cache/ kubeconfig .docker/config.json .dockercfg .netrc _netrc .pgpass
     .my.cnf .mylogin.cnf .git-credentials .htpasswd .vault-token .s3cfg .boto .databrickscfg .env .envrc .flaskenv .dev.vars secrets.env
     .config/gcloud/ .config/gh/hosts.yml .config/glab-cli/ .config/hub .config/op/ .config/rclone/ .config/heroku/ .config/netlify/
     .config/doctl/ .config/filezilla/ .config/stripe/ .config/configstore/ .config/sops/ .config/age/ .config/google-chrome/
     .config/chromium/ .config/bravesoftware/ .config/microsoft-edge/ .config/git/credentials .config/1password/ .config/keybase/
     .config/docker/config.json .config/containers/auth.json .config/huggingface/ .cache/huggingface/token .huggingface/token
     .local/share/keyrings/ .local/share/kwalletd/ .local/share/com.vercel.cli/ .mozilla/firefox/ .thunderbird/ .electrum/ .bitcoin/
     .ethereum/ .config/solana/ .oci/ .fly/config.yml .vercel/auth.json .composer/auth.json .m2/settings.xml .m2/settings-security.xml
     .cargo/credentials .cargo/credentials.toml .gem/credentials .terraform.d/credentials.tfrc.json .terraformrc .snowflake/ .heroku/
     .claude/.credentials.json .codex/auth.json .gemini/oauth_creds.json .gemini/google_accounts.json .qwen/oauth_creds.json
     .local/share/opencode/auth.json .config/github-copilot/ .purple/accounts.xml .config/weechat/sec.conf
     id_rsa id_dsa id_ecdsa id_ed25519 id_ed25519_sk id_ecdsa_sk application_default_credentials.json credentials.json client_secret.json
     service-account.json service_account.json serviceaccount.json gcp-key.json secrets.yml secrets.yaml secrets.json secrets.toml
     credentials.yml.enc config/master.key wallet.dat vault-password .vault_pass logins.json key4.db login.keychain-db
     ~/.npmrc ~/.yarnrc.yml ~/.pypirc ~/.gradle/gradle.properties ~/.nuget/nuget.config ~/.config/pip/pip.conf
     ~/library/keychains/ ~/library/cookies/ ~/library/messages/ ~/library/safari/ ~/library/mail/
     /etc/shadow /etc/shadow- /etc/gshadow /etc/gshadow- /etc/master.passwd /etc/ssl/private/ /etc/kubernetes/admin.conf /etc/krb5.keytab
     /etc/rancher/k3s/k3s.yaml /etc/security/opasswd /etc/wireguard/ /etc/openvpn/ /etc/networkmanager/system-connections/
     /etc/wpa_supplicant/ /run/secrets/ /var/run/secrets/ /proc/kcore /proc/kmem /dev/mem /dev/kmem /dev/input/ /library/keychains/
     /system/library/keychains/ /private/var/db/dslocal/ /var/db/dslocal/ /var/lib/kubelet/ /var/lib/sss/db/ /etc/sssd/sssd.conf
     c:/windows/system32/config/ c:/windows/repair/ c:/windows/ntds/ ntds.dit
     ~/appdata/roaming/microsoft/credentials/ ~/appdata/local/microsoft/credentials/ ~/appdata/roaming/microsoft/protect/
     ~/appdata/local/microsoft/vault/`,
  ],
  [
    'shell-startup',
    `~/.bashrc ~/.bash_profile ~/.bash_login ~/.bash_logout ~/.bash_aliases ~/.profile ~/.zshrc ~/.zshenv ~/.zprofile ~/.zlogin ~/.zlogout
     ~/.zsh/ ~/.oh-my-zsh/custom/ ~/.kshrc ~/.mkshrc ~/.cshrc ~/.tcshrc ~/.login ~/.logout ~/.shrc ~/.xprofile ~/.xinitrc ~/.xsession
     ~/.xsessionrc ~/.pam_environment ~/.inputrc ~/.config/fish/ ~/.config/zsh/ ~/.config/bash/ ~/.config/environment.d/
     ~/.config/powershell/ ~/.config/nushell/ microsoft.powershell_profile.ps1 ~/.pythonrc ~/.pythonstartup ~/.irbrc ~/.pryrc
     /etc/profile /etc/profile.d/ /etc/bash.bashrc /etc/bashrc /etc/bash_completion.d/ /etc/zsh/ /etc/zshrc /etc/zshenv /etc/zprofile
     /etc/environment /etc/csh.cshrc /etc/csh.login /etc/fish/ /etc/skel/`,
  ],
  [
    'persistence',
    `.ssh/authorized_keys .ssh/authorized_keys2 .ssh/rc .ssh/environment ~/.config/systemd/ ~/.config/autostart/ ~/.config/cron/
     ~/.local/share/systemd/ ~/.local/share/dbus-1/services/ ~/.config/upstart/ ~/library/launchagents/ ~/.forward ~/.procmailrc
     /etc/crontab /etc/anacrontab /etc/cron.d/ /etc/cron.hourly/ /etc/cron.daily/ /etc/cron.weekly/ /etc/cron.monthly/ /etc/cron.allow
     /var/spool/cron/ /var/spool/at/ /var/cron/ /usr/lib/cron/ /etc/systemd/ /lib/systemd/ /usr/lib/systemd/ /usr/local/lib/systemd/
     /run/systemd/ /etc/init.d/ /etc/init/ /etc/inittab /etc/rc.local /etc/rc.common /etc/rc.conf /etc/rc.d/ /etc/rc0.d/ /etc/rc1.d/ /etc/rc2.d/ /etc/rc3.d/
     /etc/rc4.d/ /etc/rc5.d/ /etc/rc6.d/ /etc/ld.so.preload /etc/ld.so.conf /etc/ld.so.conf.d/ /etc/sudoers /etc/sudoers.d/ /etc/doas.conf
     /etc/profile.d/ /etc/udev/ /lib/udev/ /usr/lib/udev/ /etc/pam.d/ /lib/security/ /usr/lib/security/ /etc/security/ /etc/xdg/autostart/
     /etc/modules /etc/modules-load.d/ /etc/modprobe.d/ /etc/networkmanager/dispatcher.d/ /etc/update-motd.d/ /etc/apt/apt.conf.d/
     /usr/local/etc/rc.d/ /usr/local/etc/sudoers /usr/local/etc/sudoers.d/ /usr/local/etc/pam.d/ /usr/local/etc/cron.d/
     /etc/pki/ca-trust/source/ /usr/local/share/ca-certificates/ /etc/ca-certificates/ /etc/ssl/certs/ca-certificates.crt
     /etc/dbus-1/ /etc/polkit-1/ /etc/ssh/sshd_config /etc/ssh/sshd_config.d/ /etc/passwd /etc/group /etc/inetd.conf /etc/xinetd.d/
     /etc/xinetd.conf /etc/logrotate.d/ /etc/periodic/ /etc/launchd.conf /etc/emond.d/ /library/launchagents/ /library/launchdaemons/
     /system/library/launchdaemons/ /library/startupitems/ /library/privilegedhelpertools/ /library/security/securityagentplugins/
     ~/appdata/roaming/microsoft/windows/start+menu/programs/startup/ c:/programdata/microsoft/windows/start+menu/programs/startup/
     c:/windows/system32/tasks/`,
  ],
  ['agent-config', AGENT_CONFIG],
  ['agent-hooks', AGENT_HOOKS],
  ['agent-folder', AGENT_FOLDERS],
  [
    'ci',
    `.github/workflows/ .github/actions/ .gitea/workflows/ .forgejo/workflows/ .gitlab-ci.yml .gitlab-ci.yaml .gitlab/ci/ .circleci/
     .travis.yml azure-pipelines.yml .azure-pipelines/ jenkinsfile bitbucket-pipelines.yml .drone.yml .buildkite/ appveyor.yml
     .appveyor.yml .woodpecker.yml .woodpecker/ cloudbuild.yaml cloudbuild.yml buildspec.yml .teamcity/ .semaphore/ .cirrus.yml codefresh.yml`,
  ],
  [
    'git-hook',
    `.git/hooks/ .git/config .git/info/attributes .husky/ .githooks/ .hg/hgrc lefthook.yml .lefthook.yml lefthook.yaml
     .pre-commit-config.yaml ~/.gitconfig ~/.config/git/config ~/.config/git/hooks/ ~/.git-templates/ /etc/gitconfig`,
  ],
  [
    'manifest',
    `package.json makefile gnumakefile setup.py setup.cfg pyproject.toml cargo.toml build.rs composer.json gemfile rakefile build.gradle
     build.gradle.kts settings.gradle pom.xml cmakelists.txt justfile taskfile.yml taskfile.yaml noxfile.py tox.ini deno.json deno.jsonc
     binding.gyp .npmrc .yarnrc.yml package.swift podfile mix.exs dub.json`,
  ],
  ['log', '/var/log/ /var/audit/ /library/logs/ ~/library/logs/ c:/windows/system32/winevt/ /run/log/ /var/run/utmp /run/utmp'],
  [
    'history-file',
    `~/.bash_history ~/.zsh_history ~/.zhistory ~/.histfile ~/.sh_history ~/.ksh_history ~/.history ~/.local/share/fish/fish_history
     ~/.python_history ~/.node_repl_history ~/.psql_history ~/.mysql_history ~/.sqlite_history ~/.rediscli_history ~/.mongosh/
     ~/.irb_history ~/.lesshst ~/.viminfo ~/.wget-hsts consolehost_history.txt ~/.zsh_sessions/ ~/.bash_sessions/`,
  ],
  [
    'cache',
    `node_modules/ bower_components/ __pycache__/ .pytest_cache/ .mypy_cache/ .ruff_cache/ .tox/ .nox/ .venv/ .eggs/ .hypothesis/
     .ipynb_checkpoints/ .next/ .nuxt/ .output/ .svelte-kit/ .turbo/ .parcel-cache/ .vite/ .angular/ .astro/ .docusaurus/ .expo/
     .nyc_output/ .eslintcache .stylelintcache .gradle/ .dart_tool/ .terraform/ .stack-work/ dist-newstyle/ elm-stuff/ .zig-cache/
     zig-out/ deriveddata/ .swiftpm/ .build/ .wireit/ .nx/ .rollup.cache/ .serverless/ .aws-sam/ .pnpm-store/ .ds_store .cache/ .npm/
     .coverage htmlcov/ storybook-static/ _cacache/ .cpcache/ .lsp/ .clj-kondo/ .bundle/ .sass-cache/ .jekyll-cache/ .phpunit.cache
     ~/.cargo/registry/ ~/.m2/repository/ ~/.gradle/caches/ ~/go/pkg/ ~/library/caches/ ~/.local/share/pnpm/ ~/.yarn/cache/
     ~/.nuget/packages/ ~/.pub-cache/ ~/.bun/install/ ~/.local/pipx/.cache/ /var/cache/ /var/lib/apt/lists/`,
  ],
];

/** Too common as names to say anything outside the project: there they are what a build makes. */
export const BUILD_FOLDERS: ReadonlySet<string> = new Set(
  `dist build target out coverage venv obj tmp temp _build site-packages pods cmake-build-debug cmake-build-release bazel-bin bazel-out
   .tmp .temp lib-cov test-results playwright-report esm cjs`.split(/\s+/),
);

/** Harmless although their place or name says secret. */
export const PUBLIC: readonly string[] =
  `.ssh/known_hosts .ssh/known_hosts.old .ssh/config .ssh/authorized_keys .ssh/rc .aws/config .aws/cli/ .env.example .env.sample .env.template
   .env.dist .env.defaults .env.default .env.schema .env.tpl .env.test .env.ci .env.vault .kube/cache/ .mozilla/firefox/profiles.ini`
    .trim()
    .split(/\s+/);

/** What needs a pattern: over the whole path in lower case, tried only where the path holds the text. Linear. */
export const PATTERNED: readonly (readonly [PathClass, string, RegExp])[] = [
  ['secret', '.env', /(?:^|\/)(?:\.env\.[^/]+|[^/]+\.env)$/],
  ['secret', '.asc.key', /\.asc\.key$/],
  ['secret', '.pem', /(?:^|\/)(?!(?:[^/]*[-_.])?(?:ca|cert|certs|cacert|chain|fullchain|public|pub|root)[^/]*$)[^/]+\.pem$/],
  ['secret', '.key', /(?:^|\/)[^/]*(?:private|priv|server|client|tls|ssl|secret|signing|api|deploy|host|rsa|ssh)[^/]*\.key$/],
  ['secret', '.json', /(?:^|\/)(?:client_secret|service[-_]account)[^/]*\.json$/],
  ['secret', 'ssh_host_', /(?:^|\/)ssh_host_[^/]+_key$/],
  ['secret', '/proc/', /^\/proc\/[^/]+\/(?:environ|mem|auxv|task\/[^/]+\/environ)$/],
  [
    'secret',
    '/app',
    /\/(?:application support|appdata\/(?:local|roaming))\/(?:google\/chrome|chromium|bravesoftware|microsoft\/edge|firefox|mozilla)(?:\/|$)/,
  ],
  ['secret', '/login data', /\/login data$/],
  ['secret', '.sqlite', /\/(?:cookies|signons)\.sqlite$/],
  ['persistence', '/pam_', /\/pam_[^/]+\.so$/],
  ['persistence', '/site-packages/', /\/site-packages\/(?:sitecustomize\.py|usercustomize\.py|[^/]+\.pth)$/],
];

/** Endings that say it alone. */
export const ENDINGS: readonly (readonly [PathClass, string])[] = [
  ['secret', 'p12 pfx jks keystore kdbx ppk ovpn agekey keytab'],
  ['cache', 'pyc pyo tsbuildinfo egg-info class o obj swp swo orig rej'],
];

/** Not a secret after all, whatever else fitted. */
export const PUBLIC_NAME = /\.(?:pub|example|sample|template|dist|tpl)$/;
