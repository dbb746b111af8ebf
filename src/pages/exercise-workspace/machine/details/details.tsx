import { useEffect, useMemo, useRef, useState, type MouseEvent } from 'react';
import { Button } from '../../../../ui/button/button.tsx';
import { CopyButton } from '../../../../ui/copy-button/copy-button.tsx';
import { JsonTree } from '../../../../ui/json-tree/json-tree.tsx';
import { keyOf, type JsonPath } from '../../../../ui/json-tree/rows.ts';
import { Code } from '../../../../ui/inline-code/code.tsx';
import styles from './details.module.css';
import { commandOf } from './format-path.ts';
import { LookStatus } from '../query-status.tsx';
import { useLook, type MachineDesk, type Selection } from '../use-machine.ts';

/** Fields that stand open at first: what one looks for most. */
const OPENED: Readonly<Record<Selection['kind'], readonly string[]>> = {
  container: ['/State', '/NetworkSettings', '/NetworkSettings/Networks', '/Mounts'],
  image: ['/Config'],
  network: ['/IPAM', '/IPAM/Config', '/IPAM/Config/0', '/Containers'],
  volume: [],
};

interface DetailsProps {
  machine: MachineDesk;
  selection: Selection;
  /** As commands name it. */
  name: string;
}

/** One thing of the machine as `docker inspect` shows it, and the command that prints the field the reader is at. Another thing is another one. */
export function Details({ machine, selection, name }: DetailsProps) {
  const look = useLook(machine, 'inspect', selection);
  const { kind } = selection;
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => show(head.current), []);
  return (
    <section className={styles.details} aria-label={`Details of ${name}`}>
      <div className={styles.head}>
        <h3 ref={head} tabIndex={-1}>
          {name} <span>{kind}</span>
        </h3>
        <Button look="quiet" onClick={(event) => close(event, machine)}>
          Close
        </Button>
      </div>
      <LookStatus look={look} />
      {look.answer?.found === false && <p className="q">{look.answer.message}</p>}
      {look.answer?.found && <Fields data={look.answer.data} kind={kind} name={name} />}
    </section>
  );
}

/** What was chosen far away comes into view, with the focus; the pane scrolls, and nothing around it. */
function show(head: HTMLElement | null): void {
  const pane = head?.closest<HTMLElement>('[role=tabpanel]');
  if (!head || !pane) return;
  const { top, bottom } = pane.getBoundingClientRect();
  const at = head.getBoundingClientRect().top;
  if (at >= top && at <= bottom - ROOM) return;
  pane.scrollTop += at - top - GAP;
  head.focus({ preventScroll: true });
}

/** Pixels of the details that must be in view, and that are left above them. */
const ROOM = 120;
const GAP = 16;

/** The focus goes to the pane: the button that had it is gone. */
function close({ currentTarget }: MouseEvent<HTMLElement>, machine: MachineDesk): void {
  currentTarget.closest<HTMLElement>('[role=tabpanel]')?.focus({ preventScroll: true });
  machine.select(undefined);
}

interface FieldsProps {
  data: unknown;
  kind: Selection['kind'];
  name: string;
}

function Fields({ data, kind, name }: FieldsProps) {
  const [path, setPath] = useState<JsonPath>();
  // an answer that is new and says the same is no other tree
  const text = JSON.stringify(data);
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const same = useMemo(() => data, [text]);
  const opened = useMemo(() => {
    const networks = kind === 'container' ? networksIn(data) : [];
    return [...OPENED[kind], ...networks.map((one) => keyOf(['NetworkSettings', 'Networks', one]))];
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [kind, text]);
  const command = path && commandOf(kind, name, path);
  return (
    <>
      <JsonTree label={`docker inspect ${name}`} data={same} opened={opened} onField={setPath} />
      {command === undefined ? (
        <p className={styles.hint}>Choose a field to see the command that prints it alone.</p>
      ) : (
        <div className={styles.command}>
          <Code text={command} />
          <CopyButton text={() => command} />
        </div>
      )}
    </>
  );
}

function networksIn(data: unknown): readonly string[] {
  const settings = (data as { NetworkSettings?: { Networks?: Record<string, unknown> } }).NetworkSettings;
  return Object.keys(settings?.Networks ?? {});
}
