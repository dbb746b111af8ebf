import { describe, expect, it } from 'vitest';
import { createWorld } from '../../engine/builder/index.ts';
import { createMemo } from '../../engine/grade/index.ts';
import type { PredictFigure, SessionFigure, Workspace } from '../model.ts';
import { allImages, allPackages } from '../world-eager.ts';
import { computedFigure } from './computed-figure.ts';
import { shellWithJavaScript } from './javascript.ts';
import { renderMarkdown } from './markdown.ts';
import { paint } from '../../pages/lesson/paint.tsx';

const world = createWorld(allImages, allPackages, await shellWithJavaScript());

const DEMO: Workspace = {
  files: { 'entry.sh': { text: 'echo from the demo\n', mode: 0o644 }, 'a.txt': { text: 'a\n', mode: 0o644 } },
  context: [{ path: 'entry.sh', mode: 0o755 }],
  build: {},
};

/** What the last computed block of a lesson shows. */
async function last(text: string) {
  const { fences } = await renderMarkdown({ file: 'x.md', text, figures: true });
  const fence = fences.findLast(({ computed }) => computed);
  if (!fence?.computed) throw new Error('not computed');
  return computedFigure({ world, memo: createMemo(), demos: { x: DEMO }, fences }, fence, fence.computed);
}

const block = (code: string, attributes = '') => `\`\`\`session ${attributes}\n${code}\n\`\`\`\n`;

async function steps(code: string, attributes = '', before = '') {
  return ((await last(before + block(code, attributes))) as SessionFigure).steps;
}

async function outputs(attributes: string) {
  const found = await steps('$ docker run --rm alpine:3.22 echo hello\n? hello', attributes);
  return found.map((step) => ('output' in step ? step.output.split('\n').at(0) : ''));
}

/** Options of a question, with a plus for those that are right. */
async function options(yaml: string, before = '') {
  const found = await last(`${before}\`\`\`predict\nquestion: Q\n${yaml}\n\`\`\`\n`);
  return (found as PredictFigure).options.map(({ label, right }) => `${right ? '+' : '-'} ${label}`);
}

describe('a session', () => {
  it('prints what the host answers, with the exit code', async () => {
    expect(await steps('$ echo hello\n? hel\n# so:\n$ cat nothing\n! 1')).toEqual([
      { command: 'echo hello', output: 'hello', left: 0, exit: 0, ms: 0 },
      { remark: 'so:' },
      { command: 'cat nothing', output: 'cat: nothing: No such file or directory', left: 0, exit: 1, ms: 0 },
    ]);
  });

  it('has images on the host beforehand, unless it shows how they are pulled', async () => {
    expect([await outputs(''), await outputs('pulls')]).toEqual([
      ['hello'],
      ["Unable to find image 'alpine:3.22' locally"],
    ]);
  });

  it('has the images of a compose file beforehand as well', async () => {
    const file =
      '```yaml demo="x" title="compose.yaml"\nservices: { db: { image: "alpine:3.22", command: sleep 100 } }\n```\n';
    const [up] = await steps('$ docker compose up -d\n? Started\n$ docker compose down -t 0', 'demo="x"', file);
    expect(up && 'output' in up && up.output.includes('Pull')).toBe(false);
  });

  it('says how long a command takes in virtual time', async () => {
    const [run, stop] = await steps('% docker run -d --name aa alpine:3.22 sleep 100\n$ docker stop aa\n? aa\n$ true');
    expect(run).toMatchObject({ command: 'docker stop aa', output: 'aa', exit: 0 });
    expect(run && 'ms' in run && run.ms).toBeGreaterThan(10_000);
    expect(stop).toMatchObject({ command: 'true', ms: 0 });
  });

  it('keeps the exit code for the next command, and the folder and variables of its shell', async () => {
    expect(await steps('$ mkdir b && cd b && X=1\n$ false\n!\n$ echo $? $X $(pwd)\n? 1 1 /root/lab/b')).toMatchObject([
      { output: '' },
      { exit: 1 },
      { output: '1 1 /root/lab/b', exit: 0 },
    ]);
  });

  it('goes on with the host of the block above', async () => {
    const first = block('$ docker network create nn > /dev/null\n! 0');
    expect(
      await steps('$ docker network ls --format "{{.Name}}" --filter name=^nn$\n? nn', 'continues', first),
    ).toEqual([expect.objectContaining({ output: 'nn' })]);
  });

  it('begins with the files of its demo and those that blocks above show', async () => {
    const shown = '```text demo="x" title="b.txt"\nb\n```\n';
    expect(await steps('$ ./entry.sh && cat a.txt b.txt\n? b', 'demo="x"', shown)).toMatchObject([
      { output: 'from the demo\na\nb' },
    ]);
  });

  it('types into a program and interrupts it', async () => {
    expect(await steps('$ docker run -it --rm alpine:3.22 sh\n< echo a-$((1+1))\n< exit 3\n! 3\n? a-2')).toMatchObject([
      { output: '/ # echo a-$((1+1))\na-2\n/ # exit 3', exit: 3 },
    ]);
    expect(await steps('$ sleep 100\n^C 3s\n! 130')).toMatchObject([{ exit: 130, ms: 3000 }]);
  });

  it('leaves out what is not to be shown', async () => {
    expect(await steps('$ seq 5\n? 5\n$ seq 3\n…\n% seq 2\n$ echo a \\\n  b', 'lines="2"')).toEqual([
      { command: 'seq 5', output: '1\n2', left: 3, exit: 0, ms: 0 },
      { command: 'seq 3', output: '…', left: 3, exit: 0, ms: 0 },
      { command: 'echo a \\\n  b', output: 'a b', left: 0, exit: 0, ms: 0 },
    ]);
  });

  it('gives the playground files and log', async () => {
    const { workspace } = (await last(block('$ echo new > c.txt\n$ false', 'demo="x" fails'))) as SessionFigure;
    expect(workspace.log?.map(({ text }) => text)).toEqual(['echo new > c.txt', 'false']);
    expect([Object.keys(workspace.files), Object.keys(workspace.left ?? {}).toSorted()]).toEqual([
      ['entry.sh', 'a.txt'],
      ['a.txt', 'c.txt', 'entry.sh'],
    ]);
  });

  it('draws the machine as it was left, and what signals did', async () => {
    const figure = await last(
      block(
        '$ docker run -d --name aa --network none -v vv:/v alpine:3.22 sleep 100\n! 0\n$ docker stop aa\n? aa',
        'map signals="aa"',
      ),
    );
    const { machine } = figure as SessionFigure;
    expect(machine?.map?.containers.map(({ name, state, mode }) => [name, state, mode])).toEqual([
      ['aa', 'exited', 'none'],
    ]);
    expect(machine?.stories.map(({ title }) => title)).toEqual(['docker stop aa']);
    const html = paint(figure, 'figure-1');
    expect(html).toContain('<figure class="code" data-language="session"');
    expect(html.match(/<figure class="drawing">/g)).toHaveLength(2);
    expect(html).toContain('<td>volume vv at /v</td>');
  });

  it.each([
    ['a container that never ran is to be drawn', '$ docker ps -q\n! 0\n# signals', 'never ran'],
    ['a command fails', '$ cat nothing\n$ true\n? x', 'ends with 1, not 0'],
    ['a text is not printed', '$ echo a\n? b', 'does not print “b” but'],
    ['nothing fails that should', '$ echo a\n!', 'is said to fail and does not'],
    ['nothing is expected', '$ echo a', 'expects nothing'],
    ['a command does not end', '$ docker run alpine:3.22 sleep 1000\n? x', 'never ends'],
    ['a line is of no kind', '$ echo a\nhello', 'x.md:3: a line of a session begins with'],
    ['there is no command', '# hello', 'x.md:2: a session has a line that begins with'],
  ])('stops the build when %s', async (_, code, message) => {
    await expect(last(block(code, code.includes('# signals') ? 'signals="zz"' : ''))).rejects.toThrow(message);
  });

  it('stops the build when there is nothing to continue', async () => {
    await expect(last(block('$ echo a\n? a', 'continues'))).rejects.toThrow('there is none above');
  });
});

describe('a question about a machine', () => {
  it('asks what is printed', async () => {
    expect(await options('kind: prints\nsession: $ echo one\noptions: [one, two]')).toEqual(['+ `one`', '- `two`']);
  });

  it('judges statements on the machine of the session above, after more commands', async () => {
    const above = block('$ docker run -d --name aa alpine:3.22 sleep 100\n! 0');
    const facts =
      'options:\n  It runs: { kind: container, with: { name: aa, state: running } }\n  It is gone: { kind: container, with: { name: aa, exists: false } }';
    expect(await options(`kind: facts\n${facts}`, above)).toEqual(['+ It runs', '- It is gone']);
    expect(await options(`kind: facts\nafter: docker rm -f aa\n${facts}`.replace('docker', '$ docker'), above)).toEqual(
      ['- It runs', '+ It is gone'],
    );
  });

  it('shows with the answer what the machine answered', async () => {
    const { drawn } = (await last(
      '```predict\nquestion: Q\nkind: prints\nsession: $ echo one\noptions: [one, two]\n```\n',
    )) as PredictFigure;
    expect(drawn).toMatchObject([{ kind: 'session', steps: [{ command: 'echo one', output: 'one' }] }]);
  });

  it.each([
    ['a command of it fails', '$ docker stop nobody', 'ends with 1, not 0'],
    ['no statement is true', '$ docker ps', 'has no option in its answer'],
  ])('stops the build when %s', async (_, session, message) => {
    const facts = ['one', 'two'].map((name) => `  ${name}: { kind: container, with: { name: ${name} } }\n`);
    await expect(options(`kind: facts\nsession: ${session}\noptions:\n${facts.join('')}`)).rejects.toThrow(message);
  });

  it('stops the build when every line is printed', async () => {
    await expect(options('kind: prints\nsession: $ echo one\noptions: [one, on]')).rejects.toThrow('every option');
  });
});
