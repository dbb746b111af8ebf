import { docComment, needsOne } from '../reader.ts';
import type { InstructionReader } from '../reader.ts';

const arg: InstructionReader = {
  name: 'arg',
  form: 'names',
  read(node) {
    if (node.args.length === 0) return needsOne('ARG');
    // Flags are not looked at: `ARG --x A=1` declares A (golden case arg-flag~v).
    const args = [];
    for (const token of node.args) {
      const equals = token.value.indexOf('=');
      if (equals === 0) return 'ARG names can not be blank';
      const key = equals < 0 ? token.value : token.value.slice(0, equals);
      const value = equals < 0 ? undefined : token.value.slice(equals + 1);
      args.push({ key, value, doc: docComment(node, key), token });
    }
    return { kind: 'arg', node, args };
  },
};

export default [arg];
