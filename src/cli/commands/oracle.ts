import type { Command, Io } from '../command.ts';
import { expandAnswer } from '../oracle/expand.ts';
import { ignoreAnswer } from '../oracle/ignore.ts';
import { lintAnswer, planAnswer } from '../oracle/lint.ts';
import { parseAnswer } from '../oracle/parse.ts';

const USAGE = `oracle

Reads one JSON request a line from standard input and prints one JSON answer a line, in the same order:
  {"id":"a","cmd":"parse|lint|plan|expand|ignore","text":"…", …options}
  {"id":"a","parse":{…}}
The format is described in src/engine/dockerfile/golden/README.md. A line that cannot be answered gets
{"id":…,"error":{"message":"…"}}.`;

const ANSWERS: Readonly<Record<string, (request: never) => object>> = {
  parse: parseAnswer,
  lint: lintAnswer,
  plan: planAnswer,
  expand: expandAnswer,
  ignore: ignoreAnswer,
};

/** Answers as soon as a line is complete, so that a program can talk to it. */
async function run(args: readonly string[], io: Io): Promise<number> {
  if (args.length > 0) io.err('drydock oracle: takes no arguments; they are ignored\n');
  let rest = '';
  // Lines end at \n alone: JSON may hold U+2028 as it is.
  for await (const piece of io.stdin) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) await answerLine(line, io);
  }
  await answerLine(rest, io);
  return 0;
}

async function answerLine(line: string, io: Io): Promise<void> {
  if (line.trim() !== '') await io.out(`${JSON.stringify(answer(line))}\n`);
}

/** The answer to one line; never throws. */
export function answer(line: string): object {
  const request = readRequest(line);
  if (typeof request === 'string') return { error: { message: request } };
  const { id, cmd } = request;
  const respond = typeof cmd === 'string' && Object.hasOwn(ANSWERS, cmd) ? ANSWERS[cmd] : undefined;
  const failure = (message: string) => ({ id, error: { message } });
  if (typeof cmd !== 'string' || !respond) {
    const known = Object.keys(ANSWERS).join(', ');
    return failure(`"cmd" must be one of ${known}, not ${JSON.stringify(cmd) ?? 'missing'}`);
  }
  if (typeof request['text'] !== 'string') return failure('"text" must be a text');
  try {
    return { id, [cmd]: respond(request as never) };
  } catch (error) {
    return failure(`internal error: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readRequest(line: string): Readonly<Record<string, unknown>> | string {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
    return 'a request must be a JSON object';
  } catch (error) {
    return `not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

export default {
  summary: 'answers JSON requests, one a line: the measure against golden data',
  usage: USAGE,
  run,
} satisfies Command;
