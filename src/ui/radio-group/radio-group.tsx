import { useId, type ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import styles from './radio-group.module.css';

interface ChooseProps<T extends string> {
  /** What is chosen, read aloud before the choices. */
  label: string;
  /** Shows the label before the choices. */
  labelled?: boolean;
  value: T;
  options: readonly (readonly [value: T, text: ReactNode])[];
  onChange(value: T): void;
}

/** One of a few values side by side, as native radio buttons: arrow keys choose. */
export function Choose<T extends string>({ label, labelled = false, value, options, onChange }: ChooseProps<T>) {
  const name = useId();
  return (
    <fieldset className={styles.choose}>
      <legend className={labelled ? styles.label : 'sr'}>{label}</legend>
      <div className={classNames(styles.options, options.length > 4 && styles.many)}>
        {options.map(([key, text]) => (
          <label key={key} className={styles.option}>
            <input type="radio" name={name} value={key} checked={key === value} onChange={() => onChange(key)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
