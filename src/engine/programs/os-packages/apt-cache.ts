import { findPackage } from '../../toolchains/apt/find.ts';
import { versionOf } from '../../toolchains/dpkg/dpkg.ts';
import type { Command, Process } from '../../kernel/system.ts';

/**
 * apt-cache as a model: policy and madison of packages that content/packages/apt lists, with the lists that `apt-get update`
 * left. Forms as apt 3.0.4 prints them (observed), with one origin a package. Left out: search, show, dependencies.
 */
const command: Command = {
  summary: 'apt-cache: policy, madison of known packages; search, show, depends are not simulated.',
  example: `
$ apt-cache policy curl
$ apt-cache foo
! E: Invalid operation foo
`,
  run(process, [verb = '', ...names]) {
    if (verb === 'policy') for (const name of names) policy(process, name);
    else if (verb === 'madison') for (const name of names) madison(process, name);
    else if (
      /^(?:search|show|showpkg|depends|rdepends|pkgnames|stats|showsrc|unmet|dump|dumpavail|gencaches)$/.test(verb)
    )
      process.notSimulated(`apt-cache ${[verb, ...names].join(' ')}`);
    else {
      process.err(`E: Invalid operation ${verb}\n`);
      return 100;
    }
    if (names.length === 0 && verb === 'policy') process.notSimulated('apt-cache policy without a name');
    return 0;
  },
};
export default command;

const suiteOf = (process: Process): string => process.system.os.suite ?? 'trixie';

function hasLists(process: Process): boolean {
  const names = process.files.list('/var/lib/apt/lists');
  return names.ok && names.value.some((name) => name.includes('_Packages'));
}

/** Where the distribution keeps its packages. */
function origin(process: Process): string {
  const host =
    process.system.os.family === 'ubuntu' ? 'http://archive.ubuntu.com/ubuntu' : 'http://deb.debian.org/debian';
  const machine = process.system.platform.split('/')[1] ?? 'amd64';
  return `${host} ${suiteOf(process)}/main ${machine} Packages`;
}

function policy(process: Process, name: string): void {
  const installed = versionOf(process, name);
  const facts = findPackage(process, suiteOf(process), name);
  const listed = hasLists(process) ? facts?.version : undefined;
  if (!facts && hasLists(process)) process.notSimulated(`package ${name} of apt`);
  const candidate = listed ?? installed;
  if (candidate === '') return;
  const rows = [
    ...(listed === undefined
      ? []
      : [
          `        500 ${facts?.version.includes('nodesource') ? 'https://deb.nodesource.com nodistro/main Packages' : origin(process)}`,
        ]),
    ...(installed === '' ? [] : ['        100 /var/lib/dpkg/status']),
  ];
  process.out(
    `${name}:\n  Installed: ${installed || '(none)'}\n  Candidate: ${candidate}\n  Version table:\n ${installed === candidate ? '***' : '   '} ${candidate} ${listed === undefined ? '100' : '500'}\n${rows.join('\n')}\n`,
  );
}

function madison(process: Process, name: string): void {
  const facts = hasLists(process) ? findPackage(process, suiteOf(process), name) : undefined;
  if (facts) process.out(`${name.padStart(10)} | ${facts.version} | ${origin(process)}\n`);
  else if (hasLists(process)) process.notSimulated(`package ${name} of apt`);
}
