/** Variables that change how things look, or what a build is for, and never what runs. */
const HARMLESS =
  /^(?:LC_[A-Z]+|LANG|LANGUAGE|TZ|CI|NO_COLOR|FORCE_COLOR|CLICOLOR(?:_FORCE)?|TERM|COLUMNS|LINES|WIDTH|VERBOSE|DEBUG|NODE_ENV|APP_ENV|RAILS_ENV|GOOS|GOARCH|GO111MODULE|CGO_ENABLED|GOMAXPROCS|GOGC|RUST_BACKTRACE|RUST_LOG|PYTHONUNBUFFERED|PYTHONDONTWRITEBYTECODE|PYTHONIOENCODING|PYTHONUTF8|GIT_TERMINAL_PROMPT|GIT_OPTIONAL_LOCKS|GH_PROMPT_DISABLED|GH_NO_UPDATE_NOTIFIER|DEBIAN_FRONTEND|TURBO_TELEMETRY_DISABLED|NEXT_TELEMETRY_DISABLED|DO_NOT_TRACK)$/;

/** Programs that a pager or an editor may be without any harm. */
const SHOWS_ONLY: Readonly<Record<string, RegExp>> = {
  PAGER: /^(?:cat|)$/,
  GIT_PAGER: /^(?:cat|)$/,
  GH_PAGER: /^(?:cat|)$/,
  MANPAGER: /^(?:cat|)$/,
  SYSTEMD_PAGER: /^(?:cat|)$/,
  AWS_PAGER: /^(?:cat|)$/,
  GIT_EDITOR: /^(?:true|:)$/,
  EDITOR: /^(?:true|:)$/,
  GOFLAGS: /^(?:-mod=\w+|-count=\d+|-race|-v|-buildvcs=false| )*$/,
  GOWORK: /^off$/,
  GOCACHE: /^\/tmp\/[\w./-]+$/,
  NODE_OPTIONS: /^--max-old-space-size=\d+$/,
};

/** Whether a program that is given this variable does no more and no less for it. */
export const isHarmlessVariable = (name: string, value: string): boolean =>
  HARMLESS.test(name) || (Object.hasOwn(SHOWS_ONLY, name) && SHOWS_ONLY[name]?.test(value) === true);

/** Variables by which programs, and shells, choose what to run, to load or to talk to. */
const STEERS =
  /^(?:PATH|FPATH|CDPATH|HOME|SHELL|ENV|BASH.*|ZDOTDIR|IFS|PS\d|PROMPT.*|TMPDIR|HIST.*|EDITOR|VISUAL|BROWSER|LESS.*|.*PAGER|.*EDITOR|.*_(?:PROXY|proxy)|(?:LD|DYLD|GIT|GH|GITHUB|SSH|GPG|NODE|NPM|npm|YARN|PNPM|BUN|DENO|PYTHON|PIP|UV|PYTEST|PERL\d?|RUBY|GEM|BUNDLE|JAVA|JDK|MAVEN|GRADLE|CARGO|RUST|RUSTC|CC|CXX|MAKE|TAR|RIPGREP|GREP|FZF|FD|JQ|BAT|XDG|AWS|AZURE|GOOGLE|CLOUDSDK|KUBE|DOCKER|VAULT|HELM|TF|HUSKY|LEFTHOOK|SYSTEMD|OPENSSL|SSL|CURL|WGET|GNUPG|CLAUDE|HOOKWARDEN)(?:_.*|[A-Z]*)|GO(?:FLAGS|PATH|ROOT|BIN|PROXY|ENV|WORK|TOOLCHAIN|PRIVATE|SUMDB)|.*_(?:OPTIONS|OPTS|FLAGS|CONFIG|COMMAND|CMD|PRELOAD))$/;

/** Whether assigning it in a shell, where it may stand in the environment already, changes what later commands do. */
export const isSteering = (name: string, value: string): boolean => STEERS.test(name) && !isHarmlessVariable(name, value);

/** A name, or an assignment to one that steers nothing. */
export const HARMLESS_ASSIGNMENT = {
  test: (word: string): boolean => {
    const [, name = '', value = ''] = /^([A-Za-z_]\w*)(?:\+?=([\s\S]*))?$/.exec(word) ?? [];
    return name !== '' && !isSteering(name, value);
  },
};
