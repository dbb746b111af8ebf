import { fetchKnown, fetchLocal } from './http/wget.ts';
import { readOptions } from '../lib/options.ts';
import { hasCertificates, isLocal, isNear, readAddress, type Address } from '../../kernel/network/download.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';

const command: Command = {
  summary:
    'Fetches URLs: from servers of this machine for real; elsewhere what stops a request is real (no network, no CA bundle), well-known installers have a stand-in, other contents are not simulated.',
  example: `
$ wget -q http://localhost:8080/ || echo $?
4
`,
  *run(process, args): Task {
    const options = readOptions(process, args, {
      flags: 'qcSvN46',
      busybox: 'cqSP:O:o:T:U:Y:',
      values: 'OPtTUYo',
      long: {
        '--quiet': 'q',
        '--output-document=': 'O',
        '--no-check-certificate': 'k',
        '--spider': 's',
        '--tries=': 't',
        '--timeout=': 'T',
        '--directory-prefix=': 'P',
        '--no-verbose': 'nv',
        '--header=': 'H',
        '--progress=': 'progress',
        '--show-progress': 'progress',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const [url] = options.rest;
    const address = url === undefined ? undefined : readAddress(url);
    if (!address) {
      process.complain('missing URL');
      return 1;
    }
    const named = options.value('O');
    const folder = options.value('P');
    const own = `${folder === undefined ? '' : `${folder}/`}${address.file || 'index.html'}`;
    const path = options.has('s') ? undefined : (named ?? own);
    if (isNear(process, address.host) && !address.secure) return yield* fetchLocal(process, options, { address, path });
    const problem = obstacle(process, address, options.has('k'));
    if (problem) {
      if (process.flavor === 'busybox') process.complain(problem.busybox);
      else if (!options.has('q')) process.err(`${problem.gnu}\n`);
      return process.flavor === 'busybox' ? 1 : problem.exit;
    }
    return fetchKnown(process, options, { address, path });
  },
};
export default command;

interface Problem {
  readonly exit: number;
  readonly gnu: string;
  readonly busybox: string;
}

// Exit codes: GNU wget's manual, "Exit Status" (4 network failure, 5 TLS verification).
function obstacle(process: Process, address: Address, insecure: boolean): Problem | undefined {
  const { host, port } = address;
  if (isLocal(host))
    return {
      exit: 4,
      gnu: `Connecting to ${host}:${port}... failed: Connection refused.`,
      busybox: `can't connect to remote host (127.0.0.1): Connection refused`,
    };
  if (!process.system.network || /\.invalid$/i.test(host))
    return {
      exit: 4,
      gnu: `wget: unable to resolve host address '${host}'`,
      busybox: `bad address '${host}'`,
    };
  if (address.secure && !insecure && !hasCertificates(process))
    return {
      exit: 5,
      gnu: `ERROR: The certificate of '${host}' is not trusted.`,
      busybox: 'error getting response: Connection reset by peer',
    };
  return undefined;
}
