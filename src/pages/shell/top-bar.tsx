import type { ReactNode } from 'react';
import { Link } from '../links.tsx';
import { useStore } from 'zustand';
import { settings } from '../../progress/device.ts';
import type { Theme } from '../../progress/settings.ts';
import { buttonClass, Button } from '../../ui/button/button.tsx';
import { useOverlay } from './overlay.ts';
import styles from './top-bar.module.css';

interface TopBarProps {
  /** The way here, without the page itself. */
  way?: readonly { readonly to: string; readonly label: string }[];
  /** The page itself; undefined on the home page. */
  here?: string;
  /** Instead of search, theme and settings. */
  end?: ReactNode;
  /** Keeps the name of the page on a phone, where others show only the product's. */
  keepHere?: boolean;
}

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

/** The bar at the top of every page. */
export function TopBar({ way = [], here, end, keepHere = false }: TopBarProps) {
  return (
    <header className={styles.top}>
      <Link className={styles.brand} to="/">
        Drydock
      </Link>
      {here !== undefined && (
        <nav className={keepHere ? styles.crumbs : `${styles.crumbs} wide`} aria-label="Place">
          <ol>
            {way.map(({ to, label }) => (
              <li key={to}>
                <Link to={to}>{label}</Link>
              </li>
            ))}
            <li>
              <span aria-current="page">{here}</span>
            </li>
          </ol>
        </nav>
      )}
      <div className={styles.end}>{end ?? <UsualEnd />}</div>
    </header>
  );
}

function UsualEnd() {
  const theme = useStore(settings, (state) => state.theme);
  const open = useOverlay();
  return (
    <>
      <button type="button" className={`${styles.search} needs-script`} onClick={() => open('search')}>
        Search <kbd aria-label="shortcut: slash">/</kbd>
      </button>
      <Button look="quiet" className="wide needs-script" onClick={() => settings.setState({ theme: NEXT[theme] })}>
        Theme: {theme}
      </Button>
      <Link className={buttonClass('quiet')} to="/settings/">
        Settings
      </Link>
    </>
  );
}
