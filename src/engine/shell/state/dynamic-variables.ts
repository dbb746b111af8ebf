import type { Shell } from './shell-state.ts';

/** Variables that bash, and some of them ash, calculate when they are asked for. */
export function calculated(shell: Shell, name: string): string | undefined {
  const root = shell.identity.uid === 0;
  if (shell.dialect === 'dash') return name === 'PS1' ? (root ? '# ' : '$ ') : undefined;
  if (name === 'RANDOM') {
    shell.seed = (Math.imul(shell.seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return String((shell.seed >>> 8) & 32_767);
  }
  if (name === 'FUNCNAME') return shell.calls.at(-1);
  if (shell.dialect === 'ash') return name === 'PS1' ? String.raw`\w \$ ` : undefined;
  switch (name) {
    case 'SECONDS':
      return String(Math.floor(shell.machine.kernel.now / 1000));
    case 'EUID':
    case 'UID':
      return String(shell.identity.uid);
    case 'BASHPID':
      return String(shell.proc.pid);
    case 'BASH_VERSION':
      return '5.2.37(1)-release';
    case 'BASH_COMMAND':
      return shell.running && shell.source.text.slice(shell.running.start, shell.running.end);
    case 'MACHTYPE':
      return 'x86_64-pc-linux-gnu';
    case 'GROUPS':
      return String(shell.identity.gid);
    case 'BASH_VERSINFO':
      return '5';
    case 'BASH':
      return '/bin/bash';
    case 'PIPESTATUS':
      return shell.pipeStatus[0] === undefined ? undefined : String(shell.pipeStatus[0]);
    case 'BASH_SUBSHELL':
      return String(shell.depth - shell.calls.length);
    case 'OSTYPE':
      return 'linux-gnu';
    case 'TERM':
      return 'dumb';
    case 'HOSTTYPE':
      return 'x86_64';
    default:
      return undefined;
  }
}
