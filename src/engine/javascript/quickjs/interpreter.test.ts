import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { guest } from '../guest.ts';
import { createMachine, type Machine } from './interpreter.ts';

const wasm = readFileSync(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm'));

async function machine(): Promise<Machine> {
  return createMachine(wasm, guest, {
    call: () => ({ text: '', format: 'module', path: '/x' }),
    resolve: (one) => one,
    interrupted: () => false,
  });
}

/** Makes the interpreter take so many bytes of memory, as a program would. */
function take(one: Machine, bytes: number): void {
  one.call('moduleText', 'x'.repeat(bytes));
}

test('programs of common size begin, one after the other, without making the memory grow', async () => {
  const one = await machine();
  const sizes = Array.from({ length: 20 }, () => {
    one.restore(one.fresh);
    take(one, 150_000);
    return one.size;
  });
  expect(new Set(sizes)).toEqual(new Set([one.fresh.memory.length]));
});

test('what a greedy program wrote beyond the room is cleared for the next one', async () => {
  const one = await machine();
  one.restore(one.fresh);
  take(one, 6_000_000);
  const grown = one.size;
  one.restore(one.fresh);
  const { memory } = one.save();
  expect(grown).toBeGreaterThan(one.fresh.memory.length);
  expect(memory.length).toBe(grown);
  expect(memory.subarray(one.fresh.memory.length).every((byte) => byte === 0)).toBe(true);
  expect(Buffer.compare(memory.subarray(0, one.fresh.memory.length), one.fresh.memory)).toBe(0);
});
