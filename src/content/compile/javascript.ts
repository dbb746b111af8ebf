import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { guest } from '../../engine/shell/js/guest.ts';
import type { JsRuntime } from '../../engine/shell/js/runtime.ts';
import { createJavaScript } from '../../worker/quickjs/runtime.ts';

/** The interpreter of JavaScript, read from node_modules: for the command line, the proof of the content and tests. */
export async function loadJavaScript(): Promise<JsRuntime> {
  const path = createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm');
  return createJavaScript(readFileSync(path), guest);
}
