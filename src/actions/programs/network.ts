import { family, type ProgramFamily } from './family.ts';
import { buckets } from './network/buckets.ts';
import { ftp, rclone, scp, sftp } from './network/copies.ts';
import { curl } from './network/curl.ts';
import { httpie } from './network/httpie.ts';
import { lookups } from './network/lookups.ts';
import { servers } from './network/servers.ts';
import { services } from './network/services.ts';
import { socat } from './network/socat.ts';
import { netcat, opensslConnection, telnet } from './network/sockets.ts';
import { wget } from './network/wget.ts';

const transfer = family(
  `scp sftp ftp lftp tftp rclone curl curlie wget wget2 http https xh xhs nc ncat netcat nc.traditional nc.openbsd socat telnet
   openssl`,
  () => ({
    scp,
    sftp,
    ftp,
    lftp: ftp,
    tftp: ftp,
    rclone,
    curl,
    curlie: curl,
    wget,
    wget2: wget,
    http: httpie('http'),
    https: httpie('https'),
    xh: httpie('http'),
    xhs: httpie('https'),
    nc: netcat,
    ncat: netcat,
    netcat,
    'nc.traditional': netcat,
    'nc.openbsd': netcat,
    socat,
    telnet,
    openssl: opensslConnection,
  }),
);

export const network: readonly ProgramFamily[] = [buckets, lookups, servers, services, transfer];
