import type { HTMLAttributes, Ref } from 'react';

interface ScrollProps extends HTMLAttributes<HTMLDivElement> {
  /** Names the box; it is read aloud when the box takes focus. */
  'aria-label'?: string;
  ref?: Ref<HTMLDivElement>;
}

/** A box that scrolls on its own. It takes focus, because arrow keys scroll only what has it (WCAG 2.1.1). */
export function Scroll({ role = 'group', ...rest }: ScrollProps) {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  return <div role={role} tabIndex={0} {...rest} />;
}
