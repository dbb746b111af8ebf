import { createContext, use, type MouseEvent, type ReactNode } from 'react';
import { Link as RouterLink, useHref, type LinkProps } from 'react-router';

const NewTabs = createContext(false);

/** Below it, links to other pages open in a tab of their own and say so: the page is a part of another one. */
export function LinksInNewTabs({ children }: { children: ReactNode }) {
  return <NewTabs value>{children}</NewTabs>;
}

/** True where a link to another page must not take the place of this one. */
export function useNewTabs(): boolean {
  return use(NewTabs);
}

/** True for a click that the browser should leave to the page: no other button, no key that opens elsewhere. */
export function isPlainClick(event: MouseEvent): boolean {
  const { button, metaKey, ctrlKey, shiftKey, altKey } = event;
  return !event.defaultPrevented && button === 0 && !(metaKey || ctrlKey || shiftKey || altKey);
}

/** A link inside the app. */
export function Link(props: LinkProps & { readonly to: string }) {
  return use(NewTabs) ? <TabLink {...props} /> : <RouterLink {...props} />;
}

function TabLink({ to, children, className, onClick }: LinkProps & { readonly to: string }) {
  return (
    <a href={useHref(to)} target="_blank" className={className} onClick={onClick}>
      {children} <span aria-hidden="true">↗</span>
      <span className="sr"> (opens in a new tab)</span>
    </a>
  );
}
