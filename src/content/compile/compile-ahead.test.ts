import { build } from 'vite';
import { expect, test } from 'vitest';
import { compileAhead } from './compile-ahead.ts';

const SOURCES: Readonly<Record<string, string>> = {
  '/src/engine/base/count.ts': 'export const count = () => 42;',
  '/src/content/sizes.ts': 'export const sizes = [1, 2, 3];',
};

/** The head of each chunk of a worker with a part of the engine and some data, minified as it ships. */
async function heads(): Promise<Record<string, string | undefined>> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: true, lib: { entry: Object.keys(SOURCES), formats: ['es'] } },
    plugins: [
      {
        name: 'sources',
        resolveId: (id) => (id in SOURCES ? id : undefined),
        load: (id) => SOURCES[id],
      },
      compileAhead(),
    ],
  });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  return Object.fromEntries(
    outputs.map((file) => [file.fileName.replace(/\..*/, ''), file.type === 'chunk' ? file.code.split('\n')[0] : '']),
  );
}

test('chunks of the engine begin with the hint to compile all of them, data does not', async () => {
  const { count, sizes } = await heads();
  expect(count).toBe('//# allFunctionsCalledOnLoad');
  expect(sizes).not.toContain('allFunctionsCalledOnLoad');
});
