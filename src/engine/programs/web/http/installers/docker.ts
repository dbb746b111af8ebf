import { digestOf } from '../../../../base/digest.ts';
import type { Installer } from '../installer.ts';
import { placeProgram } from '../place-program.ts';

/** Version and bytes of docker-ce, its CLI, containerd, buildx and compose; assumed. */
const VERSION = '29.1.0';
const CLI = 42_000_000;
const REST = 395_000_000;

/** get.docker.com: the packages of Docker's repository. Texts: docker/docker-install, install.sh. */
const installer: Installer = {
  interpreter: '/bin/sh',
  serve: (address) => (address === 'get.docker.com' ? { words: [], guards: 'set -e' } : undefined),
  run(process, words) {
    const { os, platform } = process.system;
    process.out('# Executing docker install script\n');
    if (process.credentials.uid !== 0) {
      process.err(
        'Error: this installer needs the ability to run commands as root.\nWe are unable to find either "sudo" or "su" available to make this happen.\n',
      );
      return 1;
    }
    if (os.packageManager !== 'apt') {
      process.out(`\nERROR: Unsupported distribution '${os.family}'\n\n`);
      return 1;
    }
    const strange = words.find((word) => word.startsWith('-'));
    if (strange !== undefined) process.notSimulated(`option ${strange} of get.docker.com`);
    process.files.mkdir('/etc/apt/keyrings', { parents: true });
    process.files.write('/etc/apt/keyrings/docker.asc', { size: 3817, digest: digestOf('key', 'docker') });
    process.files.mkdir('/etc/apt/sources.list.d', { parents: true });
    process.files.write('/etc/apt/sources.list.d/docker.list', {
      content: `deb [arch=${platform.split('/')[1] ?? 'amd64'} signed-by=/etc/apt/keyrings/docker.asc] https://download.docker.com/linux/${os.family} ${os.suite ?? ''} stable\n`,
    });
    placeProgram(process, { path: '/usr/bin/docker', model: 'docker', size: CLI, version: VERSION });
    process.files.mkdir('/usr/libexec', { parents: true });
    process.files.write('/usr/libexec/docker', {
      bulk: { files: 210, size: REST },
      digest: digestOf('docker-ce', VERSION),
    });
    process.takes(38_000);
    process.err(
      `+ sh -c DEBIAN_FRONTEND=noninteractive apt-get -y -qq install docker-ce docker-ce-cli containerd.io docker-compose-plugin docker-ce-rootless-extras docker-buildx-plugin >/dev/null\n`,
    );
    return 0;
  },
};
export default installer;
