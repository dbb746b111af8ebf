/** What stands after the language of a fenced block; see content/README.md, "Fenced blocks". */
export interface FenceAttributes {
  readonly title?: string;
  readonly demo?: string;
  readonly target?: string;
  readonly platform?: string;
  readonly shows?: string;
  readonly fails?: true;
  readonly fragment?: true;
  readonly stages?: true;
  readonly layers?: true;
  readonly timeline?: true;
  readonly image?: string;
  readonly recorded?: string;
  /** Sessions: the host is that of the session above. */
  readonly continues?: true;
  /** Sessions: how many lines of each output are shown. */
  readonly lines?: string;
  /** Sessions: networks, containers and mounts are drawn as the session left them. */
  readonly map?: true;
  /** Sessions: what signals did to these containers is drawn; names with blanks between. */
  readonly signals?: string;
  /** Sessions: images are pulled where they are needed, which is shown. */
  readonly pulls?: true;
}

const TEXTS = ['title', 'demo', 'target', 'platform', 'shows', 'image', 'recorded', 'lines', 'signals'];
const FLAGS = ['fails', 'fragment', 'stages', 'layers', 'timeline', 'continues', 'pulls', 'map'];

/** Languages of fenced blocks → the grammar that colours them; undefined: none. */
export const LANGUAGES: Readonly<Record<string, string | undefined>> = {
  dockerfile: 'docker',
  sh: 'shellscript',
  console: 'shellsession',
  json: 'json',
  yaml: 'yaml',
  js: 'javascript',
  ts: 'typescript',
  go: 'go',
  python: 'python',
  ini: 'ini',
  diff: 'diff',
  text: undefined,
};

/** Parses `title="Dockerfile" fails`; answers with a sentence when something in it is unknown. */
export function parseFence(meta: string): FenceAttributes | { readonly problem: string } {
  const found: Record<string, string | true> = {};
  let at = 0;
  const pattern = /\s*(?:([a-z][a-z-]*)(?:=(?:"([^"]*)"|([^\s"]+)))?)/gy;
  while (at < meta.trimEnd().length) {
    pattern.lastIndex = at;
    const match = pattern.exec(meta);
    if (!match) return { problem: `cannot read “${meta.slice(at).trim()}” after the language` };
    at = pattern.lastIndex;
    const name = match[1] ?? '';
    const value = match[2] ?? match[3];
    if (TEXTS.includes(name) && value === undefined) return { problem: `${name} needs a value: ${name}="…"` };
    if (FLAGS.includes(name) && value !== undefined) return { problem: `${name} takes no value` };
    if (!TEXTS.includes(name) && !FLAGS.includes(name))
      return { problem: `there is no attribute ${name}; known are ${[...TEXTS, ...FLAGS].join(', ')}` };
    found[name] = value ?? true;
  }
  return found as FenceAttributes;
}
