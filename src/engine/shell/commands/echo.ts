import type { Command } from '../system.ts';
import { unescape } from '../escapes.ts';

const command: Command = {
  summary: 'Prints its words. dash expands escapes always and knows only -n; the others expand them with -e.',
  builtin: ['dash', 'ash', 'bash'],
  example: `
$ echo a   b 'c  d'
a b c  d
$ echo -n x; echo y
xy
`,
  run(process, args) {
    let at = 0;
    let line = true;
    let escapes = process.flavor === 'dash';
    const options = process.flavor === 'dash' ? /^-n$/ : /^-[neE]+$/;
    for (; at < args.length && options.test(args[at] ?? ''); at++) {
      const letters = args[at] ?? '';
      if (letters.includes('n')) line = false;
      if (letters.includes('e')) escapes = true;
      if (letters.includes('E')) escapes = false;
      if (process.flavor === 'dash') {
        at++;
        break;
      }
    }
    const text = args.slice(at).join(' ');
    const expanded = escapes ? unescape(text, 'echo') : { text, stop: false };
    process.out(`${expanded.text}${line && !expanded.stop ? '\n' : ''}`);
    return 0;
  },
};
export default command;
