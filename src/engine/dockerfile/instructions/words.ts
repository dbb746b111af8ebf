import { trimSpace } from '../go-text.ts';
import { checkFlags, needsExactlyOne, needsOne } from '../reader.ts';
import type { InstructionReader } from '../reader.ts';

function oneText(kind: 'user' | 'workdir' | 'maintainer' | 'stopsignal'): InstructionReader {
  return {
    name: kind,
    form: 'text',
    read(node) {
      const [value] = node.args;
      if (!value) return needsExactlyOne(kind.toUpperCase());
      // STOPSIGNAL alone does not look at flags.
      const checked = kind === 'stopsignal' ? undefined : checkFlags(node);
      return typeof checked === 'string' ? checked : { kind, node, value };
    },
  };
}

const expose: InstructionReader = {
  name: 'expose',
  form: 'words',
  read(node) {
    if (node.args.length === 0) return needsOne('EXPOSE');
    const checked = checkFlags(node);
    if (typeof checked === 'string') return checked;
    // BuildKit sorts the words before it looks at them.
    const words = node.args.toSorted((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
    return { kind: 'expose', node, words };
  },
};

const volume: InstructionReader = {
  name: 'volume',
  form: 'paths',
  read(node) {
    if (node.args.length === 0) return needsOne('VOLUME');
    const checked = checkFlags(node);
    if (typeof checked === 'string') return checked;
    const words = node.args.map(({ value, span }) => ({ value: trimSpace(value), span }));
    if (words.some(({ value }) => value === '')) return 'VOLUME specified can not be an empty string';
    return { kind: 'volume', node, words };
  },
};

export default [oneText('user'), oneText('workdir'), oneText('maintainer'), oneText('stopsignal'), expose, volume];
