import type { Command } from '../system.ts';

/** Plays a program that the model of `go build` wrote; what it does was read from its text (models/go/behaviour.ts). */
const command: Command = {
  summary: 'A compiled Go program: listens, prints or ends as its text says.',
  example: '',
  run(process) {
    const facts = process.program?.facts ?? {};
    if (facts['serves']) {
      const variable = facts['portVariable'];
      const given = typeof variable === 'string' ? process.env.get(variable) : undefined;
      const port = Number(/(\d+)$/.exec(given ?? '')?.[1] ?? facts['listens']);
      return process.keepRunning({ listens: Number.isInteger(port) && port > 0 ? [port] : [] });
    }
    if (typeof facts['prints'] === 'string') process.out(facts['prints']);
    return Number(facts['exit'] ?? 0);
  },
};
export default command;
