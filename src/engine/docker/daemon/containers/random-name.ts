import type { Container } from '../../model.ts';
import { done, refused, type Daemon, type Result } from '../daemon.ts';

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
    // all pairs were given once: from then on with a number behind, as moby's namesgenerator does
    const round = Math.floor(number / (LEFT.length * RIGHT.length));
    const whole = round === 0 ? name : `${name}${round}`;
    if (!named(daemon, whole)) return whole;
  }
}

function named({ store }: Daemon, name: string): Container | undefined {
  for (const one of store.containers.values()) if (one.name === name) return one;
  return undefined;
}

/** Refuses a name that is none or taken. Source: moby daemon/names.go; recorded, run-names-b. */
export function verifyName(daemon: Daemon, name: string | undefined): Result {
  if (name === undefined) return done;
  if (!/^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name))
    return refused(`Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  const plain = name.replace(/^\//, '');
  const taken = named(daemon, plain);
  return taken
    ? refused(
        `Conflict. The container name "/${plain}" is already in use by container "${taken.id}". You have to remove (or rename) that container to be able to reuse that name.`,
      )
    : done;
}
