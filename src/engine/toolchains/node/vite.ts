import { digestOf } from '../../base/digest.ts';
import { serveRecognised } from '../../kernel/network/recognised-server.ts';
import type { Process, Task } from '../../kernel/system.ts';
import { filesBelow, here, writeResult, type Source, type Tool } from './tool.ts';

/**
 * `vite build`: dist/index.html, a script and a style sheet in dist/assets whose names follow from the sources, and
 * everything of public/. Its servers are recognised: their port is open. Left out: what they answer, configuration files (outDir and base
 * on the command line count).
 */
export const vite: Tool = (process, args) => {
  const [verb = 'dev'] = args.filter((arg) => !arg.startsWith('-'));
  if (verb !== 'build') return serve(process, args, verb === 'preview' ? 4173 : 5173);
  const html = process.files.read(here(process, 'index.html'));
  if (!html.ok) {
    process.err(
      '✗ Build failed in 12ms\nerror during build:\nBuild failed with 1 error:\n\n[UNRESOLVED_ENTRY] Cannot resolve entry module index.html.\n',
    );
    return 1;
  }
  const at = args.indexOf('--outDir');
  const out = here(process, at === -1 ? 'dist' : (args[at + 1] ?? 'dist'));
  const sources = filesBelow(process, process.cwd).filter(
    ({ path }) => !path.startsWith(`${out}/`) && !/\/(?:public|dist|test|tests)\/|\.(?:test|spec)\./.test(path),
  );
  const scripts = sources.filter(
    ({ path }) => /\.(?:[cm]?[jt]sx?|vue|svelte|json)$/.test(path) && path.includes('/src/'),
  );
  const styles = sources.filter(({ path }) => /\.(?:css|scss|less)$/.test(path) && path.includes('/src/'));
  process.files.remove(out, { recursive: true });
  const assets = [asset('js', scripts, 14_000), ...(styles.length ? [asset('css', styles, 0)] : [])];
  let page = html.value ?? '';
  page = page.replaceAll(/\s*<(?:script[^>]*src="\/src[^>]*><\/script>|link[^>]*href="\/src[^>]*>)/g, '');
  const tags = assets
    .map(({ name }) =>
      name.endsWith('.js')
        ? `    <script type="module" crossorigin src="/assets/${name}"></script>\n`
        : `    <link rel="stylesheet" crossorigin href="/assets/${name}">\n`,
    )
    .join('');
  page = page.replace('</head>', () => `${tags}  </head>`);
  process.out(
    `vite v${String(process.program?.facts?.['version'] ?? '8.0.0')} building for production...\n✓ ${scripts.length + styles.length + 1} modules transformed.\n`,
  );
  const fine =
    writeResult(process, `${out}/index.html`, { content: page }) &&
    assets.every(({ name, size, digest }) => writeResult(process, `${out}/assets/${name}`, { size, digest }));
  for (const { path, text, size, digest } of filesBelow(process, here(process, 'public'))) {
    writeResult(
      process,
      `${out}${path.slice(here(process, 'public').length)}`,
      text ? { content: text } : { size, digest },
    );
  }
  for (const { name, size } of assets) process.out(`dist/assets/${name}  ${(size / 1000).toFixed(2)} kB\n`);
  process.out('✓ built in 612ms\n');
  process.takes(1200);
  return fine ? 0 : 1;
};

/** Only with `--host` it listens on more than the machine itself (vite docs, server.host). Of a configuration file only whether it names a host is read. */
function serve(process: Process, args: readonly string[], usual: number): Task {
  const valueOf = (name: string): string | undefined => {
    const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
    return at === -1 ? undefined : (/=(.*)/.exec(args[at] ?? '')?.[1] ?? args[at + 1] ?? '');
  };
  const ports = [Number(valueOf('--port') ?? usual)];
  const host = valueOf('--host');
  const isLocal = host === undefined ? !configuresHost(process) : /^(127\.|localhost$)/.test(host);
  // it closes itself on SIGTERM: vite src/node/utils.ts, setupSIGTERMListener
  return serveRecognised(process, {
    running: isLocal ? { listens: [], local: ports } : { listens: ports },
    what: 'the server of Vite',
    ends: { TERM: 143 },
  });
}

function configuresHost(process: Process): boolean {
  return ['js', 'ts', 'mjs', 'mts'].some((ending) => {
    const text = process.files.read(here(process, `vite.config.${ending}`));
    return /\bhost\s*:/.test((text.ok ? text.value : undefined) ?? '');
  });
}

function asset(
  kind: string,
  sources: readonly Source[],
  extra: number,
): { name: string; size: number; digest: string } {
  const digest = digestOf('vite', ...sources.map((file) => `${file.path} ${file.digest}`));
  const size = extra + Math.round(sources.reduce((sum, file) => sum + file.size, 0) * 0.6);
  return { name: `index-${digest.slice(7, 15)}.${kind}`, size, digest };
}
