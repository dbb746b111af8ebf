import { useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { exercises } from '../../content/exercises.ts';
import { lessons } from '../../content/index.ts';
import { rules } from '../../content/rules.ts';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { find, highlight, type Entry } from './find.ts';
import styles from './search.module.css';

const ENTRIES: readonly Entry[] = [
  ...lessons.map(({ slug, number, title, summary }): Entry => ({
    kind: 'Lesson',
    title,
    text: summary,
    note: number,
    to: `/lessons/${slug}/`,
  })),
  ...exercises.map(({ id, lesson, title, summary }): Entry => ({
    kind: 'Exercise',
    title,
    text: summary,
    note: lessons.find((other) => other.slug === lesson)?.number ?? '',
    to: `/lessons/${id}/`,
  })),
  { kind: 'Page', title: 'Playground', text: 'a Dockerfile and files of your own', note: '', to: '/playground/' },
  { kind: 'Page', title: 'Progress', text: 'export import reset', note: '', to: '/progress/' },
  { kind: 'Page', title: 'Settings', text: 'theme dark light code size tab', note: '', to: '/settings/' },
  { kind: 'Page', title: 'Fidelity', text: 'not simulated assumed recorded agreement', note: '', to: '/fidelity/' },
  { kind: 'Page', title: 'Build checks', text: 'rules lint hadolint', note: '', to: '/rules/' },
  ...rules.map(({ id, name, summary, origin }): Entry => ({
    kind: 'Check',
    title: origin === 'buildkit' ? name : `${name}: ${summary}`,
    text: `${summary} ${id}`,
    note: origin === 'buildkit' ? 'build check' : 'hadolint',
    to: `/rules/${id}/`,
  })),
];

/** Search over lessons, exercises, build checks and pages, as a combobox in a dialog. */
export function Search({ onClose }: { onClose(): void }) {
  const [question, setQuestion] = useState('');
  const [chosen, setChosen] = useState(0);
  const navigate = useNavigate();
  const found = find(ENTRIES, question);
  const go = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    void navigate(entry.to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step && found.length) setChosen((chosen + step + found.length) % found.length);
    else if (event.key === 'Enter') go(found[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Search" shape="bare" onClose={onClose}>
      <input
        className={styles.input}
        type="text"
        value={question}
        placeholder="Lessons, exercises, build checks"
        aria-label="Search"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="search-results"
        aria-activedescendant={found.length ? `search-${chosen}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setQuestion(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={styles.list} role="listbox" id="search-results" aria-label="Results">
        {found.map((entry, at) => (
          <Option
            key={entry.to}
            entry={entry}
            id={`search-${at}`}
            question={question}
            selected={at === chosen}
            onGo={() => go(entry)}
            onChoose={() => setChosen(at)}
          />
        ))}
      </div>
      <p className={styles.none} role="status">
        {found.length === 0 ? 'Nothing found. Fewer words find more.' : ''}
      </p>
    </Dialog>
  );
}

interface OptionProps {
  entry: Entry;
  id: string;
  question: string;
  selected: boolean;
  onGo(): void;
  onChoose(): void;
}

function Option({ entry, id, question, selected, onGo, onChoose }: OptionProps) {
  return (
    // The input keeps the focus and its keys choose; the mouse may choose here as well.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div id={id} role="option" tabIndex={-1} aria-selected={selected} onClick={onGo} onMouseMove={onChoose}>
      <span className={styles.kind}>{entry.kind}</span>
      <span>
        {highlight(entry.title, question).map((piece) =>
          piece.hit ? <mark key={piece.at}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
        )}
      </span>
      {selected ? <kbd aria-hidden="true">↵</kbd> : <span className={styles.kind}>{entry.note}</span>}
    </div>
  );
}
