import type { PlaceStory } from '../../../../engine/docker/views/index.ts';
import styles from './explain.module.css';

interface FolderProps {
  story: PlaceStory;
  onPath(path: string): void;
}

/** What lies in a folder, to go on from there, and the way up. */
export function Folder({ story, onPath }: FolderProps) {
  const { path, parent, entries, moreEntries } = story;
  if (entries.length === 0 && parent === undefined) return null;
  const go = (name: string) => onPath(`${path === '/' ? '' : path}/${name.replace(/\/$/, '')}`);
  return (
    <section className={styles.part} aria-label={`Files in ${path}`}>
      <h4 className={styles.head}>
        Go on to <span>{entries.length === 0 ? 'nothing lies below it' : `what lies in ${path}`}</span>
      </h4>
      <ul className={styles.entries}>
        {parent !== undefined && (
          <li>
            <button type="button" className={styles.link} onClick={() => onPath(parent)}>
              .. <span className="sr">(the folder above)</span>
            </button>
          </li>
        )}
        {entries.map((name) => (
          <li key={name}>
            <button type="button" className={styles.link} onClick={() => go(name)}>
              {name}
            </button>
          </li>
        ))}
        {moreEntries > 0 && <li className="cap">and {moreEntries.toLocaleString('en')} more</li>}
      </ul>
    </section>
  );
}
