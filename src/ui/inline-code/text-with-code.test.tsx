import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Code } from './code.tsx';
import { Words } from './text-with-code.tsx';

const drawn = (text: string) => renderToStaticMarkup(<Words text={text} />);

test('what stands between backticks is code; a single backtick stays what it is', () => {
  expect(drawn('Put `USER 1000` last')).toBe('Put <code>USER 1000</code> last');
  expect(drawn('a ` alone')).toBe('a ` alone');
  expect(drawn('`a` and ` alone')).toBe('<code>a</code> and ` alone');
});

test('a flag never ends a line behind its dashes, a hyphen within a word may', () => {
  expect(drawn('`npm ci --omit=dev -q some-name`')).toBe(
    '<code>npm ci <span class="nowrap">--omit</span>=dev <span class="nowrap">-q</span> some-name</code>',
  );
});

test('a path goes on in the next line behind a slash, not behind its first or last one', () => {
  expect(renderToStaticMarkup(<Code text="[b 2/6] /src/a ./c" />)).toBe(
    '<code>[b 2/6] /src<span>/<wbr/></span>a ./c</code>',
  );
});
