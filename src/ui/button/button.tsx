import type { ButtonHTMLAttributes, Ref } from 'react';
import { classNames } from '../class-names.ts';
import styles from './button.module.css';

export type ButtonLook = 'plain' | 'primary' | 'quiet' | 'danger';

/** The class of a button, for links that act as one. `square` is for a button with a mark and no word. */
export function buttonClass(look: ButtonLook = 'plain', square = false): string {
  return classNames(styles.button, look !== 'plain' && styles[look], square && styles.square);
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
  square?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A button; its text is a verb. */
export function Button({ look = 'plain', square = false, className, ...rest }: ButtonProps) {
  return <button type="button" {...rest} className={classNames(buttonClass(look, square), className)} />;
}
