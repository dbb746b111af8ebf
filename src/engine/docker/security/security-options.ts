import { refused, type Result } from '../daemon/daemon.ts';

/** What --security-opt asks for, as the daemon reads it. */
export interface SecurityOptions {
  readonly noNewPrivileges: boolean;
  /** Undefined: the built-in profile; `unconfined`, or the text of a profile. */
  readonly seccomp: string | undefined;
  readonly apparmor: string | undefined;
  readonly labels: readonly string[];
  /** False under `systempaths=unconfined`: nothing of /proc is hidden. */
  readonly masksPaths: boolean;
}

/** Reads a file of the client: its text, or why not in Go's words (`open x: no such file or directory`). */
export type ReadFile = (path: string) => Result<string>;

/**
 * --security-opt as the client hands it on: profiles of seccomp are read from files and sent as compact JSON. Source: docker/cli
 * cli/command/container/opts.go parseSecurityOpts; recorded, sec-seccomp-b.
 */
export function clientOptions(options: readonly string[], read: ReadFile): Result<string[]> {
  const sent: string[] = [];
  for (const option of options) {
    const cut = option.indexOf('=') === -1 ? option.indexOf(':') : option.indexOf('=');
    const key = cut === -1 ? option : option.slice(0, cut);
    const value = cut === -1 ? '' : option.slice(cut + 1);
    if (value === '' && key !== 'no-new-privileges')
      return refused(`Invalid --security-opt: ${JSON.stringify(option)}`);
    if (key !== 'seccomp' || value === 'unconfined' || value === 'builtin') {
      sent.push(option);
      continue;
    }
    const file = read(value);
    if (!file.ok) return refused(`opening seccomp profile (${value}) failed: ${file.message}`);
    const compact = compactJson(file.value);
    if (!compact.ok) return refused(`compacting json for seccomp profile (${value}) failed: ${compact.message}`);
    sent.push(`seccomp=${compact.value}`);
  }
  return { ok: true, value: sent };
}

function compactJson(text: string): Result<string> {
  try {
    return { ok: true, value: JSON.stringify(JSON.parse(text)) };
  } catch {
    return refused(jsonProblem(text));
  }
}

/** Go's words for text that is no JSON: it ends too early, or has a character that fits nowhere. Source: encoding/json scanner.go. */
function jsonProblem(text: string): string {
  for (let end = 1; end <= text.length; end++) {
    if (text.charAt(end - 1).trim() === '' || couldGoOn(text.slice(0, end))) continue;
    return `invalid character ${quoted(text.charAt(end - 1))} ${end === 1 ? 'looking for beginning of value' : 'after object key:value pair'}`;
  }
  return 'unexpected end of JSON input';
}

/** Whether a beginning of JSON may still become whole. */
function couldGoOn(text: string): boolean {
  const stack: string[] = [];
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (inside) {
      if (character === '\\') at++;
      else if (character === '"') inside = false;
    } else if (character === '"') inside = true;
    else if (character === '{' || character === '[') stack.push(character);
    else if (character === '}' || character === ']') {
      if (stack.pop() !== (character === '}' ? '{' : '[')) return false;
    } else if (!/[\s:,\-+.\deEtrufalsn]/.test(character)) return false;
  }
  return stack.length > 0 || inside || !/^[^\s{["\-\dtfn]/.test(text.trimStart());
}

function quoted(character: string): string {
  return character === "'" ? "'\\''" : `'${character}'`;
}

/**
 * --security-opt as the daemon reads it. Source: moby daemon/daemon_unix.go parseSecurityOpt; recorded, sec-nnp. Messages name the
 * branch of its code (1 or 2), as the real ones do.
 */
export function daemonOptions(options: readonly string[]): Result<SecurityOptions> {
  let noNewPrivileges = false;
  let seccomp: string | undefined;
  let apparmor: string | undefined;
  let masksPaths = true;
  const labels: string[] = [];
  for (const option of options) {
    if (option === 'no-new-privileges') {
      noNewPrivileges = true;
      continue;
    }
    if (option === 'systempaths=unconfined') {
      masksPaths = false;
      continue;
    }
    if (option === 'disable') {
      labels.push('disable');
      continue;
    }
    const cut = option.includes('=') ? option.indexOf('=') : option.indexOf(':');
    if (cut === -1) return refused(`invalid --security-opt 1: ${JSON.stringify(option)}`);
    const key = option.slice(0, cut);
    const value = option.slice(cut + 1);
    if (key === 'label') labels.push(value);
    else if (key === 'apparmor') apparmor = value;
    else if (key === 'seccomp') seccomp = value === 'builtin' ? undefined : value;
    else if (key === 'no-new-privileges' && BOOLEAN.test(value)) noNewPrivileges = /^(?:1|t|true)$/i.test(value);
    else return refused(`invalid --security-opt 2: ${JSON.stringify(option)}`);
  }
  return { ok: true, value: { noNewPrivileges, seccomp, apparmor, labels, masksPaths } };
}

const BOOLEAN = /^(?:1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/;
