import type { Leaving, Session } from '../session.ts';

/** A step leaves a cache mount: at once where there is no plan, else when it has ended: who ends last leaves it as all have made it. */
export function leave(session: Session, { id, tree, key }: Omit<Leaving, 'at'> & { readonly key: string }): void {
  const user = session.plan?.byKey.get(key);
  if (!session.plan || !user) return keep(session, { id, tree });
  session.leaving.push({ at: user.end, id, tree });
}

/** Makes cache mounts what they are at a virtual ms. */
export function leaveUntil(session: Session, ms: number): void {
  const due = session.leaving.filter(({ at }) => at <= ms).toSorted((one, other) => one.at - other.at);
  if (!due.length) return;
  const later = session.leaving.filter(({ at }) => at > ms);
  session.leaving.splice(0, session.leaving.length, ...later);
  for (const one of due) keep(session, one);
}

function keep({ cacheMounts, renewed }: Session, { id, tree }: Pick<Leaving, 'id' | 'tree'>): void {
  cacheMounts.set(id, tree);
  renewed.add(id);
}
