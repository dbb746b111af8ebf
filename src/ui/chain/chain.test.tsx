import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Chain } from './chain.tsx';

it('a chain says in words where it ends, and shows details where there are any', () => {
  const html = renderToStaticMarkup(
    <Chain
      label="Steps"
      links={[
        { text: 'first', detail: 'why', state: 'on' },
        { text: 'second', state: 'stop' },
        { text: 'third', state: 'end' },
      ]}
    />,
  );
  const text = html.replaceAll(/ class="[^"]*"/g, '');
  expect(text).toBe(
    '<ol aria-label="Steps">' +
      '<li data-state="on"><div><span></span>first</div><div>why</div></li>' +
      '<li data-state="stop"><div><span>Stops here: </span>second</div></li>' +
      '<li data-state="end"><div><span>Ends here: </span>third</div></li>' +
      '</ol>',
  );
});
