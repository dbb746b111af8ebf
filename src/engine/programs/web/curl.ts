import { fetchKnown, fetchLocal } from './http/curl.ts';
import { readOptions } from '../lib/options.ts';
import { hasCertificates, isLocal, isNear, readAddress, type Address } from '../../kernel/network/download.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const OPTIONS = {
  flags: 'fsSLkOIivgGJR46',
  values: 'oHdXuAebTwmxFcr',
  long: {
    '--fail': 'f',
    '--silent': 's',
    '--show-error': 'S',
    '--location': 'L',
    '--insecure': 'k',
    '--output=': 'o',
    '--remote-name': 'O',
    '--header=': 'H',
    '--data=': 'd',
    '--request=': 'X',
    '--user=': 'u',
    '--retry=': 'retry',
    '--retry-delay=': 'retry',
    '--max-time=': 'm',
    '--connect-timeout=': 'm',
    '--proto=': 'proto',
    '--tlsv1.2': 'tls',
    '--compressed': 'z',
    '--head': 'I',
    '--include': 'i',
    '--write-out=': 'w',
    '--data-raw=': 'd',
    '--json=': 'd',
    '--create-dirs': 'dirs',
    '--version': 'version',
  },
};

const command: Command = {
  summary:
    'Fetches URLs: from servers of this machine for real; elsewhere what stops a request is real (no network, no CA bundle), well-known installers have a stand-in, other contents are not simulated.',
  example: `
$ curl -fsS http://localhost:3000/healthz
! curl: (7) Failed to connect to localhost port 3000 after 0 ms: Could not connect to server
$ curl -fsSL https://example.com/install.sh -o /tmp/install.sh
! curl: (77) error setting certificate file: /etc/ssl/certs/ca-certificates.crt
`,
  *run(process, args): Task {
    const options = readOptions(process, args, OPTIONS);
    if (options.refused !== undefined) return options.refused;
    if (options.has('version')) {
      process.out('curl 8.14.1\n');
      return 0;
    }
    if (options.rest.length === 0) {
      process.err("curl: try 'curl --help' or 'curl --manual' for more information\n");
      return 2;
    }
    const quiet = options.has('s') && !options.has('S');
    for (const url of options.rest) {
      const address = readAddress(url);
      const path = options.value('o') ?? (options.has('O') ? address?.file : undefined);
      if (address && !address.secure && isNear(process, address.host)) {
        const exit = yield* fetchLocal(process, options, { address, path });
        if (exit !== 0) return exit;
        continue;
      }
      const problem = address
        ? obstacle(process, address, options.has('k'))
        : { exit: 3, text: 'URL using bad/illegal format or missing URL' };
      if (problem) {
        if (!quiet) process.complain(`(${problem.exit}) ${problem.text}`);
        return problem.exit;
      }
      if (!address) continue;
      const exit = fetchKnown(process, options, { address, path });
      if (exit !== 0) return exit;
    }
    return 0;
  },
};
export default command;

// Exit codes and texts: curl's man page and lib/strerror.c, lib/vtls/openssl.c.
function obstacle(process: Process, address: Address, insecure: boolean): { exit: number; text: string } | undefined {
  const { host, port } = address;
  if (isLocal(host))
    return { exit: 7, text: `Failed to connect to ${host} port ${port} after 0 ms: Could not connect to server` };
  if (!process.system.network) return { exit: 6, text: `Could not resolve host: ${host}` };
  // RFC 6761: the name is never registered
  if (/\.invalid$/i.test(host)) return { exit: 6, text: `Could not resolve host: ${host}` };
  if (address.secure && !insecure && !hasCertificates(process))
    return { exit: 77, text: 'error setting certificate file: /etc/ssl/certs/ca-certificates.crt' };
  return undefined;
}
