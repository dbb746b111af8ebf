import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './markdown.ts';

async function html(text: string): Promise<string> {
  return (await renderMarkdown({ file: 'x.md', text })).html;
}

describe('Markdown', () => {
  it('keeps image tags and times in prose whole', async () => {
    expect(await html('`a`: node:20, alpine:latest at 12:30, ::leaf[x] and :text[y]{z=1}.')).toBe(
      '<p><code>a</code>: node:20, alpine:latest at 12:30, ::leaf[x] and :text[y]{z=1}.</p>',
    );
    expect(await html('::leaf[x]')).toBe('<p>::leaf[x]</p>');
  });

  it('makes callouts with their kind and title', async () => {
    expect(await html(':::myth[Exec form is **enough**]\nIt is not.\n:::')).toBe(
      '<div role="note" class="callout callout-myth"><p class="callout-title"><span class="callout-kind">Widely repeated, and wrong: </span>' +
        'Exec form is <strong>enough</strong></p><p>It is not.</p></div>',
    );
  });

  it('makes callouts without a title', async () => {
    expect(await html(':::note\nText.\n:::')).toBe(
      '<div role="note" class="callout callout-note"><p class="callout-title"><span class="callout-kind">Note</span></p><p>Text.</p></div>',
    );
  });

  it('gives headings ids and lists them', async () => {
    const page = await renderMarkdown({ file: 'x.md', text: '## What `COPY` does\n\n### More\n' });
    expect(page.headings).toEqual([
      { id: 'what-copy-does', text: 'What COPY does', depth: 2 },
      { id: 'more', text: 'More', depth: 3 },
    ]);
    expect(page.html).toContain('<h2 id="what-copy-does">');
  });

  it('colours code and puts the attributes of the fence on the figure', async () => {
    const fence = '```dockerfile title="Dockerfile" demo="go-server" fails shows="not found"\nFROM x # y\n```';
    expect(await html(fence)).toBe(
      '<figure class="code" data-language="dockerfile" data-demo="go-server" data-shows="not found" data-fails=""><figcaption>Dockerfile</figcaption>' +
        '<pre tabindex="0" role="group" aria-label="Dockerfile"><code class="language-dockerfile"><span class="tok-keyword">FROM</span> x # y</code></pre></figure>',
    );
  });

  it('lists fenced blocks with their lines, counted from the top of the file', async () => {
    const page = await renderMarkdown({ file: 'x.md', text: 'a\n\n```sh image="alpine:3.22"\n$ ls\n```\n', line: 10 });
    expect(page.fences).toEqual([{ language: 'sh', attributes: { image: 'alpine:3.22' }, code: '$ ls', line: 12 }]);
  });

  it('puts the base path before links of the site and leaves others alone', async () => {
    const page = await renderMarkdown({
      file: 'x.md',
      text: '[a](/lessons/x/) [b](#y) [c](https://example.org)',
      base: '/drydock/',
    });
    expect(page.html).toBe(
      '<p><a href="/drydock/lessons/x/">a</a> <a href="#y">b</a> <a href="https://example.org" rel="noreferrer">c</a></p>',
    );
    expect(page.links.map(({ url }) => url)).toEqual(['/lessons/x/', '#y', 'https://example.org']);
  });

  it('lets a wide table scroll in a box of its own', async () => {
    expect(await html('| a |\n| - |\n| b |')).toMatch(
      /^<div class="table" tabindex="0" role="group" aria-label="Table"><table>.*<\/table><\/div>$/s,
    );
  });

  it.each([
    ['an unknown language', '```cobol\n```', 'x.md:1: unknown language “cobol”'],
    ['an unknown attribute', '\n```sh run\n```', 'x.md:2: there is no attribute run'],
    ['an attribute without its value', '```sh title\n```', 'x.md:1: title needs a value'],
    ['a flag with a value', '```sh fails=yes\n```', 'x.md:1: fails takes no value'],
    [
      'an unknown callout',
      ':::tip\nx\n:::',
      'x.md:1: There is no callout tip; known are note, warning, myth, cost, card',
    ],
    ['inline HTML', 'a\n\nb <script>alert(1)</script>', 'x.md:3: Inline HTML is not allowed'],
  ])('stops the build at %s', async (_, text, message) => {
    await expect(html(text)).rejects.toThrow(message);
  });
});
