import type { HostClass } from '../domain/operand.ts';

/** Addresses where a cloud tells a machine its own credentials. */
export const METADATA_ADDRESSES: ReadonlySet<string> = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd20:ce::254',
]);

export const METADATA_NAMES: ReadonlySet<string> = new Set([
  'metadata.google.internal',
  'metadata.goog',
  'metadata',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata.azure.internal',
  'metadata.tencentyun.com',
  'metadata.platformequinix.com',
]);

/** Names that public DNS does not give out. */
export const PRIVATE_SUFFIXES: readonly string[] = [
  '.local',
  '.internal',
  '.lan',
  '.home',
  '.home.arpa',
  '.intranet',
  '.corp',
  '.private',
  '.test',
  '.svc',
  '.cluster.local',
  '.ts.net',
];

const names = (list: string): readonly string[] => list.trim().split(/\s+/);

const byClass: readonly (readonly [HostClass, readonly string[]])[] = [
  [
    'raw-content',
    names(`
      raw.githubusercontent.com gist.githubusercontent.com raw.github.com raw.githack.com rawcdn.githack.com cdn.statically.io
      rawgit.com gist.github.com
    `),
  ],
  [
    'paste',
    names(`
      pastebin.com paste.ee paste.rs pastebin.ubuntu.com paste.debian.net paste.mozilla.org paste.centos.org dpaste.com dpaste.org
      hastebin.com ghostbin.com rentry.co ix.io sprunge.us termbin.com clbin.com p.ip.fi bpa.st controlc.com justpaste.it
      privatebin.net transfer.sh 0x0.st file.io envs.sh x0.at bashupload.com oshi.at temp.sh tmpfiles.org tmp.ninja catbox.moe
      litterbox.catbox.moe gofile.io anonfiles.com bayfiles.com ufile.io uguu.se filebin.net keep.sh wetransfer.com sendspace.com
      mega.nz mega.co.nz chunk.io c-v.sh pixeldrain.com
    `),
  ],
  [
    'tunnel',
    names(`
      ngrok.io ngrok.app ngrok.dev ngrok-free.app ngrok-free.dev trycloudflare.com serveo.net serveousercontent.com localhost.run
      lhr.life lhr.rocks localtunnel.me loca.lt telebit.io pagekite.me bore.pub pinggy.io pinggy.link tunnelto.dev tunnel.pyjam.as
      devtunnels.ms playit.gg portmap.io packetriot.net zrok.io
    `),
  ],
  [
    'webhook',
    names(`
      webhook.site webhook.cool requestbin.com requestbin.net requestcatcher.com requestinspector.com requestrepo.com hookbin.com
      beeceptor.com mockbin.org ptsv2.com ptsv3.com pipedream.net postb.in typedwebhook.tools webhookrelay.com svix.com
      hookdeck.com interact.sh interactsh.com oast.pro oast.live oast.site oast.online oast.fun oast.me oastify.com
      burpcollaborator.net dnslog.cn ceye.io canarytokens.com canarytokens.org dnsbin.zhack.ca hooks.slack.com api.telegram.org
      webhook.office.com hooks.zapier.com hook.integromat.com maker.ifttt.com ntfy.sh api.pushover.net api.pushbullet.com
    `),
  ],
  [
    'shortener',
    names(`
      bit.ly tinyurl.com t.co goo.gl is.gd v.gd ow.ly buff.ly rb.gy cutt.ly shorturl.at t.ly rebrand.ly tiny.cc lnkd.in git.io
      s.id soo.gd clck.ru bl.ink dub.sh adf.ly
    `),
  ],
  [
    'code-host',
    names(`
      github.com api.github.com codeload.github.com objects.githubusercontent.com ghcr.io gitlab.com bitbucket.org codeberg.org
      sr.ht git.sr.ht dev.azure.com ssh.dev.azure.com visualstudio.com gitea.com sourceforge.net git.kernel.org huggingface.co
    `),
  ],
  [
    'registry',
    names(`
      registry.npmjs.org npmjs.com registry.yarnpkg.com jsr.io npm.jsr.io npm.pkg.github.com pypi.org files.pythonhosted.org
      test.pypi.org crates.io static.crates.io index.crates.io rubygems.org proxy.golang.org sum.golang.org repo.maven.apache.org
      repo1.maven.org central.sonatype.com plugins.gradle.org services.gradle.org api.nuget.org nuget.org packagist.org
      repo.packagist.org hex.pm repo.hex.pm pub.dev conda.anaconda.org repo.anaconda.com deb.debian.org security.debian.org
      archive.ubuntu.com security.ubuntu.com dl-cdn.alpinelinux.org formulae.brew.sh docker.io registry-1.docker.io hub.docker.com
      quay.io gcr.io public.ecr.aws mcr.microsoft.com registry.terraform.io cdn.jsdelivr.net unpkg.com nodejs.org
      download.pytorch.org data.pyg.org pypi.nvidia.com pypi.ngc.nvidia.com pypi.tuna.tsinghua.edu.cn mirrors.tuna.tsinghua.edu.cn
      pypi.mirrors.ustc.edu.cn mirrors.ustc.edu.cn mirrors.aliyun.com mirrors.cloud.tencent.com repo.huaweicloud.com registry.npmmirror.com
      goproxy.io goproxy.cn gems.ruby-china.com charts.helm.sh registry.opentofu.org
      maven.google.com dl.google.com jitpack.io repo.spring.io
    `),
  ],
];

/** A host or one of its parents, whole. */
export const KNOWN_HOSTS: ReadonlyMap<string, HostClass> = new Map(
  byClass.flatMap(([kind, hosts]) => hosts.map((host) => [host, kind] as const)),
);

/** Sites that are something only below a path. */
export const KNOWN_PATHS: ReadonlyMap<string, readonly (readonly [string, HostClass])[]> = new Map([
  ['discord.com', [['/api/webhooks', 'webhook']]],
  ['discordapp.com', [['/api/webhooks', 'webhook']]],
  ['outlook.office.com', [['/webhook', 'webhook']]],
  ['toptal.com', [['/developers/hastebin', 'paste']]],
  ['chat.googleapis.com', [['/v1/spaces', 'webhook']]],
  ['open.feishu.cn', [['/open-apis/bot', 'webhook']]],
]);
