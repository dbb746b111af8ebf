import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import styles from './shortcuts.module.css';

/** Keys and what they do; words in brackets are keys. */
const KEYS: readonly (readonly [readonly string[], string])[] = [
  [['/'], 'Search'],
  [['?'], 'This list'],
  [['F6'], 'Next pane: task, editor, outcome; with Shift the one before'],
  [['Ctrl', 'S'], 'Check now; the text is saved as it is typed'],
  [['Ctrl', 'M'], 'Tab leaves the editor (macOS: Ctrl Shift M)'],
  [['Ctrl', 'Space'], 'Suggestions at the caret'],
  [['Ctrl', '.'], 'Quick fixes at the caret'],
  [['F8'], 'Next problem in the file'],
  [['F12'], 'To the stage that is named at the caret'],
  [['Esc'], 'Back to the link that led into the editor; closes what is open'],
];

/** The sheet of keyboard shortcuts. */
export function Shortcuts({ onClose }: { onClose(): void }) {
  return (
    <Dialog
      title="Keyboard"
      shape="sheet"
      onClose={onClose}
      actions={
        <Button data-first onClick={onClose}>
          Close
        </Button>
      }
    >
      <p className={styles.intro}>Every action has a place on the page too; no shortcut is the only way.</p>
      <dl className={styles.keys}>
        {KEYS.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
