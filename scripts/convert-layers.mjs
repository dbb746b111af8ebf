// What the layers of known images hold, for convert-images.mjs: general knowledge of these images, labelled as assumed
// in the files it goes to. `rest` is the directory whose unlisted files take up the bytes that are left.

const commands = (directory, ...names) => ({ commands: { [directory]: names } });
const SCM = [
  'git',
  'hg',
  'svn',
  'ssh',
  'scp',
  'ssh-add',
  'ssh-agent',
  'ssh-keygen',
  'ssh-keyscan',
  'ps',
  'top',
  'free',
];
const GCC = ['gcc', 'g++', 'cc', 'c++', 'cpp', 'ld', 'as', 'ar', 'make', 'pkg-config'];
const BUILD = [
  'autoconf',
  'automake',
  'bzip2',
  'convert',
  'file',
  'patch',
  'python3',
  'unzip',
  'xz',
  'openssl',
  'pg_config',
];

const NODE_ENTRY = `#!/bin/sh
set -e

# an option, an unknown word or a file that cannot be executed is meant for node
if [ "\${1#-}" != "\${1}" ] || [ -z "$(command -v "\${1}")" ] || { [ -f "\${1}" ] && ! [ -x "\${1}" ]; }; then
  set -- node "$@"
fi

exec "$@"
`;
const NGINX_ENTRY = `#!/bin/sh
set -e

# the scripts of /docker-entrypoint.d adjust the configuration; their work is not modelled
exec "$@"
`;
const EXEC_ENTRY = `#!/bin/sh
set -e

exec "$@"
`;
const CONF = (port) => `server {
    listen       ${port};
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }

    error_page   500 502 503 504  /50x.html;
    location = /50x.html {
        root   /usr/share/nginx/html;
    }
}
`;
const MAIN_CONF = (user, pid) => `${user ? 'user  nginx;\n' : ''}worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        ${pid};

events {
    worker_connections  1024;
}

http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;
    access_log  /var/log/nginx/access.log;
    sendfile        on;
    keepalive_timeout  65;
    include /etc/nginx/conf.d/*.conf;
}
`;
const WELCOME = `<!DOCTYPE html>
<html>
<head><title>Welcome to nginx!</title></head>
<body><h1>Welcome to nginx!</h1></body>
</html>
`;

const script = (text) => ({ text, mode: '0755', rest: true });

function node(version, bytes) {
  const modules = '/usr/local/lib/node_modules';
  return {
    files: {
      '/usr/local/bin/node': { elf: 'node', size: Math.round(bytes * 0.8), version },
      '/usr/local/bin/nodejs': { link: '/usr/local/bin/node' },
      '/usr/local/bin/npm': { link: '../lib/node_modules/npm/bin/npm-cli.js' },
      '/usr/local/bin/npx': { link: '../lib/node_modules/npm/bin/npx-cli.js' },
      '/usr/local/bin/corepack': { link: '../lib/node_modules/corepack/dist/corepack.js' },
      [`${modules}/npm/bin/npm-cli.js`]: { run: 'npm', size: 54 },
      [`${modules}/npm/bin/npx-cli.js`]: { run: 'npx', size: 2900 },
      [`${modules}/corepack/dist/corepack.js`]: { run: 'corepack', size: 1000 },
    },
    rest: { path: `${modules}/npm`, files: 2100 },
  };
}

function python(version) {
  const minor = version.split('.').slice(0, 2).join('.');
  return {
    files: {
      [`/usr/local/bin/python${minor}`]: { elf: 'python3', size: 14480, version },
      [`/usr/local/lib/libpython${minor}.so.1.0`]: { size: 6300000 },
      '/usr/local/bin/python3': { link: `python${minor}` },
      '/usr/local/bin/pip3': { run: 'pip', size: 230 },
      '/usr/local/bin/pip': { run: 'pip', size: 230 },
      '/usr/local/bin/pydoc3': { run: 'pydoc', size: 80 },
      '/usr/local/bin/idle3': { run: 'idle', size: 90 },
      [`/usr/local/lib/python${minor}/site-packages/pip/`]: { bulk: 900, size: 8000000 },
    },
    rest: { path: `/usr/local/lib/python${minor}`, files: 2200 },
  };
}

function nginx(config, deb) {
  const unprivileged = config.User === '101';
  const owner = unprivileged ? { owner: '101:0' } : {};
  return {
    files: {
      '/usr/sbin/nginx': { elf: 'nginx', size: 1500000, version: env(config, 'NGINX_VERSION') },
      '/etc/nginx/nginx.conf': { text: MAIN_CONF(!unprivileged, unprivileged ? '/tmp/nginx.pid' : '/run/nginx.pid') },
      '/etc/nginx/mime.types': { size: 5349 },
      '/etc/nginx/conf.d/default.conf': { text: CONF(unprivileged ? 8080 : 80) },
      '/usr/share/nginx/html/index.html': { text: WELCOME },
      '/usr/share/nginx/html/50x.html': { size: 497 },
      '/var/cache/nginx/': { ...owner },
      '/var/log/nginx/': {},
      '/var/log/nginx/access.log': { link: '/dev/stdout' },
      '/var/log/nginx/error.log': { link: '/dev/stderr' },
      '/docker-entrypoint.d/': {},
    },
    ...(deb ? commands('/usr/bin', 'envsubst', 'curl') : commands('/usr/bin', 'envsubst')),
    ...(deb ? { parts: ['ca-certificates'] } : {}),
    rest: { path: '/usr/lib/nginx', files: 60 },
  };
}

const env = (config, name) => config.Env.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';

function go(version) {
  return {
    files: {
      '/usr/local/go/bin/go': { elf: 'go', size: 13600000, version, libc: 'static' },
      '/usr/local/go/bin/gofmt': { elf: 'gofmt', size: 2800000, libc: 'static' },
      '/usr/local/go/VERSION': { text: `go${version}\n` },
    },
    rest: { path: '/usr/local/go', files: 14000 },
  };
}

function distroless(repository, image) {
  const parts = ['distroless'];
  const files = {};
  const interpreter = image.os.binaries.find((path) => /python3\.\d/.test(path));
  if (image.os.libc === 'glibc') parts.push('distroless-glibc');
  let rest = { path: '/usr/share/zoneinfo', files: 600 };
  if (repository.includes('nodejs')) {
    const version = /nodejs(\d+)/.exec(repository)[1];
    files['/nodejs/bin/node'] = { elf: 'node', size: 115000000, version };
    rest = { path: '/nodejs', files: 40 };
  } else if (interpreter) {
    files[interpreter] = { elf: 'python3', size: 6800000, version: /3\.\d+/.exec(interpreter)[0] };
    files['/usr/bin/python3'] = { link: interpreter.split('/').pop() };
    rest = { path: `/usr/lib/${interpreter.split('/').pop()}`, files: 900 };
  } else if (image.os.libc === 'glibc') rest = { path: '/usr/lib/{triplet}', files: 60 };
  return { parts, users: image.os.users, ...(Object.keys(files).length ? { files } : {}), rest };
}

const BASE_USERS = new Map();

/** Users that this image has beyond those of its family's root file system. */
function addedUsers(image) {
  const base = BASE_USERS.get(image.os.family);
  if (!base) BASE_USERS.set(image.os.family, image.os.users);
  return base ? image.os.users.filter((user) => !base.includes(user)) : [];
}

const user = (image, more = {}) => ({ users: addedUsers(image), ...more });

/** Pattern of `created_by` → what the layer holds. The first match counts. */
const LAYERS = [
  [
    /^ADD alpine-minirootfs/,
    (_, image) => ({ parts: ['alpine'], users: rootUsers(image), rest: { path: '/usr/share', files: 40 } }),
  ],
  [
    /^RUN # debian\.sh/,
    (_, image) => ({
      parts: [
        'debian',
        ...(image.os.codename === 'bookworm' ? ['debian-adduser'] : []),
        docs(image) ? 'debian-docs' : 'dpkg-excludes',
      ],
      users: rootUsers(image),
      rest: { path: '/usr/lib/{triplet}', files: 900 },
    }),
  ],
  [
    /^ADD file:|^Ubuntu .* rootfs/,
    (_, image) => ({
      parts: ['debian', 'ubuntu', ...(image.os.version === '22.04' ? ['debian-adduser'] : []), 'dpkg-excludes'],
      users: rootUsers(image),
      rest: { path: '/usr/lib/{triplet}', files: 900 },
    }),
  ],
  [/^ADD busybox/, (_, image) => ({ parts: ['busybox'], users: rootUsers(image), rest: { path: '/lib', files: 8 } })],
  [
    /install node, npm\)/,
    (layer, image) => {
      const contents = node(env(image.config, 'NODE_VERSION'), layer.uncompressed_bytes);
      return user(image, {
        ...contents,
        files: { '/home/node/': { owner: '1000:1000', mode: '2755' }, ...contents.files },
      });
    },
  ],
  [/install node [\d.]+, npm/, (layer, image) => node(env(image.config, 'NODE_VERSION'), layer.uncompressed_bytes)],
  [
    /yarn 1\.22\.22/,
    () => ({
      files: {
        '/opt/yarn-v1.22.22/bin/yarn': { run: 'yarn', size: 1025 },
        '/usr/local/bin/yarn': { link: '/opt/yarn-v1.22.22/bin/yarn' },
        '/usr/local/bin/yarnpkg': { link: '/opt/yarn-v1.22.22/bin/yarn' },
      },
      rest: { path: '/opt/yarn-v1.22.22', files: 12 },
    }),
  ],
  [
    /^RUN groupadd --gid 1000 node/,
    (_, image) => user(image, { files: { '/home/node/': { owner: '1000:1000', mode: '0700' } } }),
  ],
  [
    /install ca-certificates curl gnupg netbase sq wget/,
    () => ({
      parts: ['ca-certificates'],
      ...commands('/usr/bin', 'curl', 'wget', 'gpg', 'openssl'),
      rest: { path: '/usr/share/perl5', files: 1400 },
    }),
  ],
  [
    /install git mercurial openssh-client/,
    () => ({ ...commands('/usr/bin', ...SCM), rest: { path: '/usr/lib/git-core', files: 4800 } }),
  ],
  [
    /install autoconf/,
    () => ({ ...commands('/usr/bin', ...GCC, ...BUILD), rest: { path: '/usr/lib/gcc', files: 12000 } }),
  ],
  [/install g\+\+ gcc/, () => ({ ...commands('/usr/bin', ...GCC), rest: { path: '/usr/lib/gcc', files: 5200 } })],
  [/install libbluetooth-dev/, () => ({ rest: { path: '/usr/include', files: 900 } })],
  [
    /apt-get install ca-certificates netbase tzdata$/,
    () => ({
      parts: ['ca-certificates'],
      ...commands('/usr/bin', 'openssl'),
      rest: { path: '/usr/share/ca-certificates', files: 140 },
    }),
  ],
  [
    /apk add --no-cache ca-certificates( tzdata)?$/,
    () => ({ parts: ['ca-certificates'], rest: { path: '/usr/share/ca-certificates', files: 140 } }),
  ],
  [/install Python/, (layer, image) => python(env(image.config, 'PYTHON_VERSION'))],
  [
    /symlinks/,
    () => ({
      files: {
        '/usr/local/bin/python': { link: 'python3' },
        '/usr/local/bin/pydoc': { link: 'pydoc3' },
        '/usr/local/bin/idle': { link: 'idle3' },
      },
    }),
  ],
  [/\/target\/ \/ \(go/, (_, image) => go(env(image.config, 'GOLANG_VERSION'))],
  [
    /mkdir -p "\$GOPATH/,
    () => ({ files: { '/go/': { mode: '1777' }, '/go/src/': { mode: '1777' }, '/go/bin/': { mode: '1777' } } }),
  ],
  [/^WORKDIR \/data/, () => ({})],
  [/groupadd --system --gid 101 nginx/, (_, image) => user(image, nginx(image.config, true))],
  [/addgroup -g 101 -S nginx/, (_, image) => user(image, nginx(image.config, false))],
  [
    /config moved to port 8080/,
    (_, image) => user(image, { ...nginx(image.config, false), ...commands('/usr/bin', 'envsubst', 'curl') }),
  ],
  [
    /apk add nginx modules/,
    () => ({ ...commands('/usr/bin', 'curl'), rest: { path: '/usr/lib/nginx/modules', files: 400 } }),
  ],
  [/^COPY docker-entrypoint\.sh \/$/, () => ({ files: { '/docker-entrypoint.sh': script(NGINX_ENTRY) } })],
  [
    /^COPY (\d\d-\S+) /,
    (layer) => ({
      files: {
        [`/docker-entrypoint.d/${/^COPY (\S+)/.exec(layer.created_by)[1]}`]: {
          size: layer.uncompressed_bytes,
          mode: '0755',
        },
      },
    }),
  ],
  [
    /groupadd -r postgres|addgroup -g 70 -S postgres/,
    (_, image) =>
      user(image, { files: { '/var/lib/postgresql/': { owner: image.os.libc === 'musl' ? '70:70' : '999:999' } } }),
  ],
  [
    /install gnupg less/,
    () => ({ ...commands('/usr/bin', 'gpg', 'less'), rest: { path: '/usr/lib/gnupg', files: 300 } }),
  ],
  [
    /gosu/,
    () => ({
      files: { '/usr/local/bin/gosu': { elf: 'gosu', libc: 'static', size: 1900000 } },
      rest: { path: '/usr/share/doc', files: 2 },
    }),
  ],
  [/install locales/, () => ({ rest: { path: '/usr/lib/locale', files: 20 } })],
  [
    /install libnss-wrapper/,
    () => ({ ...commands('/usr/bin', 'xz', 'zstd'), rest: { path: '/usr/share/zstd', files: 60 } }),
  ],
  [/mkdir \/docker-entrypoint-initdb\.d/, () => ({ files: { '/docker-entrypoint-initdb.d/': {} } })],
  [
    /install postgresql-(\d+)/,
    (_, image) => postgres(image, `/usr/lib/postgresql/${env(image.config, 'PG_MAJOR')}/bin`),
  ],
  [
    /install PostgreSQL/,
    (_, image) => ({ ...postgres(image, '/usr/local/bin'), ...commands('/usr/bin', 'bash', 'zstd') }),
  ],
  [
    /var\/run\/postgresql/,
    (_, image) => ({
      files: { '/run/postgresql/': { owner: image.os.libc === 'musl' ? '70:70' : '999:999', mode: '3777' } },
    }),
  ],
  [
    /\$PGDATA/,
    (_, image) => ({
      files: { '/var/lib/postgresql/data/': { owner: image.os.libc === 'musl' ? '70:70' : '999:999', mode: '1777' } },
    }),
  ],
  [
    /docker-ensure-initdb\.sh \/usr/,
    () => ({
      files: {
        '/usr/local/bin/docker-ensure-initdb.sh': { size: 1100, mode: '0755' },
        '/usr/local/bin/docker-entrypoint.sh': script(EXEC_ENTRY),
      },
    }),
  ],
  [/redis.*useradd|addgroup -S -g 1000 redis/, (_, image) => user(image)],
  [/tzdata setpriv/, () => ({ ...commands('/usr/bin', 'setpriv'), rest: { path: '/usr/share/zoneinfo', files: 600 } })],
  [
    /install redis/,
    (_, image) => ({
      files: {
        '/usr/local/bin/redis-server': {
          elf: 'redis-server',
          size: 18000000,
          version: env(image.config, 'REDIS_VERSION'),
        },
        '/usr/local/bin/redis-cli': { elf: 'redis-cli', size: 9000000 },
      },
      rest: { path: '/usr/local/lib/redis', files: 12 },
    }),
  ],
  [
    /mkdir \/data && chown/,
    (_, image) => ({ files: { '/data/': { owner: image.os.libc === 'musl' ? '999:1000' : '999:999' } } }),
  ],
  [
    /^COPY docker-entrypoint\.sh \/usr\/local\/bin\/$/,
    (_, image) => ({
      files: { '/usr/local/bin/docker-entrypoint.sh': script(image.name.startsWith('node') ? NODE_ENTRY : EXEC_ENTRY) },
    }),
  ],
  [/rustup-init|rustup toolchain/, (_, image) => rust(image)],
  [/^COPY entrypoint\.sh/, () => ({ files: { '/__cacert_entrypoint.sh': script(EXEC_ENTRY) } })],
  [
    /install curl wget gnupg fontconfig|binutils ca-certificates curl/,
    () => ({
      parts: ['ca-certificates'],
      ...commands('/usr/bin', 'curl', 'wget', 'gpg'),
      rest: { path: '/usr/share/fonts', files: 900 },
    }),
  ],
  [/apk add fontconfig/, () => ({ parts: ['ca-certificates'], rest: { path: '/usr/share/fonts', files: 60 } })],
  [
    /JRE 21|JDK 21/,
    (_, image) => ({
      files: {
        '/opt/java/openjdk/bin/java': { elf: 'java', size: 12400, version: image.version ?? '21' },
        ...(/JDK/.test(image.layers.map((one) => one.created_by).join())
          ? {
              '/opt/java/openjdk/bin/javac': { elf: 'javac', size: 12400 },
              '/opt/java/openjdk/bin/jshell': { elf: 'jshell', size: 12400 },
            }
          : {}),
      },
      rest: { path: '/opt/java/openjdk/lib', files: 120 },
    }),
  ],
  [/^bazel build: busybox/, () => ({ parts: ['busybox-debug'] })],
  [/^bazel build/, (_, image, repository) => distroless(repository, image)],
  [
    /^apko build/,
    (_, image) => ({ parts: ['distroless'], users: image.os.users, rest: { path: '/usr/share/zoneinfo', files: 600 } }),
  ],
];

function docs(image) {
  return image.os.dpkg_excludes_docs === false;
}

function rootUsers(image) {
  const extra = addedUsers(image);
  return image.os.id === 'ubuntu' ? image.os.users : image.os.users.filter((one) => !extra.includes(one));
}

function postgres(image, bin) {
  return {
    files: {
      [`${bin}/postgres`]: { elf: 'postgres', size: 9800000, version: env(image.config, 'PG_VERSION') },
      ...(bin.startsWith('/usr/lib') ? { [`${bin}/initdb`]: { elf: 'initdb', size: 220000 } } : {}),
      [`${bin.startsWith('/usr/lib') ? '/usr/bin' : bin}/psql`]: { elf: 'psql', size: 760000 },
      [`${bin.startsWith('/usr/lib') ? '/usr/bin' : bin}/pg_isready`]: { elf: 'pg_isready', size: 90000 },
    },
    rest: { path: bin.startsWith('/usr/lib') ? '/usr/lib/postgresql' : '/usr/local/lib', files: 2600 },
  };
}

function rust(image) {
  const cargo = '/usr/local/cargo/bin';
  const slim = image.name.includes('slim');
  return {
    ...(slim ? { parts: ['ca-certificates'], ...commands('/usr/bin', 'gcc', 'cc', 'cpp', 'ld', 'as', 'ar') } : {}),
    files: {
      [`${cargo}/`]: { mode: '0777' },
      ...Object.fromEntries(
        ['rustup', 'cargo', 'rustc'].map((name) => [
          `${cargo}/${name}`,
          { elf: name, size: 11000000, version: image.version ?? '1' },
        ]),
      ),
    },
    rest: { path: '/usr/local/rustup', files: 500 },
  };
}

/** Members for one layer of the YAML file. */
export function layerContents(layer, image, repository) {
  const found = LAYERS.find(([pattern]) => pattern.test(layer.created_by));
  const contents = found ? found[1](layer, image, repository) : {};
  const out = {};
  for (const [key, value] of Object.entries(contents)) {
    if (Array.isArray(value) && !value.length) continue;
    if (key === 'commands')
      out[key] = Object.fromEntries(Object.entries(value).map(([at, names]) => [at, names.join(' ')]));
    else out[key] = key === 'users' ? value.join(' ') : value;
  }
  return out;
}
