import { errorText } from '../../kernel/errno.ts';
import { operandNames, readOperand } from '../lib/operands.ts';
import { readOptions } from '../lib/options.ts';
import type { Command, Process } from '../../kernel/system.ts';
import type { Failed, Filter, Json } from './jq/filter.ts';
import { parseJq } from './jq/parse.ts';

const command: Command = {
  summary:
    'Picks from JSON: -r, -c, -e; paths, [], pipes, commas, arrays, objects, comparisons, select, map, keys, length, join. Left out: variables, definitions, assignments, string interpolation.',
  example: `
$ echo '[{"a": 1, "b": ["x"]}]' | jq -c '.[0].b, (.[] | .a == 1)'
["x"]
true
$ echo '{"name": "web"}' | jq -r .name
web
$ echo '{"a": 1}' | jq .
{
  "a": 1
}
$ echo '"x"' | jq .a
! jq: error (at <stdin>:1): Cannot index string with "a"
`,
  *run(process, args) {
    const options = readOptions(process, args, {
      flags: 'rcejnsM',
      long: {
        '--raw-output': 'r',
        '--compact-output': 'c',
        '--exit-status': 'e',
        '--join-output': 'j',
        '--null-input': 'n',
        '--slurp': 's',
        '--monochrome-output': 'M',
      },
    });
    if (options.refused !== undefined) return options.refused;
    const [program = '.', ...files] = options.rest;
    const filter = parseJq(program);
    if (!filter) {
      process.notSimulated(`jq program ${program}`);
      return 0;
    }
    let last: Json = null;
    let status = 0;
    for (const name of operandNames(files)) {
      const text = yield* readOperand(process, name);
      if (typeof text !== 'string') {
        process.complain(`error: Could not open file ${name}: ${errorText(text.errno)}`);
        return 2;
      }
      const inputs = options.has('n') ? [null] : documents(process, text);
      if (!inputs) return 2;
      for (const input of options.has('s') ? [inputs] : inputs) {
        const made = apply(process, filter, input);
        if (!made) status = 5;
        for (const value of made ?? []) {
          last = value;
          print(process, value, {
            raw: options.has('r') || options.has('j'),
            compact: options.has('c'),
            ends: !options.has('j'),
          });
        }
      }
    }
    return status === 0 && options.has('e') && (last === null || last === false) ? 1 : status;
  },
};
export default command;

function apply(process: Process, filter: Filter, input: Json): Json[] | undefined {
  try {
    return filter(input);
  } catch (error) {
    process.err(`jq: error (at <stdin>:1): ${(error as Failed).failed}\n`);
    return undefined;
  }
}

/** JSON values one after another: a whole text, or one a line. */
function documents(process: Process, text: string): Json[] | undefined {
  if (text.trim() === '') return [];
  for (const parts of [[text], text.split('\n').filter((line) => line.trim() !== '')])
    try {
      return parts.map((part) => JSON.parse(part) as Json);
    } catch {
      // the other form, or none
    }
  process.err('jq: parse error: Invalid literal at line 1, column 0\n');
  return undefined;
}

function print(
  process: Process,
  value: Json,
  { raw, compact, ends }: { raw: boolean; compact: boolean; ends: boolean },
): void {
  const text = raw && typeof value === 'string' ? value : compact ? JSON.stringify(value) : pretty(value);
  process.out(ends ? `${text}\n` : text);
}

function pretty(value: Json): string {
  return JSON.stringify(value, undefined, 2).replaceAll(/\[\s+\]/g, '[]');
}
