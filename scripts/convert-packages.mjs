// Package figures as YAML files for content/packages, for convert-images.mjs. The commands a package brings are general
// knowledge (PATHS below); figures and their sources come from the input.

const bin = (...names) => names.map((name) => `/usr/bin/${name}`);
const GCC = bin('gcc', 'cc', 'cpp', 'ld', 'as', 'ar', 'strip');
const PATHS = {
  curl: bin('curl'),
  git: bin('git'),
  'build-essential': [...GCC, ...bin('g++', 'c++', 'make', 'dpkg-buildpackage')],
  'build-base': [...GCC, ...bin('g++', 'c++', 'make', 'patch', 'file')],
  gcc: GCC,
  'g++': [...GCC, ...bin('g++', 'c++')],
  make: bin('make'),
  'libpq-dev': bin('pg_config'),
  'postgresql-dev': bin('pg_config', 'gcc', 'cc'),
  'ca-certificates': ['/usr/sbin/update-ca-certificates', ...bin('openssl')],
  python3: bin('python3'),
  'python3-pip': bin('python3', 'pip', 'pip3'),
  'py3-pip': bin('python3', 'pip', 'pip3'),
  'python3-venv': bin('python3'),
  wget: bin('wget'),
  gnupg: bin('gpg', 'gpgv'),
  tini: bin('tini'),
  'dumb-init': bin('dumb-init'),
  'openssh-client': bin('ssh', 'scp', 'sftp', 'ssh-add', 'ssh-agent', 'ssh-keygen', 'ssh-keyscan'),
  nginx: ['/usr/sbin/nginx'],
  procps: bin('ps', 'top', 'free', 'pgrep', 'pkill', 'watch', 'uptime'),
  iproute2: ['/usr/bin/ip', '/usr/bin/ss'],
  'iputils-ping': bin('ping'),
  dnsutils: bin('dig', 'nslookup', 'host'),
  'netcat-openbsd': bin('nc'),
  jq: bin('jq'),
  vim: bin('vim', 'vi'),
  'vim-tiny': bin('vi'),
  sudo: bin('sudo'),
  nodejs: bin('node', 'nodejs'),
  npm: bin('node', 'nodejs', 'npm', 'npx'),
  'nodejs npm': bin('node', 'npm', 'npx'),
  'golang-go': bin('go', 'gofmt'),
  go: [...bin('go', 'gofmt'), ...GCC],
  'default-jre-headless': bin('java'),
  'postgresql-client': bin('psql', 'pg_dump', 'pg_isready'),
  'redis-tools': bin('redis-cli'),
  strace: bin('strace'),
  htop: bin('htop'),
  less: bin('less'),
  unzip: bin('unzip'),
  'xz-utils': bin('xz', 'unxz', 'xzcat'),
  'pkg-config': bin('pkg-config'),
  rsync: bin('rsync'),
  bash: ['/bin/bash'],
  'busybox-static': bin('busybox'),
  gosu: ['/usr/sbin/gosu'],
  ffmpeg: bin('ffmpeg', 'ffprobe'),
  imagemagick: bin('convert', 'magick'),
  supervisor: bin('supervisord', 'supervisorctl'),
  cron: ['/usr/sbin/cron', '/usr/bin/crontab'],
  'libcap2-bin': ['/usr/sbin/setcap', '/usr/sbin/getcap'],
  'su-exec': ['/sbin/su-exec'],
  shadow: ['/usr/sbin/useradd', '/usr/sbin/groupadd', '/usr/sbin/usermod', '/usr/sbin/userdel'],
};
const paths = (name) => (PATHS[name] ? { commands: PATHS[name].join(' ') } : {});

function aptInstall(facts, layer) {
  if (!facts) return undefined;
  const bytes = layer?.bytes ?? facts.installed_kib * 1024;
  return {
    packages: facts.packages,
    download: facts.download_bytes,
    installed: bytes,
    ...(layer ? { files: layer.files } : { installed_assumed: true }),
  };
}

function apt(suite) {
  const packages = {};
  for (const [name, facts] of Object.entries(suite.packages)) {
    if (facts.in_base || (facts.virtual_or_transitional === true && !facts.no_recommends)) {
      packages[name] = { in_base: true };
      continue;
    }
    packages[name] = {
      version: facts.version,
      ...paths(name),
      plain: aptInstall(facts.no_recommends, facts.layer),
      ...(facts.layer_slim ? { slim: { installed: facts.layer_slim.bytes, files: facts.layer_slim.files } } : {}),
      recommends: aptInstall(facts.recommends, facts.layer_recommends),
      ...(facts.no_recommends?.names ? { names: facts.no_recommends.names.join(' ') } : {}),
    };
  }
  return {
    measured: suite.measured,
    base_packages: suite.base_packages,
    index: {
      bytes: suite.update.lists_bytes_docker_image_config,
      plain_bytes: suite.update.lists_bytes_plain,
      fetched: suite.update.fetched,
      package_cache_bytes: suite.update.var_cache_apt_pkgcache_bytes_without_docker_clean,
    },
    packages,
    combined_layers: suite.combined_layers,
  };
}

const MIB = 1024 * 1024;

function apk(data) {
  const packages = {};
  for (const [name, facts] of Object.entries(data.packages)) {
    const installed = Math.round(facts.added_mib_approx * MIB);
    packages[name] = {
      ...(facts.version_seen ? { version_seen: facts.version_seen } : {}),
      ...(name === 'tini' ? { commands: '/sbin/tini' } : paths(name)),
      plain: { packages: facts.new_packages, download: Math.round(installed * 0.4), installed },
      assumed: true,
      ...(facts.names ? { names: facts.names.join(' ') } : {}),
      ...(facts.source ? { source: facts.source } : {}),
      ...(facts.note ? { note: facts.note } : {}),
    };
  }
  return {
    base: data.base,
    index: {
      bytes: data.index.fetch_bytes_main_plus_community,
      assumed: true,
      note: data.index.left_in_layer_without_no_cache,
    },
    output_style: data.output_style,
    packages,
  };
}

function npm(data, applications) {
  const packages = {};
  for (const facts of data.packages)
    packages[facts.name] = {
      version: facts.version,
      plain: {
        packages: facts.packages,
        download: facts.npm_cache_bytes,
        installed: facts.node_modules_bytes,
        files: facts.files,
      },
      seconds: facts.seconds_cold,
    };
  return { measured: data.measured, how: data.how, packages, applications };
}

function go(data) {
  const { assumed: _, note, ...modules } = data.modules_assumed;
  const packages = {};
  for (const [name, facts] of Object.entries(modules))
    packages[name] = {
      plain: { packages: facts.direct_and_indirect, download: facts.zip_mb * 1e6, installed: facts.mod_cache_mb * 1e6 },
      assumed: true,
    };
  return { measured: data.measured, how: data.how, note, builds: data.builds, paths: data.paths, packages };
}

function pip(data) {
  const packages = {};
  for (const [name, facts] of Object.entries(data.packages)) {
    const { version, wheel_bytes_total: download, installed_bytes: installed, distributions, ...more } = facts;
    const script = ['gunicorn', 'flask', 'uvicorn', 'django'].includes(name);
    const command = name === 'django' ? 'django-admin' : name;
    packages[name] = {
      version,
      ...(script ? { commands: `/usr/local/bin/${command}` } : {}),
      plain: { packages: distributions.length, download, installed },
      names: distributions.join(' '),
      ...more,
    };
  }
  return { note: data.note, packages, messages: data.messages };
}

/** `[path, value, comment]` of each file. */
export function packageFiles(data) {
  const about =
    '"plain" is an install without recommended packages, "slim" the same with the exclusions of -slim images,\n' +
    '"recommends" with them. Bytes; "installed" is what the layer holds. Paths of commands are general knowledge.';
  const measured = `Measured ${data['_about'].measured_on.replace(', amd64;', ',\namd64;')}.`;
  return [
    ...['bookworm', 'trixie'].map((suite) => [
      `apt/${suite}.yaml`,
      { ...apt(data.apt[suite]), messages: data.apt.messages },
      `apt on Debian ${suite}. ${measured}\n${about}`,
    ]),
    ['apk/alpine.yaml', apk(data.apk), `apk on Alpine 3.20 to 3.24. Sizes are assumed.\n${about}`],
    ['npm/registry.yaml', npm(data.npm, data.npm_applications), `npm packages. Measured 2026-11-24.`],
    ['go/modules.yaml', go(data.go), `Go builds (measured) and modules (assumed).`],
    ['pip/index.yaml', pip(data.pip), `Python packages. Figures are assumed.`],
  ];
}
