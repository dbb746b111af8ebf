import type { Process } from '../../kernel/system.ts';

/** Folder of npm's cache and logs. */
export function cacheFolder(process: Process): string {
  const home = process.env.get('HOME') ?? '/root';
  const set = process.env.get('npm_config_cache') ?? process.env.get('NPM_CONFIG_CACHE');
  return set ? process.path(set).replace(/\/$/, '') : `${home === '/' ? '' : home}/.npm`;
}

/** Prints `npm error` lines, closed by the lines about the log file, and answers the exit code. */
export function npmError(process: Process, lines: readonly string[], exit = 1): number {
  for (const line of lines) process.err(line === '' ? 'npm error\n' : `npm error ${line}\n`);
  const folder = `${cacheFolder(process)}/_logs`;
  if (process.files.mkdir(folder, { parents: true }).ok)
    process.err(`npm error A complete log of this run can be found in: ${folder}/debug-0.log\n`);
  else
    process.err(
      `npm error Log files were not written due to an error writing to the directory: ${folder}\nnpm error You can rerun the command with \`--loglevel=verbose\` to see the logs in your terminal\n`,
    );
  return exit;
}

// Texts of this folder as npm 11.19.1 prints them (observed); the list of options in usage texts is left out.
const CI_USAGE = ['Clean install a project', '', 'Usage:', 'npm ci', '', 'Run "npm help ci" for more info'];

export const NO_LOCK = [
  'code EUSAGE',
  '',
  'The `npm ci` command can only install with an existing package-lock.json or',
  'npm-shrinkwrap.json with lockfileVersion >= 1. Run an install with npm@5 or',
  'later to generate a package-lock.json file, then try again.',
  '',
  ...CI_USAGE,
];

/** `npm ci` with a package.json that the lock file does not follow. */
export function outOfSync(problems: readonly string[]): readonly string[] {
  return [
    'code EUSAGE',
    '',
    '`npm ci` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update your lock file with `npm install` before continuing.',
    '',
    ...problems,
    '',
    ...CI_USAGE,
  ];
}

/** A folder that may not be made. */
export function denied(path: string): readonly string[] {
  return [
    'code EACCES',
    'syscall mkdir',
    `path ${path}`,
    'errno -13',
    `Error: EACCES: permission denied, mkdir '${path}'`,
    '',
    'The operation was rejected by your operating system.',
    'It is likely you do not have the permissions to access this file as the current user',
    '',
    'If you believe this might be a permissions issue, please double-check the permissions of the file and its containing directories, or try running the command again as root/Administrator.',
  ];
}
