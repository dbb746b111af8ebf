import { checkFlags, needsOne } from '../reader.ts';
import type { InstructionReader } from '../reader.ts';
import type { KeyValue, Node } from '../syntax.ts';

/** The pairs of ENV or LABEL, or the first mistake. */
function readPairs(node: Node, instruction: string): readonly KeyValue[] | string {
  const checked = checkFlags(node);
  if (typeof checked === 'string') return checked;
  if (node.args.length === 0) return needsOne(instruction);
  const pairs: KeyValue[] = [];
  for (let at = 0; at < node.args.length; at += 3) {
    const key = node.args[at];
    const value = node.args[at + 1];
    const separator = node.args[at + 2];
    if (!key?.value || !value) return `${instruction} names can not be blank`;
    pairs.push({ key, value, legacy: separator?.value === '' });
  }
  return pairs;
}

const env: InstructionReader = {
  name: 'env',
  form: 'pairs',
  read(node) {
    const pairs = readPairs(node, 'ENV');
    return typeof pairs === 'string' ? pairs : { kind: 'env', node, pairs };
  },
};

const label: InstructionReader = {
  name: 'label',
  form: 'pairs',
  read(node) {
    const pairs = readPairs(node, 'LABEL');
    return typeof pairs === 'string' ? pairs : { kind: 'label', node, pairs };
  },
};

export default [env, label];
