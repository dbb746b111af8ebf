import { useEffect, useState } from 'react';
import type { Heading } from '../../content/index.ts';

/** The id of the section being read: the last heading above the upper third of the window. */
export function useSectionInView(sections: readonly Heading[]): string | undefined {
  const [current, setCurrent] = useState<string>();
  const ids = sections.map((section) => section.id).join(' ');
  useEffect(() => {
    const look = () => {
      const above = ids.split(' ').filter((id) => {
        const top = document.getElementById(id)?.getBoundingClientRect().top;
        return top !== undefined && top < innerHeight / 3;
      });
      const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
      setCurrent(atEnd ? ids.split(' ').at(-1) : above.at(-1));
    };
    const observer = new IntersectionObserver(look, { rootMargin: '0px 0px -66% 0px', threshold: [0, 1] });
    for (const id of ids.split(' ')) {
      const element = document.getElementById(id);
      if (element) observer.observe(element);
    }
    return () => observer.disconnect();
  }, [ids]);
  return current;
}
