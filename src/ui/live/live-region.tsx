import { useEffect, useState } from 'react';

interface LiveRegionProps {
  /** The sentence to speak; it is spoken when it changed and then stayed for `rest`. Undefined: nothing yet. */
  text: string | undefined;
  /** Milliseconds of rest before it is spoken. */
  rest?: number;
}

/**
 * A polite live region that speaks only when its sentence changed and then rested. The first sentence after load is not
 * news and stays silent.
 */
export function LiveRegion({ text, rest = 1000 }: LiveRegionProps) {
  const [first, setFirst] = useState(text);
  const [spoken, setSpoken] = useState('');
  if (first === undefined && text !== undefined) setFirst(text);
  useEffect(() => {
    if (text === undefined || text === first) return undefined;
    const timer = setTimeout(() => {
      setSpoken(text);
      setFirst('');
    }, rest);
    return () => clearTimeout(timer);
  }, [text, first, rest]);
  return (
    <div className="sr" role="status" aria-live="polite">
      {spoken}
    </div>
  );
}
