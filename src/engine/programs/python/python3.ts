import { digestOf } from '../../base/digest.ts';
import { environmentOf, pythonName } from '../../toolchains/pip/site.ts';
import { callInside, runInstaller } from '../web/http/installer.ts';
import type { Command, Process, Task } from '../../kernel/system.ts';
import pip from './pip.ts';

/**
 * Python itself is not run: `-m pip` and `-m venv` are played, and everything else says "not simulated".
 */
const command: Command = {
  summary: 'python3: --version, -m pip …, -m venv FOLDER; programs are not run.',
  aliases: ['python'],
  example: `
$ python3 -m venv
! usage: venv ENV_DIR [ENV_DIR ...]
! venv: error: the following arguments are required: ENV_DIR
$ python3 -m venv /opt/v && ls /opt/v/bin && /opt/v/bin/python -m pip cache dir
pip
pip3
python
python3
/root/.cache/pip
`,
  run(process, args) {
    const [first = '', module, ...rest] = args.filter((arg) => !/^-[uBEsSIO]+$/.test(arg));
    if (first === '--version' || first === '-V') {
      const version = process.program?.facts?.['version'];
      process.out(`Python ${version === undefined ? pythonName(process).replace('python', '') : String(version)}\n`);
      return 0;
    }
    if (first === '-m' && module === 'pip') return pip.run(process, rest);
    if (first === '-m' && module === 'venv') return makeEnvironment(process, rest);
    return program(process, first, args);
  },
};
export default command;

/** A program: the stand-ins of installers are played, from a file or standard input; others are not run. */
function* program(process: Process, first: string, args: readonly string[]): Task {
  const file = first !== '' && first !== '-' ? process.files.read(process.path(first)) : undefined;
  const text = file ? (file.ok ? (file.value ?? '') : '') : process.hasInput === false ? '' : yield* process.readAll();
  const call = callInside(text);
  if (call) return runInstaller(process, [...call, ...args.slice(args.indexOf(first) + 1)]);
  if (text.trimStart().startsWith('<')) {
    process.err(
      `  File "${file ? process.path(first) : '<stdin>'}", line 1\n    ${text.split('\n')[0] ?? ''}\n    ^\nSyntaxError: invalid syntax\n`,
    );
    return 1;
  }
  process.notSimulated(`Python program ${args.join(' ')}`.trimEnd());
  return 0;
}

/** A virtual environment: configuration, links to the interpreter, a pip of its own (10 MB, assumed). */
function makeEnvironment(process: Process, args: readonly string[]): number {
  const strange = args.find((arg) => arg.startsWith('-') && !/^--(?:copies|clear|upgrade-deps|symlinks)$/.test(arg));
  if (strange !== undefined && strange !== '--without-pip' && strange !== '--system-site-packages')
    process.notSimulated(`flag ${strange} of venv`);
  const folder = args.find((arg) => !arg.startsWith('-'));
  if (folder === undefined) {
    process.err('usage: venv ENV_DIR [ENV_DIR ...]\nvenv: error: the following arguments are required: ENV_DIR\n');
    return 2;
  }
  const root = process.path(folder).replace(/\/$/, '');
  const made = process.files.mkdir(`${root}/bin`, { parents: true });
  if (!made.ok) {
    process.err(`Error: [Errno 13] Permission denied: '${root}'\n`);
    return 1;
  }
  const python = pythonName(process);
  const interpreter = process.executable ?? `/usr/local/bin/${python}`;
  process.files.write(`${root}/pyvenv.cfg`, {
    content: `home = ${environmentOf(process) ?? interpreter.slice(0, interpreter.lastIndexOf('/'))}\ninclude-system-site-packages = ${args.includes('--system-site-packages')}\n`,
  });
  for (const name of ['python', 'python3', python])
    process.files.symlink(`${root}/bin/${name}`, name === 'python' ? interpreter : 'python');
  const packages = `${root}/lib/${python}/site-packages`;
  process.files.mkdir(packages, { parents: true });
  process.takes(1500);
  if (args.includes('--without-pip')) return 0;
  for (const name of ['pip', 'pip3'])
    process.files.write(`${root}/bin/${name}`, {
      size: 230,
      mode: 0o755,
      program: { format: 'script', model: 'pip' },
      digest: digestOf('venv', name, root),
    });
  process.files.write(`${packages}/pip`, {
    bulk: { files: 900, size: 8_000_000 },
    digest: digestOf('venv pip', python),
  });
  return 0;
}
