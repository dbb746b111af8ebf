import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { shellWith, type JsRuntime, type Shell } from '../../engine/kernel/index.ts';
import { programs } from '../../engine/everything.ts';
import { guest } from '../../engine/javascript/guest.ts';
import { createJavaScript } from '../../engine/javascript/quickjs/runtime.ts';

/** The interpreter of JavaScript, read from node_modules: for the command line, the proof of the content and tests. */
export async function loadJavaScript(): Promise<JsRuntime> {
  const path = createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm');
  return createJavaScript(readFileSync(path), guest);
}

let loaded: Promise<Shell> | undefined;

/** The shell with that interpreter; loaded once. */
export function shellWithJavaScript(): Promise<Shell> {
  loaded ??= loadJavaScript().then((runtime) => shellWith({ ...programs, js: { runtime, wanted: () => undefined } }));
  return loaded;
}
