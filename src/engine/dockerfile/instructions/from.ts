import { lower, quote } from '../go-text.ts';
import { checkFlags } from '../reader.ts';
import type { InstructionReader } from '../reader.ts';

const flags = { platform: 'text' } as const;

/** `AS` in any case; Go's case folding also takes the long s. */
const AS = /^[aA][sS\u017f]$/;

const from: InstructionReader = {
  name: 'from',
  form: 'words',
  flags,
  read(node) {
    const [base, as, alias] = node.args;
    const named = node.args.length === 3 && as !== undefined && AS.test(as.value);
    if (named && alias && !/^[a-z][a-z0-9\-_.]*$/.test(lower(alias.value)))
      return `invalid name for build stage: ${quote(alias.value)}, name can't start with a number or contain symbols`;
    if (!base || (!named && node.args.length !== 1)) return 'FROM requires either one or three arguments';
    const checked = checkFlags(node, flags);
    if (typeof checked === 'string') return checked;
    return { kind: 'from', node, base, platform: checked.get('platform'), as, alias };
  },
};

export default [from];
