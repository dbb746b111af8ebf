/** QuickJS with Node's model in it. Loaded only where a program of JavaScript runs; without a network, DNS and TLS. */
import wasm from 'quickjs-wasi/quickjs.wasm?url';
import type { JsRuntime } from '../engine/kernel/js-runtime.ts';
import { guest } from '../engine/javascript/guest.ts';
import { createJavaScript } from '../engine/javascript/quickjs/runtime.ts';

/** Fetches the interpreter and makes a runtime of it. Rejects when it cannot be fetched. */
export async function loadJavaScript(): Promise<JsRuntime> {
  const answer = await fetch(wasm);
  if (!answer.ok) throw new Error(`the interpreter of JavaScript could not be loaded (${answer.status})`);
  return createJavaScript(await answer.arrayBuffer(), guest);
}
