import { Link } from '../links.tsx';
import { rules, type RulePage } from '../../content/rules.ts';
import { Head } from '../head.tsx';
import { Foot } from '../shell/foot.tsx';
import { TopBar } from '../shell/top-bar.tsx';
import styles from './rules.module.css';

const DESCRIPTION = 'BuildKit’s build checks and hadolint’s rules, each with its reason and examples.';

/** All build checks, BuildKit's own first. */
export function Page() {
  const groups: readonly (readonly [string, string, readonly RulePage[]])[] = [
    [
      'BuildKit',
      'What docker build itself warns about, under its own names and wording.',
      rules.filter((rule) => rule.origin === 'buildkit'),
    ],
    [
      'hadolint',
      'Rules of the linter hadolint that are worth having beside them.',
      rules.filter((rule) => rule.origin === 'hadolint'),
    ],
  ];
  return (
    <>
      <Head title="Build checks" description={DESCRIPTION} path="/rules/" />
      <TopBar here="Build checks" />
      <main id="main" className={`wrap ${styles.page}`} tabIndex={-1}>
        <h1>Build checks</h1>
        <p className={styles.intro}>{DESCRIPTION} The editor marks them while a Dockerfile is typed.</p>
        {groups.map(([title, about, list]) => (
          <section key={title} className={styles.view} aria-labelledby={title}>
            <header>
              <h2 id={title}>{title}</h2>
              <p>{about}</p>
            </header>
            <ul className={styles.list}>
              {list.map((rule) => (
                <li key={rule.id}>
                  <Link to={`/rules/${rule.id}/`}>{rule.name}</Link>
                  <span>{rule.summary}</span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </main>
      <Foot />
    </>
  );
}
