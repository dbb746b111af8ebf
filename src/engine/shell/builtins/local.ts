import type { Builtin } from '../builtins.ts';
import { assign, builtinPrefix, leave, lookup, notSimulated, write } from '../state.ts';

const builtin: Builtin = {
  summary: 'Makes variables local to a function; bash: declare and typeset only with plain and -x, -r values.',
  names: ['local', 'declare', 'typeset'],
  only: { declare: ['bash'], typeset: ['bash'] },
  run(shell, args, name) {
    const frame = shell.locals.at(-1);
    if (!frame && name === 'local') {
      const text = shell.dialect === 'bash' ? 'can only be used in a function' : 'not in a function';
      write(shell, 2, `${builtinPrefix(shell, name)}${text}\n`);
      return shell.dialect === 'bash' ? 1 : leave(shell, 2);
    }
    const flags = args.filter((arg) => /^[-+][a-zA-Z]+$/.test(arg)).join('');
    if (/[aAniluF]/.test(flags)) notSimulated(shell, `${name} ${flags}`);
    for (const arg of args.filter((one) => !/^[-+][a-zA-Z]*$/.test(one))) {
      const at = arg.indexOf('=');
      const key = at === -1 ? arg : arg.slice(0, at);
      const old = shell.variables.get(key);
      if (frame && !frame.has(key)) frame.set(key, old);
      if (at !== -1) assign(shell, key, arg.slice(at + 1));
      // dash and ash keep the outer value until one is assigned; bash starts unset.
      else if (shell.dialect === 'bash' && frame) shell.variables.delete(key);
      else if (lookup(shell, key) === undefined) shell.variables.delete(key);
      const made = shell.variables.get(key);
      if (made)
        shell.variables.set(key, {
          ...made,
          exported: made.exported || flags.includes('x'),
          readonly: flags.includes('r'),
        });
    }
    return 0;
  },
};
export default builtin;
