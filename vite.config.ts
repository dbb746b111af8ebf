import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { yamlModules } from './src/content/compile/yaml.ts';

export default defineConfig({
  base: process.env['BASE'] ?? '/',
  plugins: [react(), yamlModules()],
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 3600 },
  test: { include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'] },
});
