import { installedPackages, pathsOf, versionOf } from '../../toolchains/dpkg/dpkg.ts';
import type { Command, Process } from '../../kernel/system.ts';

/** Debian's names of architectures. Source: dpkg-architecture(1), Docker's platform names. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  'linux/arm/v5': 'armel',
  'linux/arm/v6': 'armhf',
  'linux/arm/v7': 'armhf',
  'linux/386': 'i386',
  'linux/ppc64le': 'ppc64el',
};

/**
 * dpkg and dpkg-query as a model: the architecture, and packages that were installed since the base image; those of the
 * base image are not listed one by one in the model, so that asking for them is not simulated.
 */
const command: Command = {
  summary: 'dpkg, dpkg-query: --print-architecture, -s, -L and -W of packages installed since the base image.',
  aliases: ['dpkg-query'],
  example: `
$ dpkg --print-architecture
amd64
$ dpkg --frobnicate
! dpkg: error: unknown option --frobnicate
`,
  run(process, args) {
    const [action = '', ...rest] = args;
    const names = rest.filter((arg) => !arg.startsWith('-'));
    if (action === '--print-architecture') {
      const { platform } = process.system;
      process.out(`${ARCHITECTURES[platform] ?? platform.split('/')[1] ?? 'amd64'}\n`);
      return 0;
    }
    if (OTHERS.test(action) || names.some((name) => !installedPackages(process).has(name)) || names.length === 0)
      return leftOut(process, args);
    const format = /^(?:-f|--showformat)=?(.*)$/.exec(rest.find((arg) => /^(?:-f|--showformat)/.test(arg)) ?? '')?.[1];
    for (const name of names) show(process, name, { action, format });
    return 0;
  },
};
export default command;

const SHOWN = /^(?:-s|--status|-L|--listfiles|-W|--show)$/;
const OTHERS =
  /^(?:-l|--list|-i|--install|-r|--remove|-P|--purge|-S|--search|-c|--contents|-x|--extract|-I|--info|--configure|-a|--unpack|--audit|-V|--verify|--get-selections|--set-selections|--add-architecture|--print-foreign-architectures|--compare-versions|--version|--force-\w+|--divert)$/;

function leftOut(process: Process, args: readonly string[]): number {
  const [action = ''] = args;
  if (action.startsWith('-') && !OTHERS.test(action) && !SHOWN.test(action)) {
    process.err(`${process.name}: error: unknown option ${action}\n`);
    return 2;
  }
  process.notSimulated(`${process.name} ${args.join(' ')}`.trimEnd());
  return 0;
}

function show(process: Process, name: string, how: { action: string; format: string | undefined }): void {
  const version = versionOf(process, name);
  if (/^(?:-s|--status)$/.test(how.action))
    process.out(`Package: ${name}\nStatus: install ok installed\nVersion: ${version}\n`);
  else if (/^(?:-L|--listfiles)$/.test(how.action)) for (const path of pathsOf(process, name)) process.out(`${path}\n`);
  else {
    const text = how.format ?? '${Package}\\t${Version}\\n';
    process.out(
      text
        .replaceAll('${Package}', name)
        .replaceAll('${binary:Package}', name)
        .replaceAll('${Version}', version)
        .replaceAll('${Status}', 'install ok installed')
        .replaceAll('\\n', '\n')
        .replaceAll('\\t', '\t'),
    );
  }
}
