import type { Dialect, SyntaxProblem } from './ast.ts';

interface Shell {
  readonly dialect: Dialect;
  /** `/bin/sh` */
  readonly name: string;
}

/** What a shell prints for a text it cannot read, each line ended; the exit code is 2 in all three. */
export function syntaxMessage(shell: Shell, text: string, problem: SyntaxProblem): string {
  const reason = reasonOf(text, problem);
  if (shell.dialect === 'dash')
    return `${shell.name}: ${reason.endLine ?? problem.line}: Syntax error: ${dash(reason)}\n`;
  if (shell.dialect === 'ash') return `${shell.name}: syntax error: ${ash(reason)}\n`;
  const line = text.split('\n')[problem.line - 1] ?? '';
  const where = `${shell.name}: -c: line ${problem.line}:`;
  if (reason.kind === 'unexpected') {
    const token = reason.token === '\n' ? 'newline' : reason.token;
    return `${where} syntax error near unexpected token \`${token}'\n${where} \`${line}'\n`;
  }
  if (reason.kind === 'end')
    return `${shell.name}: -c: line ${(reason.endLine ?? 0) + 1}: syntax error: unexpected end of file\n`;
  if (reason.kind === 'redirection') return '';
  return `${where} unexpected EOF while looking for matching \`${reason.close}'\n`;
}

type Reason = { readonly endLine?: number } & (
  | { readonly kind: 'redirection' }
  | { readonly kind: 'unexpected'; readonly token: string; readonly wanted?: string | undefined }
  | { readonly kind: 'end'; readonly wanted?: string | undefined }
  | { readonly kind: 'open'; readonly close: string; readonly what: 'string' | 'brace' | 'arithmetic' | 'other' }
);

const OPEN: readonly (readonly [string, Reason])[] = [
  ['double quote', { kind: 'open', close: '"', what: 'string' }],
  ['single quote', { kind: 'open', close: "'", what: 'string' }],
  ['parameter expansion', { kind: 'open', close: '}', what: 'brace' }],
  ['arithmetic', { kind: 'open', close: ')', what: 'arithmetic' }],
  ['backtick', { kind: 'open', close: '`', what: 'string' }],
];

/** unbash has texts of its own; what the shells say depends on the kind and the token that stands there. */
function reasonOf(text: string, problem: SyntaxProblem): Reason {
  const open = problem.message.startsWith('unterminated') && OPEN.find(([what]) => problem.message.includes(what));
  if (open) return open[1];
  const { wanted } = problem;
  const endLine = text.split('\n').length;
  if (problem.message.includes('command substitution')) return { kind: 'end', wanted: ')', endLine };
  if (problem.message === 'redirection') return { kind: 'redirection' };
  const token = tokenAt(text, problem.offset);
  return token === ''
    ? { kind: 'end', wanted, endLine }
    : { kind: 'unexpected', token, wanted: problem.message.startsWith("expected '") ? wanted : undefined };
}

function tokenAt(text: string, offset: number): string {
  const rest = text.slice(offset, offset + 80).replace(/^[ \t]+/, '');
  if (rest.trim() === '') return '';
  return /^(?:\n|&&|\|\||;;|<<-?|>>|<&|>&|[;&|()<>])/.exec(rest)?.[0] ?? /^[^\s;&|()<>]+/.exec(rest)?.[0] ?? '';
}

function expecting(wanted: string | undefined): string {
  return wanted === undefined ? '' : ` (expecting "${wanted}")`;
}

function dash(reason: Reason): string {
  if (reason.kind === 'redirection') return 'redirection unexpected';
  if (reason.kind === 'end') return `end of file unexpected${expecting(reason.wanted)}`;
  if (reason.kind === 'unexpected') {
    const token = reason.token === '\n' ? 'newline' : `"${reason.token}"`;
    return `${token} unexpected${expecting(reason.wanted)}`;
  }
  if (reason.what === 'brace') return "Missing '}'";
  if (reason.what === 'arithmetic') return "Missing '))'";
  return reason.close === '`' ? 'EOF in backquote substitution' : 'Unterminated quoted string';
}

function ash(reason: Reason): string {
  if (reason.kind === 'redirection') return 'unexpected redirection';
  if (reason.kind === 'end') return `unexpected end of file${expecting(reason.wanted)}`;
  if (reason.kind === 'unexpected') {
    const token = reason.token === '\n' ? 'newline' : `"${reason.token}"`;
    return `unexpected ${token}${expecting(reason.wanted)}`;
  }
  if (reason.what === 'brace') return "missing '}'";
  if (reason.what === 'arithmetic') return "missing '))'";
  return reason.close === '`' ? 'EOF in backquote substitution' : 'unterminated quoted string';
}
