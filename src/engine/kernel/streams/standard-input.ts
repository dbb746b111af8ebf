import type { Stream } from './stream.ts';

/** Standard input that somebody outside writes to while the program runs. */
export interface StandardInput {
  readonly stream: Stream;
  push(text: string): void;
  /** Nothing more will come. */
  end(): void;
}

/** An open standard input, empty at first. */
export function standardInput(): StandardInput {
  let text = '';
  let ended = false;
  return {
    stream: {
      input: {
        peek: () => (text !== '' ? text : ended ? undefined : ''),
        take(count) {
          text = text.slice(count);
        },
      },
    },
    push(more) {
      if (!ended) text += more;
    },
    end() {
      ended = true;
    },
  };
}
