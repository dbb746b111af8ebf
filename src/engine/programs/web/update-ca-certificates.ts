import type { Command } from '../../kernel/system.ts';

const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

const command: Command = {
  summary: 'Adds certificates of /usr/local/share/ca-certificates to the bundle and counts them.',
  example: `
$ mkdir -p /usr/local/share/ca-certificates; echo x > /usr/local/share/ca-certificates/a.crt; update-ca-certificates
Updating certificates in /etc/ssl/certs...
1 added, 0 removed; done.
Running hooks in /etc/ca-certificates/update.d...
done.
`,
  run(process) {
    const names = process.files.list('/usr/local/share/ca-certificates');
    const own = (names.ok ? names.value : []).filter((name) => name.endsWith('.crt'));
    process.files.mkdir('/etc/ssl/certs', { parents: true });
    const bundle = process.files.stat(BUNDLE);
    const size = bundle.ok ? bundle.value.size : 0;
    let added = 0;
    let more = 0;
    for (const name of own) {
      const link = `/etc/ssl/certs/${name.replace(/\.crt$/, '.pem')}`;
      const source = `/usr/local/share/ca-certificates/${name}`;
      const entry = process.files.stat(source);
      if (!process.files.symlink(link, source).ok) continue;
      added++;
      more += entry.ok ? entry.value.size : 0;
    }
    const written = process.files.write(BUNDLE, { size: size + more, digest: `ca-bundle:${size}:${more}` });
    if (!written.ok) {
      process.err(`/usr/sbin/update-ca-certificates: cannot create ${BUNDLE}: Permission denied\n`);
      return 1;
    }
    process.out(`Updating certificates in /etc/ssl/certs...\n${added} added, 0 removed; done.\n`);
    process.out('Running hooks in /etc/ca-certificates/update.d...\ndone.\n');
    process.takes(700);
    return 0;
  },
};
export default command;
