/** What a map of rails shows: rails above, boxes below them, stores below the boxes. Nothing here is measured: widths are worked out from characters. */

export interface Rail {
  readonly id: string;
  readonly title: string;
  /** Lighter words behind the title. */
  readonly note: string;
  /** `dashed`: no way out; `double`: it is another kind of rail than the others. */
  readonly stroke: 'solid' | 'dashed' | 'double';
}

export interface Box {
  readonly id: string;
  readonly title: string;
  /** Two lines below the title. */
  readonly lines: readonly [string, string];
  /** `dashed`: it does not run. */
  readonly stroke: 'solid' | 'dashed' | 'double';
  readonly taps: readonly Tap[];
  readonly ties: readonly Tie[];
}

/** A line from a rail down to a box. */
export interface Tap {
  readonly rail: string;
  /** In the monospace face: an address. */
  readonly label: string;
  readonly note: string;
  /** The rail leads into the box. */
  readonly arrow?: boolean;
  /** It is not there now, only at the next start. */
  readonly dashed?: boolean;
}

/** A line from a box down to a store. */
export interface Tie {
  readonly store: string;
  /** In the monospace face: the path in the box. */
  readonly label: string;
}

/** What is below boxes: hung below the one that has it, a bar below several, in a row of its own when nobody has it. */
export interface Store {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  /** `dotted`: it is gone when its box stops. */
  readonly stroke: 'solid' | 'dotted';
}

export interface RailMap {
  readonly rails: readonly Rail[];
  readonly boxes: readonly Box[];
  readonly stores: readonly Store[];
}

/** Something of the map that can be chosen. */
export interface Picked {
  readonly kind: 'rail' | 'box' | 'store';
  readonly id: string;
}

/** A rectangle of the drawing, in px. */
export interface Place {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TapLine {
  readonly box: string;
  readonly tap: Tap;
  readonly x: number;
  readonly from: number;
  readonly to: number;
  /** Most pixels of its label. */
  readonly room: number;
}

export interface TieLine {
  readonly box: string;
  readonly tie: Tie;
  /** Down from the box, then right into the store; a store below the line is reached straight down. */
  readonly x: number;
  readonly from: number;
  readonly to: number;
  readonly turn: number | undefined;
  /** Where the label begins, and its base line. */
  readonly label: readonly [x: number, y: number];
  readonly room: number;
}

export interface RailLayout {
  readonly width: number;
  readonly height: number;
  /** `y` is that of the line, `height` is 0. */
  readonly rails: readonly Place[];
  readonly boxes: readonly Place[];
  readonly stores: readonly Place[];
  readonly taps: readonly TapLine[];
  readonly ties: readonly TieLine[];
}

/** Pixels that a character takes in a wide face. */
export const CHARACTER = { name: 8.2, text: 6.4, mono: 7.3 };
