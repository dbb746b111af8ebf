import type { ReactNode } from 'react';
import { Link } from '../links.tsx';
import { rules, type RulePage } from '../../content/rules.ts';
import { buttonClass } from '../../ui/button/button.tsx';
import { CopyButton } from '../../ui/copy-button/copy-button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Scroll } from '../../ui/scroll/scroll.tsx';
import { Head } from '../head.tsx';
import { Page as NotFound } from '../not-found/not-found.tsx';
import type { PageProps } from '../lazy-page.tsx';
import { Foot } from '../shell/foot.tsx';
import { TopBar } from '../shell/top-bar.tsx';
import { marked, unmarked } from './marked-example.ts';
import styles from './rules.module.css';

/** One build check: what to do, why, and its examples, which are also its tests. */
export function Page({ params }: PageProps) {
  const rule = rules.find((other) => other.id === params['rule']);
  if (!rule) return <NotFound />;
  return (
    <>
      <Head title={rule.name} description={rule.summary} path={`/rules/${rule.id}/`} />
      <TopBar way={[{ to: '/rules/', label: 'Build checks' }]} here={rule.name} />
      <main id="main" className={`wrap ${styles.page} ${styles.rule}`} tabIndex={-1}>
        <h1>{breakable(rule.name)}</h1>
        <p className={styles.intro}>{rule.summary}</p>
        <p className={styles.why}>{rule.why}</p>
        <p className={styles.facts}>
          {rule.origin === 'buildkit' ? 'A check of BuildKit' : 'A rule of hadolint'} ·{' '}
          <a href={rule.url} rel="noreferrer">
            {rule.origin === 'buildkit' ? 'BuildKit’s own page' : 'hadolint’s own page'}
          </a>
        </p>
        <Examples title="Breaks it" rule={rule} examples={rule.bad} mark="fail" />
        <Examples title="Keeps it" rule={rule} examples={rule.good} mark="pass" />
        <section>
          <h2>Leaving it out</h2>
          <p>A comment in the first lines of a Dockerfile switches checks off by name:</p>
          <p className={styles.skip}>
            <code>{`# check=skip=${rule.name}`}</code>
          </p>
        </section>
        <p className={styles.back}>
          <Link className={buttonClass()} to="/rules/">
            All build checks
          </Link>
        </p>
      </main>
      <Foot />
    </>
  );
}

interface ExamplesProps {
  title: string;
  rule: RulePage;
  examples: readonly string[];
  mark: 'fail' | 'pass';
}

function Examples({ title, rule, examples, mark }: ExamplesProps) {
  return (
    <section>
      <h2>{title}</h2>
      {examples.map((example, at) => (
        <div key={example} className={styles.example}>
          <header>
            <Icon name={mark} tone={mark} />
            <span className="mono">Dockerfile</span>
            <CopyButton text={() => unmarked(example)} />
          </header>
          <Scroll aria-label={`${rule.name}: ${title.toLowerCase()}, example ${at + 1}`}>
            <pre>
              {marked(example).map((piece) =>
                piece.found ? <mark key={piece.at}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
              )}
            </pre>
          </Scroll>
        </div>
      ))}
    </section>
  );
}

/** A name such as JSONArgsRecommended may break between its words on a narrow screen. */
function breakable(name: string): ReactNode[] {
  return name
    .split(/(?<=[a-z])(?=[A-Z])/)
    .flatMap((word, index) => (index === 0 ? [word] : [<wbr key={word} />, word]));
}
