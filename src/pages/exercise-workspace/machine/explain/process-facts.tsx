import type { RightsOfProcess } from '../../../../engine/docker/views/index.ts';
import styles from './explain.module.css';

/** Who a process is, its sets of capabilities, and what else holds it, as /proc/self/status has it. */
export function ProcessFacts({ process }: { process: RightsOfProcess }) {
  const { uid, gid, groups, sets, noNewPrivileges, seccomp, readonlyRoot, privileged, apparmor } = process;
  const rows: readonly (readonly [string, string])[] = [
    ['User', `${uid}${uid === 0 ? ' (root)' : ''}, group ${gid}, groups ${groups.join(', ')}`],
    ['NoNewPrivs', noNewPrivileges ? '1: set-user-ID programs give nothing' : '0'],
    ['Seccomp', seccomp === 2 ? '2: a filter of system calls' : '0: no filter'],
    ['Root file system', readonlyRoot ? 'read-only' : 'may be written'],
    ...(privileged ? [['Privileged', 'yes: every capability, no filter'] as const] : []),
    ['AppArmor', `${apparmor === undefined ? 'docker-default, where the host has it' : apparmor}; not simulated`],
  ];
  return (
    <section className={styles.part} aria-label="The process">
      <h4 className={styles.head}>
        Who it is <span>/proc/self/status, decoded</span>
      </h4>
      <dl className={styles.facts}>
        {rows.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        {sets.map(({ field, name, hex, has }) => (
          <div key={field}>
            <dt>
              {field}, {name}
            </dt>
            <dd>
              <code>{hex}</code> {has.length === 0 ? 'none' : has.join(', ')}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
