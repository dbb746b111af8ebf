import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { content } from './src/content/compile/index.ts';
import { yamlModules } from './src/content/compile/yaml.ts';

export default defineConfig({
  base: process.env['BASE'] ?? '/',
  plugins: [content(), react(), yamlModules()],
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 3600 },
  test: { include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'] },
});
