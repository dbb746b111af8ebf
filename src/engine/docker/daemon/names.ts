import type { Daemon } from './daemon.ts';

const LEFT =
  'admiring brave clever determined eager focused gracious happy inspiring jolly keen lucid modest nifty optimistic peaceful quirky relaxed serene trusting upbeat vibrant wizardly youthful zealous'.split(
    ' ',
  );
const RIGHT =
  'archimedes bohr curie darwin euler fermat galileo hopper hypatia johnson keller lovelace mendel newton noether pasteur ramanujan ritchie shannon tesla turing volta wozniak'.split(
    ' ',
  );

/** A name of two words for a container that was given none; the same in each replay. */
export function newName(daemon: Daemon): string {
  for (;;) {
    const number = daemon.next('name', 0);
    const name = `${LEFT[(number * 7 + 3) % LEFT.length] ?? ''}_${RIGHT[(number * 11 + 5) % RIGHT.length] ?? ''}`;
    const taken = [...daemon.store.containers.values()].some((one) => one.name === name);
    if (!taken) return number >= LEFT.length * RIGHT.length ? `${name}${number}` : name;
  }
}
