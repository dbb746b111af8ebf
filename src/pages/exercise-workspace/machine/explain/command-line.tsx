import { CopyButton } from '../../../../ui/copy-button/copy-button.tsx';
import { Code } from '../../../../ui/inline-code/code.tsx';
import shared from '../machine.module.css';
import styles from './explain.module.css';

/** The same question as it is typed in the terminal. */
export function Typed({ command, label = 'As typed' }: { command: string; label?: string }) {
  return (
    <div className={styles.typed}>
      <p className={styles.head}>{label}</p>
      <p className={shared.command}>
        <Code text={command} />
        <CopyButton text={() => command} />
      </p>
    </div>
  );
}
