import { expect, test } from 'vitest';
import { withHeads, withNewTabs } from './figures.ts';

test('a code block gets a head with its title and the button to copy', () => {
  expect(withHeads('<figure class="code" data-language="sh"><pre>x</pre></figure>', true)).toBe(
    '<figure class="code" data-language="sh"><figcaption>Shell</figcaption><div class="code-actions">' +
      '<button type="button" data-act="copy">Copy</button></div><pre>x</pre></figure>',
  );
});

const block = (more: string) => withHeads(`<figure class="code" data-language="dockerfile"${more}><pre>`, true);

test('a whole Dockerfile can be opened in the playground, a fragment cannot', () => {
  expect([block('').includes('data-act="open"'), block(' data-fragment=""').includes('data-act="open"')]).toEqual([
    true,
    false,
  ]);
});

test('a block that does not build says so beside its title', () => {
  expect(
    withHeads('<figure class="code" data-language="dockerfile" data-fails=""><figcaption>$&amp;</figcaption>', false),
  ).toContain('<figcaption>$&amp; <span>does not build</span></figcaption>');
});

test('inside a frame, links to other pages say that they open a new tab; those within the page do not', () => {
  expect(withNewTabs('<a href="/x/lessons/a/"><b>A</b></a> <a href="#b">B</a>')).toBe(
    '<a href="/x/lessons/a/" target="_blank"><b>A</b> <span aria-hidden="true">↗</span><span class="sr"> (opens in a new tab)</span></a> <a href="#b">B</a>',
  );
});
