import { describe, expect, it } from 'vitest';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld } from '../builder/index.ts';
import { shell } from '../everything.ts';
import { freshHost, type Host } from './index.ts';

const world = createWorld(allImages, allPackages, shell);

const GO = (body: string, more = '') =>
  `package main\n\nimport (\n\t"net/http"\n${more}\t"os"\n)\n\nfunc main() {\n\tport := os.Getenv("PORT")\n\tif port == "" {\n\t\tport = "8080"\n\t}\n${body}\thttp.ListenAndServe(":"+port, nil)\n}\n`;
const NOTIFY = GO(
  '\tc := make(chan os.Signal, 1)\n\tsignal.Notify(c, syscall.SIGTERM)\n\tgo func() { <-c; os.Exit(0) }()\n',
  '\t"os/signal"\n\t"syscall"\n',
);
const DOCKERFILE =
  'FROM golang:1.26-alpine AS build\nWORKDIR /src\nCOPY go.mod main.go ./\nRUN go build -o /app .\nFROM alpine:3.22\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n';

/** A host with a server in Go as the image `app`. */
function host(main: string): Host {
  const workspace = { 'main.go': main, 'go.mod': 'module example.com/x\n\ngo 1.26\n', Dockerfile: DOCKERFILE };
  const made = freshHost({ world, workspace });
  expect(made.type('docker build -q -t app . >/dev/null').exit).toBe(0);
  return made;
}

function typed(machine: Host, line: string): { text: string; open: readonly string[] } {
  const { output, notSimulated } = machine.type(line);
  return { text: output.map(({ text }) => text).join(''), open: notSimulated.map(({ what }) => what) };
}

describe('a server that is only recognised', () => {
  it('opens the port that its text and its environment name', () => {
    const machine = host(GO(''));
    typed(
      machine,
      'docker run -d --name one -p 9000:8080 app; docker run -d --name two -e PORT=3000 -p 9001:8080 app; sleep 1',
    );
    expect([
      typed(machine, 'nc -z localhost 9000; echo $?').text,
      typed(machine, 'docker exec one nc -z localhost 8080; echo $?').text,
      typed(machine, 'docker exec two nc -z localhost 8080; echo $?').text,
      typed(machine, 'docker exec two nc -z localhost 3000; echo $?').text,
    ]).toEqual(['0\n', '0\n', '1\n', '0\n']);
  });

  it('says of a request that its answer is not simulated, and of a look at the port nothing', () => {
    const machine = host(GO(''));
    typed(machine, 'docker run -d --name one -p 9000:8080 app; sleep 1');
    expect(typed(machine, 'nc -z localhost 9000').open).toEqual([]);
    expect(typed(machine, 'curl -sS http://localhost:9000/').open).toEqual([
      'answers of the Go program: it is only recognised',
    ]);
  });

  it('does not get a port that somebody has', () => {
    const machine = host(GO(''));
    typed(machine, 'docker run -d --name one app; sleep 1');
    expect(typed(machine, 'docker run --network container:one app; echo $?')).toEqual({
      text: '1\n',
      open: ['what the Go program says where port 8080 cannot be had'],
    });
  });

  it.each([
    ['nobody asked for', GO(''), '2\n'],
    ['its text asks for', NOTIFY, '0\n'],
  ])('in Go ends as the first process on a signal that %s', (_case, text, exit) => {
    const machine = host(text);
    typed(machine, 'docker run -d --name one app; sleep 1; docker stop one');
    expect(typed(machine, "docker inspect -f '{{.State.ExitCode}}' one").text).toBe(exit);
  });
});
