import { classNames } from '../class-names.ts';
import styles from './icon.module.css';

const PATHS = {
  pass: <path d="M2.5 8.5 6 12l7.5-8" />,
  fail: <path d="m3.5 3.5 9 9m0-9-9 9" />,
  error: <path d="M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5zM8 4.5v4M8 11v.5" />,
  unsim: (
    <>
      <circle cx="8" cy="8" r="6.5" strokeDasharray="2 2.08" strokeLinecap="butt" />
      <path d="M5 8.5c1-1.5 2-1.5 3-.5s2 1 3-.5" />
    </>
  ),
  wait: <path d="M4 8h8" />,
  copy: <path d="M5.5 5.5h8v8h-8zM10.5 5V2.5h-8v8H5" />,
  next: <path d="M3 8h9.5M9 4.5 12.5 8 9 11.5" />,
  close: <path d="m4 4 8 8m0-8-8 8" />,
} as const;

export type IconName = keyof typeof PATHS;

/** A mark of 16 px in the colour of its text or, with `tone`, of a state. It is decoration: the word stands beside it. */
export function Icon({ name, tone }: { name: IconName; tone?: 'pass' | 'fail' | 'error' | 'unsim' | undefined }) {
  return (
    <svg className={classNames(styles.icon, tone && styles[tone])} viewBox="0 0 16 16" aria-hidden="true">
      {PATHS[name]}
    </svg>
  );
}
