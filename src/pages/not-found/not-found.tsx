import { Link } from '../links.tsx';
import { buttonClass } from '../../ui/button/button.tsx';
import { Head } from '../head.tsx';
import { Foot } from '../shell/foot.tsx';
import { TopBar } from '../shell/top-bar.tsx';
import styles from './not-found.module.css';

/** For an address that leads nowhere. */
export function Page() {
  return (
    <>
      <Head title="Not found" description="There is no page at this address." path="/404/" />
      <TopBar here="Not found" />
      <main id="main" className={`wrap ${styles.page}`} tabIndex={-1}>
        <h1>There is no page at this address</h1>
        <p>
          The link may be old or mistyped. Every lesson and exercise is on the map of the chapter; progress on this
          device is untouched.
        </p>
        <p className="actions">
          <Link className={buttonClass('primary')} to="/">
            To the map
          </Link>
          <Link className={buttonClass()} to="/playground/">
            Open the playground
          </Link>
        </p>
      </main>
      <Foot />
    </>
  );
}
