/** Output without what differs from run to run: ids, times, generated names. The rules: README.md of this folder. */
export function normalise(text: string): string;
