import { expect, test } from 'vitest';
import { renderMarkdown } from './markdown.ts';
import { curly } from './typography.ts';

const html = async (text: string) => (await renderMarkdown({ file: 'a.md', text })).html;

test.each([
  ['"The cache is broken", says the team', '“The cache is broken”, says the team'],
  ["the target's graph, it's theirs: the hosts' keys", 'the target’s graph, it’s theirs: the hosts’ keys'],
  ['("so") and "so"', '(“so”) and “so”'],
  ["a 'quoted' word", 'a ‘quoted’ word'],
  ["the '90s", 'the ’90s'],
  ['`echo "as it is"` stays, "this" does not', '`echo "as it is"` stays, “this” does not'],
])('%s', (straight, set) => {
  expect(curly(straight)).toBe(set);
});

test('text of a page gets its marks, code and blocks of code keep theirs', async () => {
  expect(await html('"Use `a \\"b\\"`", it\'s *"so"*.')).toBe(
    '<p>“Use <code>a \\"b\\"</code>”, it’s <em>“so”</em>.</p>',
  );
  expect(await html('```sh\necho "it\'s"\n```')).toContain('echo');
  expect(await html('```sh\necho "it\'s"\n```')).not.toMatch(/[“”’]/);
});

test('a mark behind code closes, a mark at the beginning of a cell or an item opens', async () => {
  expect(await html('"from `x`"')).toBe('<p>“from <code>x</code>”</p>');
  expect(await html('- a\n- "b"')).toContain('<li>“b”</li>');
  expect(await html('| a | "b" |\n|---|---|\n| c | "d" |')).toContain('<td>“d”</td>');
});

test('addresses of headings stay as they were', async () => {
  const page = await renderMarkdown({ file: 'a.md', text: "## The host's key\n" });
  expect(page.headings).toEqual([{ id: 'the-hosts-key', text: 'The host’s key', depth: 2 }]);
});
