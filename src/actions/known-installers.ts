import { parseAddress } from './addresses.ts';

/** Installers that their makers tell everyone to pipe into a shell: host and path, exactly. They are asked about all the same where they run here. */
const INSTALLERS = `sh.rustup.rs/ sh.rustup.rs static.rust-lang.org/rustup/rustup-init.sh
  raw.githubusercontent.com/Homebrew/install/HEAD/install.sh raw.githubusercontent.com/Homebrew/install/master/install.sh
  bun.sh/install deno.land/install.sh deno.land/x/install/install.sh astral.sh/uv/install.sh astral.sh/ruff/install.sh
  get.pnpm.io/install.sh fnm.vercel.app/install get.volta.sh/ get.volta.sh install.python-poetry.org/ install.python-poetry.org pyenv.run/
  pyenv.run bootstrap.pypa.io/get-pip.py raw.githubusercontent.com/ohmyzsh/ohmyzsh/master/tools/install.sh install.ohmyz.sh/
  get.k3s.io/ get.k3s.io raw.githubusercontent.com/k3d-io/k3d/main/install.sh
  raw.githubusercontent.com/helm/helm/main/scripts/get-helm-3 raw.githubusercontent.com/helm/helm/master/scripts/get-helm-3
  raw.githubusercontent.com/helm/helm/main/scripts/get-helm-4 tailscale.com/install.sh get.docker.com/ get.docker.com test.docker.com/
  deb.nodesource.com/setup_lts.x rpm.nodesource.com/setup_lts.x yarnpkg.com/install.sh
  get.sdkman.io/ get.sdkman.io mise.run/ mise.run mise.jdx.dev/install.sh nixos.org/nix/install
  install.determinate.systems/nix starship.rs/install.sh get-ghcup.haskell.org/ get-ghcup.haskell.org
  getcomposer.org/installer ollama.com/install.sh sentry.io/get-cli/ fly.io/install.sh
  aka.ms/InstallAzureCLIDeb sdk.cloud.google.com/ get.pulumi.com/ get.pulumi.com taskfile.dev/install.sh just.systems/install.sh
  raw.githubusercontent.com/aquasecurity/trivy/main/contrib/install.sh raw.githubusercontent.com/anchore/syft/main/install.sh
  raw.githubusercontent.com/anchore/grype/main/install.sh raw.githubusercontent.com/golangci/golangci-lint/HEAD/install.sh
  raw.githubusercontent.com/golangci/golangci-lint/master/install.sh claude.ai/install.sh dot.net/v1/dotnet-install.sh
  raw.githubusercontent.com/tj/n/master/bin/n rustwasm.github.io/wasm-pack/installer/init.sh
  wasmtime.dev/install.sh get.jetify.com/devbox zed.dev/install.sh atuin.sh/install setup.atuin.sh/`;

let installers: ReadonlySet<string> | undefined;

/** Installers whose path holds a version. */
const VERSIONED: readonly RegExp[] = [
  /^raw\.githubusercontent\.com\/(?:nvm-sh|creationix)\/nvm\/v?\d+(?:\.\d+)*\/install\.sh$/,
  /^raw\.githubusercontent\.com\/nvm-sh\/nvm\/(?:master|HEAD)\/install\.sh$/,
  /^(?:deb|rpm)\.nodesource\.com\/setup_\d+\.x$/,
  /^astral\.sh\/uv\/\d+(?:\.\d+)*\/install\.sh$/,
  /^raw\.githubusercontent\.com\/golangci\/golangci-lint\/v\d+(?:\.\d+)*\/install\.sh$/,
];

/** Whether an address is such an installer, over a connection that proves whose it is. */
export function isKnownInstaller(written: string): boolean {
  const { scheme, host, path, user, port } = parseAddress(written.replace(/^(["'])(.*)\1$/, '$2'));
  if (scheme !== 'https' || host === undefined || user !== undefined || port !== undefined) return false;
  const place = host + path.replace(/[?#].*$/, '');
  installers ??= new Set(INSTALLERS.split(/\s+/));
  return installers.has(place) || VERSIONED.some((pattern) => pattern.test(place));
}
