/** Runs `act` and lays down under `name` how long it took, also when it throws; `npm run bench -- browser` reads it. */
export function measured<T>(name: string, act: () => T): T {
  const start = performance.now();
  try {
    return act();
  } finally {
    performance.measure(name, { start });
  }
}
