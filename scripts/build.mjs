// `npm run build`: the client bundle, then every page prerendered into the same folder, so that lessons are readable
// without JavaScript and from any static host.
//   BASE=/drydock/   sub-path (begins and ends with a slash; default /)
//   SITE=https://…   absolute address of the site, for OpenGraph and oEmbed (optional)
//   --out DIR        target folder (default dist)
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { orExplain, root, setup, SetupError } from './setup.mjs';

const at = process.argv.indexOf('--out');
const out = resolve(root, at === -1 ? 'dist' : process.argv[at + 1]);
const ssr = join(root, '.cache', 'prerender');
const base = process.env.BASE ?? '/';
const site = (process.env.SITE ?? '').replace(/\/$/, '');

async function bundle() {
  const { build } = await import('vite');
  await build({ root, logLevel: 'error', build: { outDir: out, emptyOutDir: true, manifest: true } });
  await build({
    root,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: 'src/prerender.tsx', outDir: ssr, emptyOutDir: true, copyPublicDir: false },
  });
  return import(pathToFileURL(join(ssr, 'prerender.js')).href);
}

/** Every chunk that the chunk of `source` imports statically, itself first. */
function chunksOf(manifest, source) {
  const found = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk || found.has(chunk.file)) return;
    found.add(chunk.file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  visit(source);
  return [...found];
}

/**
 * Style sheets go into the page: as files they would share a slow line with the scripts, and nothing is painted before
 * they are there. The policy allows inline styles; sheets of parts that load later stay files.
 */
function withStyles(template) {
  return template.replaceAll(
    /[ \t]*<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>\n?/g,
    (_, href) => `    ${styleOf(href.slice(base.length))}\n`,
  );
}

function styleOf(file) {
  // a closing tag inside a sheet would end it
  return `<style>${readFileSync(join(out, file), 'utf8').trim().replaceAll('</', '<\\/')}</style>`;
}

/**
 * The script that sets the theme goes into the page, allowed by its hash: as a file it would hold back the first paint
 * for one more round trip.
 */
function withTheme(template) {
  const file = join(out, 'theme.js');
  const text = readFileSync(file, 'utf8')
    .replaceAll(/^\s*\/\/.*\n/gm, '')
    .trim();
  rmSync(file);
  const hash = createHash('sha256').update(text).digest('base64');
  const inlined = template
    .replace(/<script src="[^"]*theme\.js"><\/script>/, () => `<script>${text}</script>`)
    .replace("script-src 'self'", `script-src 'self' 'sha256-${hash}'`);
  if (!inlined.includes(hash) || inlined.includes('theme.js"'))
    throw new SetupError('index.html has no theme.js, or no policy for scripts, to put its script under.');
  return inlined;
}

/**
 * Scripts first: a browser asks for them when it meets them, and the text, the styles and the work of laying them out
 * then fill the time in which they are on their way.
 */
function withScriptsFirst(template) {
  const scripts = [];
  const rest = template.replaceAll(
    /[ \t]*(?:<script type="module"[^>]*><\/script>|<link rel="modulepreload"[^>]*>)\n?/g,
    (tag) => {
      scripts.push(tag.trim());
      return '';
    },
  );
  return rest.replace(SCRIPTS, () => `${scripts.join('')}${SCRIPTS}`);
}

/** Where the build puts the scripts that a page asks for. */
const SCRIPTS = '<!--scripts-->';

function page(template, { head, html, preload, styles }) {
  const links = preload.map((file) => `<link rel="modulepreload" crossorigin href="${base}${file}">`).join('');
  // functions as replacements: `$` in the text would be special in a string
  return (
    template
      .replace('<!--head-->', () => head)
      // behind the base styles, as when the page's part is loaded later
      .replace('</head>', () => `  ${styles.map(styleOf).join('')}\n  </head>`)
      .replace(SCRIPTS, () => links)
      .replace('<!--app-->', () => html)
  );
}

function assets(manifest, template, sources) {
  const preload = new Set();
  const styles = new Set();
  for (const source of sources) {
    for (const file of chunksOf(manifest, source)) preload.add(file);
    for (const file of chunksOf(manifest, source)) {
      const chunk = Object.values(manifest).find((entry) => entry.file === file);
      for (const css of chunk?.css ?? []) styles.add(css);
    }
  }
  const fresh = (file) => !template.includes(file);
  return { preload: [...preload].filter(fresh), styles: [...styles].filter(fresh) };
}

function write(path, text) {
  const file = join(out, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

await orExplain(async () => {
  if (!/^\/(.*\/)?$/.test(base))
    throw new SetupError(`BASE must begin and end with a slash, not ${JSON.stringify(base)}.`);
  setup();
  const { render, routes } = await bundle();
  const template = withScriptsFirst(withTheme(withStyles(readFileSync(join(out, 'index.html'), 'utf8'))));
  const manifest = JSON.parse(readFileSync(join(out, '.vite', 'manifest.json'), 'utf8'));
  const paths = routes();
  for (const { path, chunks } of paths) {
    const { head, html } = await render(path, { base, site });
    write(join(path, 'index.html'), page(template, { head, html, ...assets(manifest, template, chunks) }));
  }
  // Addresses nobody prerendered: the client renders them from nothing (hydrating a different page is React error 418)
  const fallback = template
    .replace('<html', '<html data-fallback')
    .replace(SCRIPTS, '')
    .replace('<!--head-->', '')
    .replace('<!--app-->', '');
  write('404.html', fallback);
  write('app.html', fallback);
  rmSync(join(out, '.vite'), { recursive: true });
  process.stdout.write(`${paths.length} pages written to ${out}\n`);
});
