import { digestOf } from '../../../../base/digest.ts';
import type { Installer } from '../installer.ts';
import { homeOf } from '../place-program.ts';

/** Version, bytes and files of Poetry with what it needs, in a virtual environment of its own; assumed. */
const VERSION = '2.2.1';
const SIZE = { files: 4200, size: 62_000_000 };

/** install.python-poetry.org, a program in Python. Texts and folders: python-poetry/install.python-poetry.org, README. */
const installer: Installer = {
  interpreter: '/usr/bin/env python3',
  serve: (address) => (address === 'install.python-poetry.org' ? { words: [] } : undefined),
  run(process, words) {
    const home = process.env.get('POETRY_HOME') ?? `${homeOf(process)}/.local/share/pypoetry`;
    const bin = process.env.get('POETRY_HOME') === undefined ? `${homeOf(process)}/.local/bin` : `${home}/bin`;
    const at = words.indexOf('--version');
    const version = process.env.get('POETRY_VERSION') ?? (at === -1 ? undefined : words[at + 1]) ?? VERSION;
    process.out(`Retrieving Poetry metadata\n\nInstalling Poetry (${version}): Creating environment\n`);
    for (const folder of [home, bin])
      if (!process.files.mkdir(folder, { parents: true }).ok) {
        process.err(`PermissionError: [Errno 13] Permission denied: '${folder}'\n`);
        return 1;
      }
    process.files.write(`${home}/venv`, { bulk: SIZE, digest: digestOf('poetry', version) });
    process.files.write(`${bin}/poetry`, {
      size: 240,
      mode: 0o755,
      digest: digestOf('poetry program', version),
      program: { format: 'script', model: 'poetry', facts: { version } },
    });
    process.takes(9000);
    process.out(
      `Installing Poetry (${version}): Installing Poetry\nInstalling Poetry (${version}): Creating script\nInstalling Poetry (${version}): Done\n\nPoetry (${version}) is installed now. Great!\n`,
    );
    return 0;
  },
};
export default installer;
