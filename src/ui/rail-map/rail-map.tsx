import { useId, useState } from 'react';
import { Scroll } from '../scroll/scroll.tsx';
import type { ChoiceProps } from './choice.tsx';
import { layoutRails } from './layout.ts';
import { neighbour } from './neighbour.ts';
import type { Picked, Place, RailLayout, RailMap } from './rails.ts';
import { BoxShape, RailLine, StoreShape, TapEnds, TapPath, TieEnds, TiePath } from './shapes.tsx';
import styles from './rail-map.module.css';

interface RailMapProps {
  map: RailMap;
  /** One sentence that says the same; a table beside the drawing says it in full. */
  label: string;
  selected?: Picked | undefined;
  /** Without it the drawing is a picture: nothing in it can be chosen. */
  onSelect?: ((picked: Picked | undefined) => void) | undefined;
}

/** Rails, boxes and stores with the lines between them, drawn at their natural size; a wide map scrolls in its own box. */
export function RailMapDrawing({ map, label, selected, onSelect }: RailMapProps) {
  const id = useId();
  const layout = layoutRails(map);
  const things = <Things map={map} layout={layout} selected={selected} onSelect={onSelect} />;
  const size = {
    width: layout.width + 4,
    height: layout.height + 4,
    viewBox: `-2 -2 ${layout.width + 4} ${layout.height + 4}`,
    className: styles.map,
  };
  // a map without anything to choose is one picture; else its parts are buttons and bring what they say themselves
  if (!onSelect)
    return (
      <Scroll className="scroll-x" aria-label="Drawing">
        <svg {...size} role="img" aria-labelledby={id}>
          <title id={id}>{label}</title>
          {things}
        </svg>
      </Scroll>
    );
  return (
    <div className="scroll-x">
      <svg {...size} role="group" aria-label={label}>
        {things}
      </svg>
    </div>
  );
}

interface ThingsProps extends Pick<RailMapProps, 'map' | 'selected' | 'onSelect'> {
  layout: RailLayout;
}

/** Lines first, then what they lead to, so that nothing runs over a word. */
function Things({ map, layout, selected, onSelect }: ThingsProps) {
  const choice = useChoice(layout, { selected, onSelect });
  const rails = pairs(layout.rails, map.rails);
  const boxes = pairs(layout.boxes, map.boxes);
  const stores = pairs(layout.stores, map.stores);
  return (
    <>
      {layout.taps.map((line) => (
        <TapPath key={`${line.box} ${line.tap.rail}`} line={line} />
      ))}
      {layout.ties.map((line) => (
        <TiePath key={`${line.box} ${line.tie.store}`} line={line} />
      ))}
      {rails.map(([place, rail]) => (
        <RailLine key={rail.id} rail={rail} place={place} choice={choice('rail', rail.id, [rail.title, rail.note])} />
      ))}
      {layout.taps.map((line) => (
        <TapEnds key={`${line.box} ${line.tap.rail}`} line={line} />
      ))}
      {boxes.map(([place, box]) => (
        <BoxShape key={box.id} box={box} place={place} choice={choice('box', box.id, [box.title, ...box.lines])} />
      ))}
      {stores.map(([place, store]) => (
        <StoreShape
          key={store.id}
          store={store}
          place={place}
          choice={choice('store', store.id, [store.title, store.note])}
        />
      ))}
      {layout.ties.map((line) => (
        <TieEnds key={`${line.box} ${line.tie.store}`} line={line} />
      ))}
    </>
  );
}

/** Places with what stands there. */
function pairs<T extends { readonly id: string }>(places: readonly Place[], things: readonly T[]): [Place, T][] {
  const byId = new Map(things.map((one) => [one.id, one]));
  return places.flatMap((place): [Place, T][] => {
    const thing = byId.get(place.id);
    return thing ? [[place, thing]] : [];
  });
}

type Choosing = Pick<RailMapProps, 'selected' | 'onSelect'>;

/** How each part of a map is chosen: one stop of Tab, which is where the reader was last. */
function useChoice(layout: RailLayout, { selected, onSelect }: Choosing) {
  const [active, setActive] = useState<Picked>();
  const all = [...kinds('rail', layout.rails), ...kinds('box', layout.boxes), ...kinds('store', layout.stores)];
  const entry = [active, selected].find((one) => one && all.some((other) => same(one, other))) ?? all[0];
  return (kind: Picked['kind'], id: string, words: readonly string[]): ChoiceProps => {
    const one = { kind, id };
    return {
      name: words.join(', '),
      on: same(one, selected),
      entry: same(one, entry),
      at: `${kind} ${id}`,
      onSelect: onSelect && (() => onSelect(same(one, selected) ? undefined : one)),
      onFocus: () => setActive(one),
      onMove: (key) => neighbour(layout, one, key),
    };
  };
}

function kinds(kind: Picked['kind'], places: readonly Place[]): readonly Picked[] {
  return places.map(({ id }) => ({ kind, id }));
}

function same(one: Picked, other: Picked | undefined): boolean {
  return one.kind === other?.kind && one.id === other.id;
}
