import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import { Icon } from '../icon/icon.tsx';
import styles from './field.module.css';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  /** An aid before anything is wrong. */
  aid?: ReactNode;
  /** Why the value cannot be taken; it replaces the aid. */
  reason?: string | undefined;
}

/** A text field: label above, aid or reason below. */
export function Field({ label, aid, reason, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        className={styles.input}
        aria-invalid={reason ? true : undefined}
        aria-describedby={reason || aid ? `${id}-aid` : undefined}
      />
      {reason ? (
        <span className={styles.reason} id={`${id}-aid`}>
          <Icon name="fail" />
          {reason}
        </span>
      ) : (
        aid && (
          <span className={styles.aid} id={`${id}-aid`}>
            {aid}
          </span>
        )
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  aid?: ReactNode;
  value: string;
  options: readonly (readonly [value: string, text: string])[];
  onChange(value: string): void;
}

/** One of a few values, as a native select. */
export function Choice({ label, aid, value, options, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} className={styles.input} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
      {aid && <span className={styles.aid}>{aid}</span>}
    </div>
  );
}
