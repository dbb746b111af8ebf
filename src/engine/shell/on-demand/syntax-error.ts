import type { Dialect, SyntaxProblem } from '../syntax/ast.ts';
import { earlyWord } from './early-keyword.ts';
import { prefix, type Shell } from '../state/shell-state.ts';
import { findMisfit, type Misfit } from './grammar.ts';

/** What a shell prints for a text it cannot read, each line ended; `shell.line` is where it gives up. The exit code is 2. */
export function syntaxMessage(shell: Shell, text: string, problem: SyntaxProblem): string {
  const reason = reasonOf(text, problem, shell.dialect);
  const head = prefix(shell);
  if (shell.dialect === 'dash') return `${head}Syntax error: ${dash(reason)}\n`;
  if (shell.dialect === 'ash') return `${head}syntax error: ${ash(reason)}\n`;
  const line = text.split('\n')[problem.line - 1] ?? '';
  const sourced = shell.sourcing > 0 && shell.context !== undefined && shell.context !== 'eval';
  const inner = shell.source.kind === 'command' || shell.context !== undefined ? `${shell.context ?? '-c'}: ` : '';
  const where = `${sourced ? `${shell.context}: ` : `${shell.name}: ${inner}`}line ${problem.line}:`;
  if (reason.kind === 'unexpected') {
    const token = reason.token === '\n' ? 'newline' : reason.token;
    if (shell.interactive && shell.sourcing === 0)
      return `${shell.name}: syntax error near unexpected token \`${token}'\n`;
    return `${where} syntax error near unexpected token \`${token}'\n${where} \`${line}'\n`;
  }
  if (reason.kind === 'end' && /[<>]\s*$/.test(text))
    return `${where} syntax error near unexpected token \`newline'\n${where} \`${line}'\n`;
  if (reason.kind === 'end')
    return `${where.replace(/\d+:$/, `${(reason.endLine ?? 0) + (text.endsWith('\n') ? 0 : 1)}:`)} ${reason.substitution ? "unexpected EOF while looking for matching `)'" : 'syntax error: unexpected end of file'}\n`;
  if (reason.kind === 'redirection' || reason.kind === 'loop' || reason.kind === 'descriptor') return '';
  return `${where} unexpected EOF while looking for matching \`${reason.close}'\n`;
}

type Reason = { readonly endLine?: number } & (
  | { readonly kind: 'redirection' }
  | { readonly kind: 'loop' }
  | { readonly kind: 'descriptor' }
  | {
      readonly kind: 'unexpected';
      readonly token: string;
      readonly wanted?: string | undefined;
      /** The token is a word like any other. */
      readonly plain?: boolean;
    }
  | { readonly kind: 'end'; readonly wanted?: string | undefined; readonly substitution?: boolean }
  | { readonly kind: 'open'; readonly close: string; readonly what: 'string' | 'brace' | 'arithmetic' | 'other' }
);

const OPEN: readonly (readonly [string, Reason])[] = [
  ['double quote', { kind: 'open', close: '"', what: 'string' }],
  ['single quote', { kind: 'open', close: "'", what: 'string' }],
  ['parameter expansion', { kind: 'open', close: '}', what: 'brace' }],
  ['arithmetic', { kind: 'open', close: ')', what: 'arithmetic' }],
  ['backtick', { kind: 'open', close: '`', what: 'string' }],
];

/** The line at which a shell meets the problem: the last one when something is left open. */
export function problemLine(text: string, problem: SyntaxProblem, first: number): number {
  const reason = reasonOf(text, problem);
  return reason.endLine === undefined ? problem.line : reason.endLine + first - 1;
}

/** unbash has texts of its own; what the shells say depends on the kind and the token that stands there. */
function reasonOf(text: string, problem: SyntaxProblem, dialect?: Dialect): Reason {
  const open = problem.message.startsWith('unterminated') && OPEN.find(([what]) => problem.message.includes(what));
  if (open) return open[1];
  const { wanted } = problem;
  const endLine = text.split('\n').length;
  if (problem.message.includes('command substitution'))
    return { kind: 'end', wanted: ')', endLine, substitution: true };
  if (problem.message === 'redirection') return { kind: 'redirection' };
  if (problem.message === 'for variable') return { kind: 'loop' };
  if (problem.message === 'descriptor') return { kind: 'descriptor' };
  // What only bash reads is not in the grammar.
  const misfit = dialect === undefined || (dialect === 'bash' && BASH.test(text)) ? undefined : findMisfit(text);
  if (misfit) return misfitReason(misfit, endLine);
  const early =
    problem.message.startsWith("expected '") && (wanted === 'do' || wanted === 'then') ? earlyWord(text) : undefined;
  if (early) return { kind: 'unexpected', token: early.token, wanted, plain: early.word };
  const token = tokenAt(text, problem.offset);
  return token === ''
    ? { kind: 'end', wanted, endLine }
    : {
        kind: 'unexpected',
        token,
        wanted: problem.own || problem.message.startsWith("expected '") ? wanted : undefined,
      };
}

const BASH = /\[\[|\(\(|=\(|[<>]\(|\b(?:function|select|coproc|time)\b|;&|;;&|[|&]>|\|&|[?*+@!]\(|<<</;

function misfitReason({ token, wanted, reserved }: Misfit, endLine: number): Reason {
  if (token.kind === 'end') return { kind: 'end', wanted, endLine };
  if (token.kind === 'redirection') return { kind: 'redirection' };
  return { kind: 'unexpected', token: token.text, wanted, plain: token.kind === 'word' && !reserved };
}

function tokenAt(text: string, offset: number): string {
  const rest = text.slice(offset, offset + 80).replace(/^[ \t]+/, '');
  // Nothing between brackets: the closing one is what does not fit.
  const empty = /^(?:\{\s+(\})|\(\s*(\)))/.exec(rest);
  if (empty) return empty[1] ?? empty[2] ?? '';
  if (rest.trim() === '') return '';
  return /^(?:\n|&&|\|\||;;|<<-?|>>|<&|>&|[;&|()<>])/.exec(rest)?.[0] ?? /^[^ \t\n;&|()<>]+/.exec(rest)?.[0] ?? '';
}

function expecting(wanted: string | undefined): string {
  if (wanted === 'word') return ' (expecting word)';
  return wanted === undefined ? '' : ` (expecting "${wanted}")`;
}

function dash(reason: Reason): string {
  if (reason.kind === 'redirection') return 'redirection unexpected';
  if (reason.kind === 'loop') return 'Bad for loop variable';
  if (reason.kind === 'descriptor') return 'Bad fd number';
  if (reason.kind === 'end') return `end of file unexpected${expecting(reason.wanted)}`;
  if (reason.kind === 'unexpected') {
    const token = reason.plain ? 'word' : reason.token === '\n' ? 'newline' : `"${reason.token}"`;
    return `${token} unexpected${expecting(reason.wanted)}`;
  }
  if (reason.what === 'brace') return "Missing '}'";
  if (reason.what === 'arithmetic') return "Missing '))'";
  return reason.close === '`' ? 'EOF in backquote substitution' : 'Unterminated quoted string';
}

function ash(reason: Reason): string {
  if (reason.kind === 'redirection') return 'unexpected redirection';
  if (reason.kind === 'loop') return 'bad for loop variable';
  if (reason.kind === 'descriptor') return 'bad fd number';
  if (reason.kind === 'end') return `unexpected end of file${expecting(reason.wanted)}`;
  if (reason.kind === 'unexpected') {
    const token = reason.plain ? 'word' : reason.token === '\n' ? 'newline' : `"${reason.token}"`;
    return `unexpected ${token}${expecting(reason.wanted)}`;
  }
  if (reason.what === 'brace') return "missing '}'";
  if (reason.what === 'arithmetic') return "missing '))'";
  return reason.close === '`' ? 'EOF in backquote substitution' : 'unterminated quoted string';
}
