import type { ReactNode } from 'react';
import figures from '../../../content/fidelity.json';
import { count } from '../../ui/format.ts';
import { Words } from '../../ui/inline-code/text-with-code.tsx';
import { Head } from '../head.tsx';
import { Foot } from '../shell/foot.tsx';
import { TopBar } from '../shell/top-bar.tsx';
import styles from './fidelity.module.css';
import { folderName, percent, sumOf } from './totals.ts';

const DESCRIPTION =
  'How far the simulation agrees with the real tools, what it leaves out, and which figures are assumed.';

/** What the simulation is measured by: written by the test run, never by hand (content/fidelity.json). */
export function Page() {
  const all = sumOf(figures.suites.flatMap(({ topics }) => topics));
  const differences = figures.suites.flatMap((suite) => suite.differences);
  return (
    <>
      <Head title="Fidelity" description={DESCRIPTION} path="/fidelity/" />
      <TopBar here="Fidelity" />
      <main id="main" className={`wrap ${styles.page}`} tabIndex={-1}>
        <h1>Fidelity</h1>
        <p className={styles.intro}>
          <b className="num">
            {all.agree.toLocaleString('en')} of {all.of.toLocaleString('en')}
          </b>{' '}
          answers recorded from the real tools are the same here.{' '}
          {differences.length === 0
            ? 'None differs.'
            : `${count(differences.length, 'answer')} differ, each for a reason.`}
        </p>
        <p className={styles.about}>
          Docker, BuildKit, Compose and the shells are simulated. What the real ones answered was recorded once, and
          each change of Drydock is tested against it; these figures come out of that test.
        </p>
        <Section
          id="agreement"
          title="Agreement"
          about="Per subject, what was asked and how much of it is answered alike."
        >
          <Suites />
        </Section>
        <Section id="differences" title="What differs" about="Each recorded answer that is not given, and why.">
          {differences.length === 0 ? <p>Nothing.</p> : <Differences />}
        </Section>
        <LeftOut />
        <Read />
        <Section
          id="assumed"
          title="Assumed figures"
          about="No published figure was at hand. They are marked ≈ wherever they count, and goals keep their distance from them."
        >
          <Assumed what="Base images" unit="tag" list={figures.assumed.images} />
          <Assumed what="Packages" unit="package" list={figures.assumed.packages} />
        </Section>
      </main>
      <Foot />
    </>
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

interface SectionProps {
  id: string;
  title: string;
  about: string;
  children: ReactNode;
}

function Section({ id, title, about, children }: SectionProps) {
  return (
    <section className={styles.view} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <p>{about}</p>
      </header>
      <div>{children}</div>
    </section>
  );
}

function LeftOut() {
  return (
    <Section
      id="left-out"
      title="What is not simulated"
      about="Where it matters to an answer, the page says “not simulated”; nothing of it counts against one."
    >
      <dl className={styles.list}>
        {figures.leftOut.map(({ folder, leftOut }) => (
          <div key={folder}>
            <dt>{folderName(folder)}</dt>
            <dd>
              <Words text={sentence(leftOut)} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Read() {
  return (
    <Section
      id="read"
      title="Read, not recorded"
      about="The host of the exercises is newer than the recorded one. In this it follows published sources."
    >
      <ul className={styles.plain}>
        {figures.read.map(({ what, source }) => (
          <li key={what}>
            <p>{what}</p>
            <p className="cap">Source: {source}.</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Suites() {
  return figures.suites.map(({ id, title, recorded, unit, topics }) => {
    const { agree, of } = sumOf(topics);
    return (
      <article key={id} className={styles.suite} aria-labelledby={`suite-${id}`}>
        <h3 id={`suite-${id}`}>{title}</h3>
        <p className={styles.sum}>
          <span className={styles.track} aria-hidden="true">
            <i style={{ inlineSize: `${(100 * agree) / of}%` }} />
          </span>
          <b className="num">{percent({ agree, of })}</b>
          <span className="num q">
            {agree.toLocaleString('en')} of {of.toLocaleString('en')} {unit}
          </span>
        </p>
        <p className={styles.recorded}>Recorded from {recorded}</p>
        {topics.length > 1 && (
          <ul className={styles.topics} aria-label={`${title}, by topic`}>
            {topics.map((topic) => (
              <li key={topic.topic}>
                {topic.topic}{' '}
                <span className="num">{topic.agree === topic.of ? topic.of : `${topic.agree} of ${topic.of}`}</span>
              </li>
            ))}
          </ul>
        )}
      </article>
    );
  });
}

function Differences() {
  return (
    <ul className={styles.plain}>
      {figures.suites.flatMap(({ id, title, differences }) =>
        differences.map((difference) => (
          <li key={`${id} ${difference.id}`}>
            <p>
              <code>{difference.id.replace(/^\S+ /, '')}</code>
            </p>
            <p>{difference.reason}</p>
            <p className="cap">
              {title}, {difference.topic}: {difference.id.split(' ')[0]}
            </p>
          </li>
        )),
      )}
    </ul>
  );
}

interface AssumedProps {
  what: string;
  unit: string;
  list: typeof figures.assumed.images;
}

function Assumed({ what, unit, list }: AssumedProps) {
  const things = list.reduce((sum, { names }) => sum + names.length, 0);
  return (
    <details className={styles.assumed}>
      <summary>
        {what}: {count(things, unit)} with something assumed
      </summary>
      <dl className={styles.list}>
        {list.map(({ source, names, facts }) => (
          <div key={source}>
            <dt>
              <code>{source}</code>
            </dt>
            <dd>
              {names.join(', ')} <span className="q">({facts.join(', ')})</span>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
