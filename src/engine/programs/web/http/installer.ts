import type { Process } from '../../../kernel/system.ts';

/** What an address of an installer answers. */
export type Served =
  /** A script; `words` are those of the model behind it, `guards` lines that the real one begins with. */
  | { readonly words: readonly string[]; readonly guards?: string }
  /** The host says that there is no such page. */
  | 'missing';

/**
 * A well-known installation script: `installers/<name>.ts`, default export. The real scripts are not part of the simulator;
 * a stand-in of our own is served, and `run` leaves behind what the real one would.
 */
export interface Installer {
  /** First line of the script, without `#!`. */
  readonly interpreter: string;
  /** What `host/path` of a URL answers; undefined when it is not this installer's. */
  serve(address: string): Served | undefined;
  /** Plays the script: `words` as served, then the arguments that it was given. Answers the exit code. */
  run(process: Process, words: readonly string[]): number;
}

const modules = import.meta.glob<Installer>(['./installers/*.ts', '!./installers/*.test.ts'], {
  eager: true,
  import: 'default',
});

/** Installers by name. */
const installers: ReadonlyMap<string, Installer> = new Map(
  Object.entries(modules).map(([path, installer]) => [path.slice(path.lastIndexOf('/') + 1, -'.ts'.length), installer]),
);

/** Name of the command that the stand-ins call. */
const COMMAND = 'drydock-installer';

/** Keys of repositories that installation guides fetch. */
const KEYS =
  /^(?:deb\.nodesource\.com\/gpgkey\/nodesource-repo\.gpg\.key|download\.docker\.com\/linux\/(?:debian|ubuntu)\/gpg)$/;

/** The text behind a URL: a stand-in for a script or a key; `missing` when its host is known to answer 404, undefined when nothing is known. */
export function servedAt(url: string): { readonly text: string } | 'missing' | undefined {
  const address = url.replace(/^\w+:\/\//, '').replace(/[?#].*$/, '');
  for (const [name, installer] of installers) {
    const served = installer.serve(address.replace(/\/$/, ''));
    if (served === 'missing') return served;
    if (served) return { text: standIn(address, { name, installer, served }) };
  }
  if (KEYS.test(address))
    return {
      text: `-----BEGIN PGP PUBLIC KEY BLOCK-----\nComment: stand-in for https://${address}\n\n-----END PGP PUBLIC KEY BLOCK-----\n`,
    };
  // reserved by RFC 2606; everything but its front page answers 404
  return /^(?:www\.)?example\.(?:com|net|org)\/./.test(address) ? 'missing' : undefined;
}

interface Script {
  readonly name: string;
  readonly installer: Installer;
  readonly served: Exclude<Served, 'missing'>;
}

function standIn(address: string, { name, installer, served }: Script): string {
  const lines = [
    `#!${installer.interpreter}`,
    `# Stand-in for https://${address}`,
    '# The real script is not part of the simulator. The line below leaves behind the files that it would, with',
    '# assumed sizes; what it prints is shortened.',
  ];
  const call = [COMMAND, name, ...served.words].join(' ');
  if (installer.interpreter.endsWith('python3')) return `${[...lines, `# ${call}`].join('\n')}\n`;
  return `${[...lines, ...(served.guards === undefined ? [] : [served.guards]), `${call} "$@"`].join('\n')}\n`;
}

/** Plays an installer by its name. Answers the exit code. */
export function runInstaller(process: Process, [name = '', ...words]: readonly string[]): number {
  const installer = installers.get(name);
  if (installer) return installer.run(process, words);
  process.notSimulated(`installer ${name}`.trimEnd());
  return 0;
}

/** The call in a stand-in that Python reads; undefined for other programs. */
export function callInside(text: string): readonly string[] | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`# ${COMMAND} `));
  return text.startsWith('#!/usr/bin/env python3\n# Stand-in for ') ? line?.split(' ').slice(2) : undefined;
}

/** The page that a web server sends with status 404. */
export const NOT_FOUND_PAGE =
  '<!DOCTYPE html>\n<html>\n<head><title>404 Not Found</title></head>\n<body><h1>Not Found</h1></body>\n</html>\n';
