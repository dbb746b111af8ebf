import { describe, expect, it } from 'vitest';
import { testMachine, type TestOptions } from '../../testing/machine.ts';

// Texts and exit codes were compared with Git 2.47.3 and OpenSSH 10.0 on Debian 13; what GitHub answers is from its documentation.
const KEY = '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n';
const KNOWN = { '/root/.ssh/known_hosts': 'github.com ssh-ed25519 AAAA\n' };
const PRIVATE_KEY = { '/root/.ssh/id_ed25519': { content: KEY, mode: 0o600 } };
const NO_ACCESS =
  'fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.\n';
const SSH = 'git clone git@github.com:acme/handbook.git';

function git(files: NonNullable<TestOptions['files']> = {}, options: TestOptions = {}) {
  return testMachine({ cwd: '/tmp', env: { PATH: '/usr/bin:/bin', HOME: '/root' }, ...options, files });
}
/** Exit code and standard error. */
function said({ exit, err }: { exit: number; err: string }) {
  return { exit, err };
}
const cloning = (rest: string) => ({ exit: 128, err: `Cloning into 'handbook'...\n${rest}` });
const DONE = { exit: 0, err: "Cloning into 'handbook'...\n" };

/** Exit code of a clone by user 1000 with an agent whose socket belongs to `owner`. */
const agent = (owner: number) =>
  git(
    {
      '/run/agent': { content: '', mode: 0o600, owner: { uid: owner, gid: owner } },
      '/etc/ssh/ssh_known_hosts': 'github.com ssh-ed25519 AAAA\n',
    },
    { user: 'node', system: { credentials: { sshAgent: true } } },
  ).run(`SSH_AUTH_SOCK=/run/agent ${SSH}`).exit;

describe('git clone over ssh', () => {
  it('needs the client, the host key and a key, in this order', () => {
    expect(said(git({ '/usr/bin/ssh': null }).run(SSH))).toEqual(
      cloning('error: cannot run ssh: No such file or directory\nfatal: unable to fork\n'),
    );
    expect(said(git(PRIVATE_KEY).run(SSH))).toEqual(cloning(`Host key verification failed.\n${NO_ACCESS}`));
    expect(said(git(KNOWN).run(SSH))).toEqual(cloning(`git@github.com: Permission denied (publickey).\n${NO_ACCESS}`));
    expect(said(git({ ...KNOWN, ...PRIVATE_KEY }).run(SSH))).toEqual(DONE);
    expect(said(git({ ...KNOWN, ...PRIVATE_KEY }, { system: { network: false } }).run(SSH))).toEqual(
      cloning(`ssh: Could not resolve hostname github.com: Temporary failure in name resolution\n${NO_ACCESS}`),
    );
  });

  it('takes the host key from other places too, or does not ask for it', () => {
    const global = { '/etc/ssh/ssh_known_hosts': KNOWN['/root/.ssh/known_hosts'], ...PRIVATE_KEY };
    expect(git(global).run(SSH).exit).toBe(0);
    expect(git({ ...PRIVATE_KEY, '/root/.ssh/known_hosts': 'gitlab.com ssh-ed25519 AAAA\n' }).run(SSH).exit).toBe(128);
    const lax = 'GIT_SSH_COMMAND="ssh -o StrictHostKeyChecking=accept-new"';
    expect(git(PRIVATE_KEY).run(`${lax} ${SSH}`).exit).toBe(0);
    expect(git({ ...PRIVATE_KEY, '/root/.ssh/config': 'Host *\n  StrictHostKeyChecking no\n' }).run(SSH).exit).toBe(0);
    expect(
      git({ ...PRIVATE_KEY }).run(`ssh-keyscan github.com >> /root/.ssh/known_hosts 2>/dev/null; ${SSH}`).exit,
    ).toBe(0);
  });

  it('reads settings from -c and from variables', () => {
    const lax = 'ssh -o StrictHostKeyChecking=no';
    expect(git(PRIVATE_KEY).run(SSH.replace('git ', `git -c core.sshCommand='${lax}' `)).exit).toBe(0);
    expect(git(PRIVATE_KEY).run(SSH.replace('git ', 'git -c core.quotePath=false ')).exit).toBe(128);
    const variables = `GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.sshCommand GIT_CONFIG_VALUE_0='${lax}'`;
    expect(git(PRIVATE_KEY).run(`${variables} ${SSH}`).exit).toBe(0);
  });

  it("does not reach an agent behind somebody else's socket", () => {
    expect([agent(0), agent(1000)]).toEqual([128, 0]);
  });

  it('takes a key from an option, a configuration or an agent', () => {
    const secret = { ...KNOWN, '/run/secrets/key': { content: KEY, mode: 0o400 } };
    expect(git(secret).run(SSH).exit).toBe(128);
    expect(git(secret).run(`GIT_SSH_COMMAND='ssh -i /run/secrets/key -o IdentitiesOnly=yes' ${SSH}`).exit).toBe(0);
    expect(git(secret).run(`git config --global core.sshCommand 'ssh -i /run/secrets/key'; ${SSH}`).exit).toBe(0);
    expect(
      git({ ...secret, '/root/.ssh/config': 'Host github.com\n  IdentityFile /run/secrets/key\n' }).run(SSH).exit,
    ).toBe(0);
    expect(git(secret).run(`eval "$(ssh-agent -s)" && ssh-add /run/secrets/key && ${SSH}`)).toMatchObject({
      exit: 0,
      out: 'Agent pid 8\n',
      err: "Identity added: /run/secrets/key\nCloning into 'handbook'...\n",
    });
    expect(git(secret).run(`eval "$(ssh-agent -s)"; ${SSH}`).exit).toBe(128);
    const mounted = { env: { PATH: '/usr/bin', HOME: '/root', SSH_AUTH_SOCK: '/run/buildkit/ssh_agent.0' } };
    expect(git(KNOWN, { ...mounted, system: { credentials: { sshAgent: true } } }).run(SSH).exit).toBe(0);
    expect(git(KNOWN, mounted).run(SSH).exit).toBe(128);
  });

  it('refuses keys that others may read, that are none, or that it may not read', () => {
    const open = git({ ...KNOWN, '/root/.ssh/id_ed25519': { content: KEY, mode: 0o644 } }).run(SSH);
    expect(open.err).toContain("Permissions 0644 for '/root/.ssh/id_ed25519' are too open.\n");
    expect(open.err).toContain('Load key "/root/.ssh/id_ed25519": bad permissions\n');
    expect(open.exit).toBe(128);
    const empty = git({ ...KNOWN, '/root/.ssh/id_ed25519': { content: '\n', mode: 0o600 } }).run(SSH);
    expect(said(empty)).toEqual(
      cloning(
        `Load key "/root/.ssh/id_ed25519": error in libcrypto\ngit@github.com: Permission denied (publickey).\n${NO_ACCESS}`,
      ),
    );
    const foreign = {
      '/home/node/.ssh/known_hosts': KNOWN['/root/.ssh/known_hosts'],
      '/k': { content: KEY, mode: 0o400 },
    };
    expect(git(foreign, { user: 'node' }).run(`GIT_SSH_COMMAND='ssh -i /k' ${SSH}`).err).toContain(
      'Load key "/k": Permission denied\n',
    );
  });
});

describe('git clone', () => {
  it('over https needs the network, and a token where the repository is private', () => {
    const url = 'https://github.com/acme/handbook.git';
    const secured = { system: { credentials: { sshAgent: false, privateRepositories: ['github.com/acme/handbook'] } } };
    expect(said(git().run(`git clone ${url}`))).toEqual(DONE);
    expect(said(git({}, { system: { network: false } }).run(`git clone ${url}`))).toEqual(
      cloning(`fatal: unable to access '${url}/': Could not resolve host: github.com\n`),
    );
    expect(said(git({}, secured).run(`git clone ${url}`))).toEqual(
      cloning("fatal: could not read Username for 'https://github.com': No such device or address\n"),
    );
    expect(git({}, secured).run('git clone https://oauth2:token@github.com/acme/handbook.git').exit).toBe(0);
    const rule = 'git config --global url."https://token@github.com/".insteadOf "git@github.com:"';
    expect(git({}, secured).run(`${rule} && ${SSH}`).exit).toBe(0);
    expect(git({}, secured).run(`${rule} && git clone git@gitlab.com:acme/handbook.git`).exit).toBe(128);
  });

  it('lays down a folder named after the repository, or the one that is named', () => {
    const machine = git();
    expect(machine.run('git clone -q --depth 1 https://github.com/acme/x.git && ls -A x').out).toBe(
      '.git\nLICENSE\nREADME.md\ndocs\npublic\nsrc\n',
    );
    expect(machine.run('git clone -q https://github.com/acme/x.git /srv/y && ls /srv').out).toBe('y\n');
    const size = (folder: string) => Number(machine.run(`du -sb ${folder}/.git`).out.split('\t')[0]);
    expect(size('x')).toBeLessThan(size('/srv/y'));
  });

  it('refuses a folder with files, one that may not be made, and addresses that lead nowhere', () => {
    const machine = git({ '/tmp/x/a': '' }, {});
    expect(said(machine.run('git clone https://github.com/acme/x.git'))).toEqual({
      exit: 128,
      err: "fatal: destination path 'x' already exists and is not an empty directory.\n",
    });
    expect(said(git({}, { user: 'node' }).run('git clone https://github.com/a/b /root/x'))).toEqual({
      exit: 128,
      err: "fatal: could not create work tree dir '/root/x': Permission denied\n",
    });
    expect(said(machine.run('git clone /nope'))).toEqual({
      exit: 128,
      err: "fatal: repository '/nope' does not exist\n",
    });
    expect(machine.run('git clone').exit).toBe(129);
    expect(machine.run('git submodule update').notSimulated.map(({ what }) => what)).toEqual(['git submodule']);
  });

  it('leaves nothing behind when it fails', () => {
    expect(git().run(`${SSH}; ls`).out).toBe('');
  });
});

describe('git init, remote, fetch and checkout', () => {
  it('make the same files as a clone', () => {
    const machine = git();
    const steps =
      'git init -q . && git remote add origin https://github.com/acme/x.git && git fetch --depth 1 origin main && git checkout FETCH_HEAD';
    expect(machine.run(`mkdir w && cd w && ${steps} && ls`)).toMatchObject({
      exit: 0,
      out: 'LICENSE\nREADME.md\ndocs\npublic\nsrc\n',
    });
  });

  it('say what is missing', () => {
    const machine = git();
    const outside = 'fatal: not a git repository (or any of the parent directories): .git\n';
    for (const command of ['git fetch', 'git remote add origin x', 'git checkout main', 'git pull'])
      expect(said(machine.run(command))).toEqual({ exit: 128, err: outside });
    expect(machine.run('git init').out).toBe('Initialized empty Git repository in /tmp/.git/\n');
    expect(said(machine.run('git checkout main'))).toEqual({
      exit: 1,
      err: "error: pathspec 'main' did not match any file(s) known to git\n",
    });
    expect(said(machine.run('git remote add origin git@github.com:a/b.git && git fetch'))).toEqual({
      exit: 128,
      err: `Host key verification failed.\n${NO_ACCESS}`,
    });
  });
});

describe('ssh and ssh-keyscan', () => {
  it('ssh fails as for git', () => {
    expect(said(git().run('ssh -T git@github.com'))).toEqual({ exit: 255, err: 'Host key verification failed.\n' });
    expect(said(git(KNOWN).run('ssh -T git@github.com'))).toEqual({
      exit: 255,
      err: 'git@github.com: Permission denied (publickey).\n',
    });
    expect(said(git({}, { system: { network: false } }).run('ssh github.com'))).toEqual({
      exit: 255,
      err: 'ssh: Could not resolve hostname github.com: Temporary failure in name resolution\n',
    });
    expect(git().run('ssh').exit).toBe(255);
  });

  it('ssh-keyscan needs the network', () => {
    expect(git().run('ssh-keyscan -t ed25519 github.com gitlab.com').out).toMatch(
      /^github\.com ssh-ed25519 AAAA\S+\ngitlab\.com ssh-ed25519 AAAA\S+\n$/,
    );
    expect(said(git({}, { system: { network: false } }).run('ssh-keyscan github.com'))).toEqual({
      exit: 1,
      err: 'getaddrinfo github.com: Temporary failure in name resolution\n',
    });
  });

  it('ssh-add needs an agent and a key', () => {
    expect(said(git().run('ssh-add /k'))).toEqual({
      exit: 2,
      err: 'Could not open a connection to your authentication agent.\n',
    });
    expect(said(git().run('eval "$(ssh-agent)" >/dev/null; ssh-add /k'))).toEqual({
      exit: 1,
      err: '/k: No such file or directory\n',
    });
    expect(git().run(`eval "$(ssh-agent)"; echo "${KEY}" | ssh-add -`).exit).toBe(0);
  });
});
