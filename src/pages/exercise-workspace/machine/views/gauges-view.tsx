import type { Gauges } from '../../../../engine/docker/views/index.ts';
import { formatBinary } from '../../../../ui/format.ts';
import { Gauge } from '../../../../ui/gauge/gauge.tsx';
import { Scroll } from '../../../../ui/scroll/scroll.tsx';
import { cpuWords, hasLimit, leadingWords, memoryWords, pidsWords, unlimitedWords } from '../gauges/gauge-labels.ts';
import styles from '../gauges/gauges.module.css';
import { LookStatus } from '../query-status.tsx';
import { useLook, type MachineDesk, type MachineViewPart } from '../use-machine.ts';
import shared from '../machine.module.css';

const NOTHING = {};
/** Most containers with a gauge each; the table has more. */
const MOST = 20;
const MOST_ROWS = 200;

/** Use against limits. */
function GaugesView({ machine }: { machine: MachineDesk }) {
  const look = useLook(machine, 'gauges', NOTHING);
  return (
    <>
      <h2 className={shared.question}>Which limit is near?</h2>
      <LookStatus look={look} />
      {look.answer && <Answer all={look.answer} />}
    </>
  );
}

function Answer({ all }: { all: readonly Gauges[] }) {
  const limited = all.filter(hasLimit);
  const free = all.filter((one) => !hasLimit(one));
  const host = all[0]?.memory.host ?? 0;
  return (
    <>
      <p className={shared.answer}>
        <b>{leadingWords(all)}</b>{' '}
        {limited.length > 0 && (
          <span className="q">Use against limit, now. The mark on a scale is the highest so far.</span>
        )}
      </p>
      {limited.slice(0, MOST).map((one) => (
        <Container key={one.id} gauges={one} />
      ))}
      {limited.length > MOST && <p className="cap">{limited.length - MOST} more containers stand in the table.</p>}
      {free.length > 0 && (
        <p className="q">
          Without limits:{' '}
          {free
            .slice(0, MOST)
            .map(({ name }) => name)
            .join(', ')}
          {free.length > MOST && ` and ${free.length - MOST} more`}. For them the host is the limit:{' '}
          {formatBinary(host)} of memory, all its processors, all its processes.
        </p>
      )}
      {all.length > 0 && (
        <details className="twin">
          <summary>The same as a table</summary>
          <Table all={all} />
        </details>
      )}
    </>
  );
}

function Container({ gauges }: { gauges: Gauges }) {
  const { name, state, exitCode, memory, cpu, pids } = gauges;
  const words = { memory: memoryWords(gauges), cpu: cpuWords(gauges), pids: pidsWords(gauges) };
  const rest = unlimitedWords(gauges);
  return (
    <section className={styles.container} aria-label={name}>
      <h3>
        {name} <span>{state === 'exited' ? `exited (${exitCode})` : state}</span>
      </h3>
      <div className={styles.gauges}>
        {(memory.limit !== undefined || memory.kills > 0) && (
          <Gauge
            label={`${name}, memory`}
            title="Memory"
            now={memory.now}
            limit={memory.limit}
            peak={memory.peak}
            value={words.memory.value}
          >
            {words.memory.text}
          </Gauge>
        )}
        {(cpu.limit !== undefined || cpu.held) && (
          <Gauge label={`${name}, CPU`} title="CPU" now={cpu.now} limit={cpu.limit} value={words.cpu.value}>
            {words.cpu.text}
          </Gauge>
        )}
        {pids.limit !== undefined && (
          <Gauge
            label={`${name}, pids`}
            title="Pids"
            now={pids.now}
            limit={pids.limit}
            peak={pids.peak}
            value={words.pids.value}
          >
            {words.pids.text}
          </Gauge>
        )}
      </div>
      {rest !== '' && <p className={styles.rest}>{rest}</p>}
    </section>
  );
}

function Table({ all }: { all: readonly Gauges[] }) {
  return (
    <Scroll className="scroll-x" aria-label="Table of limits">
      <table className={`tb ${styles.table}`}>
        <caption className="sr">Use against limits</caption>
        <thead>
          <tr>
            {['Container', 'State', 'Memory', 'Killed', 'CPU', 'Pids', 'Forks failed'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all.slice(0, MOST_ROWS).map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.name}</th>
              <td>{one.state}</td>
              <td>{memoryWords(one).value}</td>
              <td className="r">{one.memory.kills}</td>
              <td>{cpuWords(one).value}</td>
              <td>{pidsWords(one).value}</td>
              <td className="r">{one.pids.refused}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const part: MachineViewPart = { id: 'gauges', label: 'Limits', order: 60, View: GaugesView };
export default part;
