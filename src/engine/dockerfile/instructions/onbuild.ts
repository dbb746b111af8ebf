import { upper } from '../go-text.ts';
import { checkFlags, needsOne } from '../reader.ts';
import type { InstructionReader } from '../reader.ts';

const onbuild: InstructionReader = {
  name: 'onbuild',
  form: 'trigger',
  read(node) {
    if (!node.sub) return needsOne('ONBUILD');
    const checked = checkFlags(node);
    if (typeof checked === 'string') return checked;
    const trigger = upper(node.sub.keyword.value);
    if (trigger === 'ONBUILD') return "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed";
    if (trigger === 'MAINTAINER' || trigger === 'FROM') return `${trigger} isn't allowed as an ONBUILD trigger`;
    // Flags of ONBUILD itself never get this far, so everything behind the word is the trigger.
    let expression = node.original.replace(/^[\t\n\f\r ]*ONBUILD[\t\n\f\r ]*/i, '');
    for (const heredoc of node.heredocs) expression += `\n${heredoc.content}${heredoc.name}`;
    return { kind: 'onbuild', node, expression };
  },
};

export default [onbuild];
