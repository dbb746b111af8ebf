import type { JsonPath } from '../../../../ui/json-tree/rows.ts';

/**
 * A field of `docker inspect` as a template of `--format`: `{{.State.Pid}}`, and `index` where a name is no word of Go or an element has a
 * number. Source: Go text/template, index; docker/cli inspect falls back to the names of the JSON.
 */
export function templateOf(path: JsonPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'string' && /^[A-Za-z_]\w*$/.test(step)) {
      text += `.${step}`;
      continue;
    }
    const key = typeof step === 'number' ? String(step) : JSON.stringify(step);
    text = `(index ${text === '' ? '.' : text} ${key})`;
  }
  // the outermost parentheses are not needed
  const bare = /^\((index .*)\)$/.exec(text);
  return `{{${bare?.[1] !== undefined && balanced(bare[1]) ? bare[1] : text}}}`;
}

/** Whether every parenthesis that opens in a text closes in it, none before. */
function balanced(text: string): boolean {
  let depth = 0;
  for (const one of text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')) {
    if (one === '(') depth++;
    else if (one === ')') depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** The command that prints a field: single quotes keep the shell away from the template. */
export function commandOf(kind: string, name: string, path: JsonPath): string {
  const command = kind === 'container' ? 'docker inspect' : `docker ${kind} inspect`;
  return `${command} -f '${templateOf(path).replaceAll("'", `'"'"'`)}' ${name}`;
}
