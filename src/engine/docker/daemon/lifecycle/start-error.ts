import type { Container as Processes, Session } from '../../../kernel/index.ts';

type Failure = NonNullable<Processes['failure'] | Session['failure']>;

/** Why runc cannot start a program, without what goes before; undefined: it starts, and the kernel refuses it afterwards. */
export function runtimeError(argv: readonly string[], { failure, path }: Failure): string | undefined {
  const name = argv[0] ?? '';
  const exec = `exec: ${JSON.stringify(name)}: `;
  const { errno } = failure;
  if (errno === 'EAGAIN') return `${exec}resource temporarily unavailable: unknown`;
  if (!name.includes('/') && path === undefined) return `${exec}executable file not found in $PATH: unknown`;
  if (errno === 'ENOEXEC' || ('missing' in failure && failure.missing !== undefined)) return undefined;
  if (errno === 'EACCES') return `${exec}permission denied: unknown`;
  return `${exec}stat ${name}: ${WORDS[errno] ?? 'no such file or directory'}: unknown`;
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTDIR: 'not a directory',
  ELOOP: 'too many levels of symbolic links',
  ENAMETOOLONG: 'file name too long',
};

/** What the kernel's refusal prints in the container. Source: runc libcontainer/init_linux.go; facts 8.8-13. */
export function kernelError(argv: readonly string[], { failure, path }: Failure): string {
  const reason = failure.errno === 'ENOEXEC' ? 'exec format error' : 'no such file or directory';
  return `exec ${path ?? argv[0] ?? ''}: ${reason}\n`;
}

/** A folder in place of a program. */
export function isFolderError(argv: readonly string[]): string {
  return `exec: ${JSON.stringify(argv[0] ?? '')}: is a directory: unknown: permission denied`;
}

/**
 * The exit code that a start error stands for, by its words: for the client of `docker run` (`otherwise` 125) and for the state of
 * the container (128). Source: docker/cli cli/command/container/run.go runStartContainerErr, moby daemon/errors.go.
 */
export function codeOf(message: string, otherwise: number): number {
  if (/executable file not found|no such file or directory|system cannot find the file specified/.test(message))
    return 127;
  return /permission denied|is a directory/.test(message) ? 126 : otherwise;
}
