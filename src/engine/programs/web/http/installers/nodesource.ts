import { digestOf } from '../../../../base/digest.ts';
import { has } from '../../../../toolchains/dpkg/place-package.ts';
import type { Process } from '../../../../kernel/system.ts';
import type { Installer } from '../installer.ts';

/** Release lines that NodeSource has repositories for. Source: nodesource/distributions, README. */
const LINES = new Set(['16', '18', '20', '21', '22', '23', '24', '25', 'lts', 'current']);
/** What `lts` and `current` stand for; assumed. */
const NAMED: Readonly<Record<string, string>> = { lts: '24', current: '25' };
const LIST = '/etc/apt/sources.list.d/nodesource.sources';

/**
 * NodeSource's setup script: key, repository and preference, so that `apt-get install nodejs` takes their package. Files and
 * texts: nodesource/distributions, scripts/deb/setup_24.x; times and colours of its log are left out.
 */
const installer: Installer = {
  interpreter: '/bin/bash',
  serve(address) {
    const [, line = ''] = /^deb\.nodesource\.com\/setup_(\w+)\.x$/.exec(address) ?? [];
    if (line !== '') return LINES.has(line) ? { words: [line] } : 'missing';
    return address.startsWith('deb.nodesource.com/setup') ? 'missing' : undefined;
  },
  run(process, [line = '']) {
    const version = NAMED[line] ?? line;
    if (process.system.os.packageManager !== 'apt')
      return failed(process, 'This script is only supported on Debian-based systems.');
    if (process.credentials.uid !== 0) return failed(process, "Failed to run 'apt update' (Exit Code: 100)");
    process.out('Installing pre-requisites\n');
    process.takes(6000);
    const keyring = '/usr/share/keyrings/nodesource.gpg';
    for (const folder of ['/usr/share/keyrings', '/etc/apt/sources.list.d', '/etc/apt/preferences.d'])
      process.files.mkdir(folder, { parents: true });
    process.files.write(keyring, { size: 1182, mode: 0o644, digest: digestOf('key', 'nodesource') });
    process.files.write(LIST, {
      content: `Types: deb\nURIs: https://deb.nodesource.com/node_${version}.x\nSuites: nodistro\nComponents: main\nSigned-By: ${keyring}\n`,
      mode: 0o644,
    });
    process.files.write('/etc/apt/preferences.d/nodejs', {
      content: 'Package: nodejs\nPin: origin deb.nodesource.com\nPin-Priority: 600\n',
      mode: 0o644,
    });
    // its own `apt update` leaves the lists behind
    process.files.mkdir('/var/lib/apt/lists', { parents: true });
    const lists = '/var/lib/apt/lists/deb.debian.org_debian_dists_main_binary_Packages.lz4';
    if (!has(process, lists))
      process.files.write(lists, {
        size: process.system.packages.indexBytes('apt', process.system.os.suite ?? 'trixie'),
      });
    process.out('Repository configured successfully.\nTo install Node.js, run: apt install nodejs -y\n');
    return 0;
  },
};
export default installer;

function failed(process: Process, message: string): number {
  process.out(`Error: ${message}\n`);
  return 1;
}
