import type { Command } from '../../kernel/system.ts';
import { unescape } from '../../base/escapes.ts';

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
    const expanded = escapes
      ? unescape(process.flavor === 'dash' ? asDash(text) : text, 'echo', process.flavor === 'bash')
      : { text, stop: false };
    process.out(`${expanded.text}${line && !expanded.stop ? '\n' : ''}`);
    return 0;
  },
};
export default command;

/** dash takes octal numbers without a zero too, and leaves `\x` alone. */
function asDash(text: string): string {
  return text.replaceAll(/\\(?:\\|x|[1-7][0-7]{0,2})/g, (escape) => {
    if (escape === String.raw`\\`) return escape;
    return escape === String.raw`\x` ? String.raw`\\x` : `\\0${escape.slice(1)}`;
  });
}
