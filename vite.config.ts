import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { commandNames } from './src/content/compile/command-names.ts';
import { compileAhead } from './src/content/compile/compile-ahead.ts';
import { dockerCommands } from './src/content/compile/docker-commands.ts';
import { content, scopedName } from './src/content/compile/plugin.ts';
import { rulePages } from './src/content/compile/rules.ts';
import { stripDocs } from './src/content/compile/strip-docs.ts';
import { workerChunks } from './src/content/compile/worker-chunks.ts';
import { yamlModules } from './src/content/compile/yaml.ts';

/** The development server needs inline scripts (React's refresh) that the page's policy forbids; builds keep it as written. */
function devPolicy(): Plugin {
  return {
    name: 'drydock-dev-policy',
    apply: 'serve',
    transformIndexHtml: (html) => html.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
  };
}

export default defineConfig({
  base: process.env['BASE'] ?? '/',
  plugins: [
    content({ paint: 'src/pages/lesson/paint.tsx' }),
    rulePages(),
    commandNames(),
    react(),
    yamlModules(),
    devPolicy(),
  ],
  // without a hash: lessons hold drawings as HTML, with the classes of their components
  css: { modules: { generateScopedName: scopedName } },
  // the worker's packages are found together with the page's; found later, they would reload the page
  optimizeDeps: { entries: ['index.html', 'src/worker/entry.ts'] },
  // workers are bundled apart, with plug-ins of their own
  worker: {
    format: 'es',
    plugins: () => [commandNames(), dockerCommands(), yamlModules(), stripDocs(), compileAhead()],
    rolldownOptions: { output: { codeSplitting: { groups: workerChunks() } } },
  },
  // what scripts write is none of the sources
  server: { watch: { ignored: ['**/.cache/**', '**/test-results/**'] } },
  build: {
    target: 'es2022',
    // the floor of DESIGN §6: an older target would replace light-dark(), and with it the theme setting, by fixed colours
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 3600,
    modulePreload: { polyfill: false },
  },
  // a safety net against hanging, no measure: busy machines take seconds for what takes a blink on others
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    setupFiles: ['src/property-seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
