import type { Builtin } from '../builtins.ts';
import { assignFor, builtinPrefix, leave, notSimulated, write, type Shell } from '../state/shell-state.ts';
import { quoteBash } from '../../base/quote-bash.ts';

const builtin: Builtin = {
  summary: 'Marks variables for export or as readonly, or lists them (-p).',
  names: ['export', 'readonly'],
  special: true,
  run(shell, args, name) {
    const refuses = shell.dialect === 'dash' ? /^-[^p-]/ : /^-[^pn-]/;
    if (shell.dialect !== 'bash' && args[0] !== undefined && refuses.test(args[0])) {
      const text = shell.dialect === 'dash' ? 'Illegal option' : 'illegal option';
      write(shell, 2, `${builtinPrefix(shell, name)}${text} ${args[0].slice(0, 2)}\n`);
      return leave(shell, 2);
    }
    if (shell.dialect === 'bash' && args[0] === '-f') return functions(shell, name, args.slice(1));
    const words = args.filter((arg) => !/^-[pnaA]+$|^--$/.test(arg));
    const removes = args.includes('-n');
    if (words.length === 0) return list(shell, name);
    for (const word of words) {
      const at = word.indexOf('=');
      const append = at > 0 && word[at - 1] === '+';
      const key = at === -1 ? word : word.slice(0, append ? at - 1 : at);
      if (!/^[A-Za-z_]\w*$/.test(key)) return bad(shell, name, word);
      const old = shell.variables.get(key) ?? { value: undefined, exported: false, readonly: false };
      const value = `${append ? (old.value ?? '') : ''}${word.slice(at + 1)}`;
      if (at !== -1 && !assignFor(shell, key, { value, by: name }))
        return shell.dialect === 'bash' ? 1 : leave(shell, 2);
      const now = shell.variables.get(key) ?? old;
      const changed = name === 'export' ? { exported: !removes } : { readonly: true };
      shell.variables.set(key, { ...now, ...changed });
    }
    return 0;
  },
};
export default builtin;

/** `export -f`, `readonly -f`: functions of other shells are not modelled. */
function functions(shell: Shell, by: string, names: readonly string[]): number {
  const missing = names.filter((name) => !shell.functions.has(name));
  for (const name of missing) write(shell, 2, `${builtinPrefix(shell, by)}${name}: not a function\n`);
  if (missing.length < names.length) notSimulated(shell, `${by} -f`);
  return missing.length > 0 ? 1 : 0;
}

function bad(shell: Shell, name: string, word: string): number {
  if (shell.dialect === 'bash') {
    write(shell, 2, `${builtinPrefix(shell, name)}\`${word}': not a valid identifier\n`);
    return 1;
  }
  const key = word.split('=')[0] ?? '';
  write(shell, 2, `${builtinPrefix(shell, name)}${key}: bad variable name\n`);
  return leave(shell, 2);
}

function list(shell: Shell, name: string): number {
  const chosen = [...shell.variables].filter(([, variable]) =>
    name === 'export' ? variable.exported : variable.readonly,
  );
  for (const [key, { value }] of chosen.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const text = value ?? '';
    const bash = shell.dialect === 'bash';
    const quoted = bash ? `"${text.replaceAll(/["\\$`]/g, String.raw`\$&`)}"` : quotePosix(text);
    const head = bash ? `declare -${name === 'export' ? 'x' : 'r'}` : name;
    write(shell, 1, value === undefined ? `${head} ${key}\n` : `${head} ${key}=${quoted}\n`);
  }
  return 0;
}

function quotePosix(text: string): string {
  return text === '' || /^[^\w]/.test(text) || !text.includes("'") ? `'${text}'` : quoteBash(text);
}
