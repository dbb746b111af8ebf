// os: a machine with two processors and 4 GB, as the rest of the simulator has it.
const { facts } = internal;
const errors = internal.core('errors');

/** A number without a line in /etc/passwd. Source: Node's lib/os.js, userInfo, and SystemError. */
function unknownUser() {
  const error = errors.coded(
    Error,
    'ERR_SYSTEM_ERROR',
    'A system error occurred: uv_os_get_passwd returned ENOENT (no such file or directory)',
  );
  error.stack = error.stack.replace(/^Error /, 'SystemError ');
  return Object.assign(error, { name: 'SystemError', errno: -2, syscall: 'uv_os_get_passwd' });
}

module.exports = {
  EOL: '\n',
  devNull: '/dev/null',
  constants: { signals: internal.signals, errno: {}, priority: { PRIORITY_LOW: 19, PRIORITY_NORMAL: 0 } },
  arch: () => facts.arch,
  platform: () => 'linux',
  type: () => 'Linux',
  release: () => '6.1.0',
  version: () => '#1 SMP',
  machine: () => ({ x64: 'x86_64', arm64: 'aarch64' })[facts.arch] ?? facts.arch,
  hostname: () => internal.host('hostname'),
  homedir: () => process.env.HOME ?? facts.home,
  tmpdir: () => process.env.TMPDIR ?? '/tmp',
  endianness: () => 'LE',
  uptime: () => 1000 + Math.floor(internal.host('now') / 1000),
  loadavg: () => [0, 0, 0],
  totalmem: () => 4_123_168_768,
  freemem: () => 3_084_333_056,
  availableParallelism: () => 2,
  cpus: () => [0, 1].map(() => ({ model: 'unknown', speed: 0, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } })),
  networkInterfaces: () => internal.host('interfaces'),
  userInfo() {
    if (facts.username === '') throw unknownUser();
    return { uid: facts.uid, gid: facts.gid, username: facts.username, homedir: facts.home, shell: facts.shell };
  },
  getPriority: () => 0,
  setPriority() {},
};
