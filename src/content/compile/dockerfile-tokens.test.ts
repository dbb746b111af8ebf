import { expect, it } from 'vitest';
import { dockerfileTokens } from './dockerfile-tokens.ts';

/** Each coloured piece as `name:text`. */
function coloured(code: string): string[] {
  return dockerfileTokens(code)
    .flat()
    .flatMap(([text, name]) => (name ? [`${name}:${text}`] : []));
}

it.each([
  ['# syntax=docker/dockerfile:1', ['comment:# syntax=docker/dockerfile:1']],
  [
    'FROM --platform=$BUILDPLATFORM golang:1.26 AS builder',
    ['keyword:FROM', 'flag:--platform=', 'variable:$BUILDPLATFORM', 'keyword:AS', 'variable:builder'],
  ],
  ['COPY --from=builder /out/app /app', ['keyword:COPY', 'flag:--from=', 'variable:builder']],
  ['RUN CGO_ENABLED=0 go build -trimpath -o /out ./cmd', ['keyword:RUN', 'number:0', 'flag:-trimpath', 'flag:-o']],
  ['ENTRYPOINT ["/app", "serve"]', ['keyword:ENTRYPOINT', 'string:"/app"', 'string:"serve"']],
  ['EXPOSE 8080\nUSER 65532:65532', ['keyword:EXPOSE', 'number:8080', 'keyword:USER', 'number:65532:65532']],
  ['RUN a && \\\n  # why\n  b --c', ['keyword:RUN', 'comment:  # why', 'flag:--c']],
  [
    'RUN <<EOF\napt-get update\nEOF\nUSER a',
    ['keyword:RUN', 'keyword:<<EOF', 'string:apt-get update', 'keyword:EOF', 'keyword:USER'],
  ],
  ['ONBUILD RUN x', ['keyword:ONBUILD RUN']],
  ['FROM node:22-alpine', ['keyword:FROM']],
])('colours %j', (code, expected) => {
  expect(coloured(code)).toEqual(expected);
});

it.each(['', 'RUN "open', 'RUN <<A <<B\na\nA\nb\nB\n', 'FROM a AS b # c', '\t FROM x\\', '${a $', 'COPY <<x\n'])(
  'gives %j back whole',
  (code) => {
    expect(
      dockerfileTokens(code)
        .map((line) => line.map(([text]) => text).join(''))
        .join('\n'),
    ).toBe(code);
  },
);
