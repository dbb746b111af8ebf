const LANGUAGES: Readonly<Record<string, string>> = {
  dockerfile: 'Dockerfile',
  sh: 'Shell',
  console: 'Terminal',
  session: 'Terminal',
  json: 'JSON',
  yaml: 'YAML',
  js: 'JavaScript',
  ts: 'TypeScript',
  go: 'Go',
  python: 'Python',
  ini: 'Settings',
  diff: 'Difference',
  text: 'Text',
};

const FIGURE = /<figure class="code"([^>]*)>(?:<figcaption>(.*?)<\/figcaption>)?/g;

/** What a mark on the block says about it, as the content test proves it. */
function remark(attributes: string): string {
  if (/ data-fails\b/.test(attributes)) return 'does not build';
  return / data-shows\b/.test(attributes) ? 'shows a mistake' : '';
}

/**
 * Gives each code block its head: title, remark, and the buttons that `Prose` listens to. Works on the trusted HTML that
 * the build made, so that the prerendered page has the same head.
 */
export function withHeads(html: string, playground: boolean): string {
  return html.replace(FIGURE, (_, attributes: string, caption: string | undefined) => {
    const language = /data-language="([\w-]*)"/.exec(attributes)?.[1] ?? '';
    const title = caption ?? LANGUAGES[language] ?? language;
    const note = remark(attributes);
    const whole = language === 'dockerfile' && !/ data-fragment\b/.test(attributes);
    const open = playground && (whole || language === 'session');
    return (
      `<figure class="code"${attributes}><figcaption>${title}${note ? ` <span>${note}</span>` : ''}</figcaption>` +
      `<div class="code-actions"><button type="button" data-act="copy">Copy</button>` +
      `${open ? `<button type="button" data-act="open">Open in playground</button>` : ''}</div>`
    );
  });
}

/** Links to other pages of the app open in a tab of their own, and say so: as `Link` does where a page is a part of another. */
export function withNewTabs(html: string): string {
  return html.replace(
    /<a href="(\/[^"]*)">(.*?)<\/a>/gs,
    '<a href="$1" target="_blank">$2 <span aria-hidden="true">↗</span><span class="sr"> (opens in a new tab)</span></a>',
  );
}
