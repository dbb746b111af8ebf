import { Link } from '../links.tsx';
import styles from './foot.module.css';

/** The foot of reading pages. */
export function Foot() {
  return (
    <footer className={styles.foot}>
      <div className="wrap">
        <span>Progress is kept in this browser.</span>
        <Link to="/progress/">Export and import</Link>
        <Link to="/rules/">Build checks A–Z</Link>
        <Link to="/fidelity/">Fidelity</Link>
        <Link to="/playground/">Playground</Link>
      </div>
    </footer>
  );
}
