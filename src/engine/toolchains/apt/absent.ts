/**
 * Names that people try and no package of Debian 13 has: `apt-get install -s` of apt 3.0.4 answered "Unable to locate package"
 * for each (main with updates and security, 2026-11-27). Whatever else content/packages does not list is not simulated.
 */
const LOCATED_NOWHERE = new Set(
  (
    'alpine-sdk apt-key bind-tools bind-utils build-base bun ca-certificates-bundle code containerd.io curl-dev deno dig ' +
    'docker-buildx-plugin docker-compose-plugin dockerize g77 gcompat go google-chrome-stable google-cloud-cli grafana helm ' +
    'ifconfig ip iputils java jdk k3s libc6-compat libcap libcap-utils libgcc libpq libpq-devel libssl1.1 minio mongodb-org nc ' +
    'netstat nmap-ncat node nodejs-current nslookup openjdk-11-jdk openjdk-8-jdk openssh openssh-client-default openssl-dev ' +
    'openssl-devel pnpm poetry postgresql-client-16 postgresql-dev procps-ng ps py3-pip python3.12 python3.9 rust s6-overlay ' +
    'shadow shadow-utils sqlite sqlite-dev sqlite-libs su-exec terraform traefik typescript uv vault vi xz yum zlib-dev yarn'
  ).split(' '),
);

/** Names that other packages mention, and what replaces them; from the same runs. */
const REFERRED: Readonly<Record<string, string | undefined>> = {
  'docker-ce': undefined,
  'docker-ce-cli': undefined,
  'mysql-client': undefined,
  'mysql-server': undefined,
  'libmysqlclient-dev': undefined,
  mongodb: undefined,
  python: undefined,
  'python-dev': undefined,
  'python-pip': 'python3-pip',
  python2: undefined,
  'openjdk-11-jre-headless': undefined,
};

/** Names of packages: Debian Policy 5.6.1. */
const NAME = /^[a-z0-9][a-z0-9+.-]+$/;

/** What apt says of a name that no package has; undefined when that is not known. */
export function absent(name: string, suite: string): { readonly out: string; readonly err: string } | undefined {
  if (!NAME.test(name) || (suite === 'trixie' && LOCATED_NOWHERE.has(name)))
    return { out: '', err: `E: Unable to locate package ${name}\n` };
  if (suite !== 'trixie') return undefined;
  if (name === 'netcat')
    return {
      out: 'Package netcat is a virtual package provided by:\n  netcat-openbsd 1.229-1\n  netcat-traditional 1.10-50\n\n',
      err: "E: Package 'netcat' has no installation candidate\n",
    };
  if (!Object.hasOwn(REFERRED, name)) return undefined;
  const other = REFERRED[name];
  const more = other === undefined ? '' : `However the following packages replace it:\n  ${other}\n`;
  return { out: `${referred(name)}${more}\n`, err: `E: Package '${name}' has no installation candidate\n` };
}

/** Printed where a name or a version of it cannot be had. */
export function referred(name: string): string {
  return `Package ${name} is not available, but is referred to by another package.\nThis may mean that the package is missing, has been obsoleted, or\nis only available from another source\n`;
}
