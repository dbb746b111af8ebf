/** A piece of work of a build: what it takes and what must be done before. */
export interface Task {
  readonly key: string;
  /** Virtual ms; a task of 0 ms needs no core. */
  readonly ms: number;
  /** Keys of tasks that end before it begins; keys that are not there are done. */
  readonly after: readonly string[];
  /** What it has for itself while it runs: another task with the same lock waits. */
  readonly locks?: readonly string[];
  /** What it uses without waiting for it: a task with that lock waits for its end. */
  readonly holds?: readonly string[];
}

export interface Times {
  readonly start: number;
  readonly end: number;
  /** On the longest chain: the build ends later if this takes longer. */
  readonly critical: boolean;
}

/** Cores of the builder: those of a common laptop and of hosted CI runners. A step keeps one busy. */
export const CORES = 4;

interface Slot {
  free: number;
  key: string | undefined;
}

/**
 * When each task begins and ends on a number of cores. The one that can begin first does, in the order given where two can;
 * BuildKit's scheduler has no other rule (solver/scheduler.go), and its workers no limit, so that cores are what is short.
 */
export function timeline(tasks: readonly Task[], cores = CORES): ReadonlyMap<string, Times> {
  const found = new Map<string, { start: number; end: number; why: string | undefined }>();
  const slots: Slot[] = Array.from({ length: Math.max(1, cores) }, () => ({ free: 0, key: undefined }));
  const locks = new Map<string, Slot>();
  const queue = startQueue(tasks);
  for (let next = queue.take(); next; next = queue.take()) {
    const { task, ready, why } = next;
    const slot = task.ms > 0 ? slots.reduce((best, one) => (one.free < best.free ? one : best)) : undefined;
    const held = slot ? (task.locks ?? []).map((lock) => slotOf(locks, lock)) : [];
    const waits = [...(slot ? [slot] : []), ...held].reduce<Slot>((late, one) => (one.free > late.free ? one : late), {
      free: ready,
      key: why,
    });
    const start = waits.free;
    const end = start + task.ms;
    found.set(task.key, { start, end, why: waits.key });
    for (const one of slot ? [slot, ...held] : []) Object.assign(one, { free: end, key: task.key });
    for (const name of slot ? (task.holds ?? []) : []) {
      const one = slotOf(locks, name);
      if (end > one.free) Object.assign(one, { free: end, key: task.key });
    }
    queue.done(task.key, end);
  }
  return withCritical(found);
}

function slotOf(locks: Map<string, Slot>, name: string): Slot {
  const slot = locks.get(name) ?? { free: 0, key: undefined };
  locks.set(name, slot);
  return slot;
}

interface Waiting {
  readonly task: Task;
  readonly order: number;
  open: number;
  ready: number;
  /** The task that it waited for last. */
  why: string | undefined;
}

/** Tasks whose predecessors are done, the earliest first. */
function startQueue(tasks: readonly Task[]): {
  take(): Waiting | undefined;
  done(key: string, end: number): void;
} {
  const known = new Set(tasks.map(({ key }) => key));
  const followers = new Map<string, Waiting[]>();
  const open: Waiting[] = [];
  const insert = (one: Waiting): void => {
    let low = 0;
    let high = open.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = open[middle];
      if (other && (other.ready - one.ready || other.order - one.order) > 0) low = middle + 1;
      else high = middle;
    }
    open.splice(low, 0, one);
  };
  for (const [order, task] of tasks.entries()) {
    const before = new Set(task.after.filter((key) => known.has(key) && key !== task.key));
    const one: Waiting = { task, order, open: before.size, ready: 0, why: undefined };
    for (const key of before) followers.set(key, [...(followers.get(key) ?? []), one]);
    if (before.size === 0) insert(one);
  }
  return {
    take: () => open.pop(),
    done(key, end) {
      for (const one of followers.get(key) ?? []) {
        if (end >= one.ready) Object.assign(one, { ready: end, why: key });
        if (--one.open === 0) insert(one);
      }
    },
  };
}

function withCritical(
  found: ReadonlyMap<string, { start: number; end: number; why: string | undefined }>,
): ReadonlyMap<string, Times> {
  let last: string | undefined;
  let latest = 0;
  for (const [key, { end }] of found) if (end > latest) [last, latest] = [key, end];
  const critical = new Set<string>();
  for (let at = last; at !== undefined && !critical.has(at); at = found.get(at)?.why) critical.add(at);
  return new Map(
    [...found].map(([key, { start, end }]) => [key, { start, end, critical: end > start && critical.has(key) }]),
  );
}
