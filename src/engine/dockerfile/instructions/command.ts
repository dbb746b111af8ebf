import { checkFlags, needsOne } from '../reader.ts';
import type { InstructionReader } from '../reader.ts';

function command(kind: 'cmd' | 'entrypoint'): InstructionReader {
  return {
    name: kind,
    form: 'exec',
    read(node) {
      const checked = checkFlags(node);
      if (typeof checked === 'string') return checked;
      return { kind, node, form: node.json ? 'exec' : 'shell', command: node.args };
    },
  };
}

const shell: InstructionReader = {
  name: 'shell',
  form: 'exec',
  read(node) {
    const checked = checkFlags(node);
    if (typeof checked === 'string') return checked;
    if (node.args.length === 0) return needsOne('SHELL');
    if (!node.json) return 'SHELL requires the arguments to be in JSON form';
    return { kind: 'shell', node, form: 'exec', command: node.args };
  },
};

export default [command('cmd'), command('entrypoint'), shell];
