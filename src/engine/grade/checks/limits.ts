import { boolean, object, optional, record, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import { readCpus } from '../../docker/limits/cpu-list.ts';
import { cpusOf } from '../../docker/limits/cpus.ts';
import { quotaOf } from '../../docker/limits/quota.ts';
import { amountLimit, numberLimit, printAmount, wrongLimit } from '../memory-amounts.ts';
import { defineCheck } from '../check.ts';
import type { Finding } from '../check.ts';
import { about, subjectShape } from '../host/subject.ts';
import type { Found } from '../host/subject.ts';
import { differing } from '../messages.ts';

const params = object({
  ...subjectShape,
  memory: optional(amountLimit),
  swap: optional(amountLimit),
  reservation: optional(amountLimit),
  cpus: optional(numberLimit),
  shares: optional(numberLimit),
  cpuset: optional(string({ min: 1, description: 'numbers of processors as Docker has them: 0-1,3' })),
  pids: optional(numberLimit),
  ulimits: optional(record(numberLimit, 'nofile, nproc, core … → soft limit')),
  oomKill: optional(boolean('False: the kernel kills nobody for want of memory; who needs more waits.')),
});
type Params = Infer<typeof params>;

export default defineCheck({
  summary: 'What the control group of a container holds it to: memory, swap, processors, processes, open files.',
  params,
  withoutBuild: true,
  machine: true,
  run(wanted, evidence) {
    return about(evidence, { subject: wanted, question: `limits ${JSON.stringify(wanted)}` }, (found) =>
      judged(found, wanted),
    );
  },
});

const NONE = Number.POSITIVE_INFINITY;
/** The kernel counts memory in pages. */
const PAGE = 4096;

function judged({ host, container, called }: Found, wanted: Params): Finding {
  const actual = effective({ host, container });
  const wrong: string[] = [];
  for (const key of ['memory', 'swap', 'reservation'] as const) {
    const asked = wanted[key];
    const problem = asked === undefined ? undefined : wrongLimit(actual[key], asked, printAmount);
    if (problem !== undefined) wrong.push(`has a ${WORDS[key]} that ${problem}`);
  }
  for (const key of ['cpus', 'shares', 'pids'] as const) {
    const asked = wanted[key];
    const problem = asked === undefined ? undefined : wrongLimit(actual[key], asked);
    if (problem !== undefined) wrong.push(`has a ${WORDS[key]} that ${problem}`);
  }
  for (const [name, asked] of Object.entries(wanted.ulimits ?? {})) {
    const problem = wrongLimit(actual.ulimit(name), asked);
    if (problem !== undefined) wrong.push(`has a soft limit ${name} that ${problem}`);
  }
  const cpus = actual.cpuset.join(',');
  const asked = wanted.cpuset === undefined ? undefined : readCpus(wanted.cpuset);
  if (asked !== undefined && (typeof asked === 'string' ? asked : asked.join(',')) !== cpus)
    wrong.push(`may run on the processors ${cpus}, not on ${wanted.cpuset ?? ''}`);
  if (wanted.oomKill !== undefined && wanted.oomKill !== actual.oomKill)
    wrong.push(actual.oomKill ? 'loses a process when it needs more memory' : 'waits when it needs more memory');
  if (wrong.length === 0) return { status: 'passed', message: `${called} has its limits as it should` };
  return { status: 'failed', ...tidy(differing(called, wrong)) };
}

const WORDS = {
  memory: 'memory limit',
  swap: 'share of swap',
  reservation: 'memory reservation',
  cpus: 'share of processors',
  shares: 'CPU weight',
  pids: 'limit of processes',
} as const;

/** "has a memory limit that has no limit" is said more simply. */
function tidy<T extends { readonly message: string; readonly why?: string }>(finding: T): T {
  return { ...finding, message: say(finding.message), ...(finding.why === undefined ? {} : { why: say(finding.why) }) };
}

function say(text: string): string {
  return text.replaceAll(/has a (soft limit \w+|[\w ]+?) that has no limit/g, 'has no $1');
}

/** What holds now, whatever was typed; infinite: no limit. */
function effective({ host: { daemon }, container }: Pick<Found, 'host' | 'container'>) {
  const { hostConfig } = container;
  const { Memory, MemorySwap, MemoryReservation, PidsLimit, CpuShares, Ulimits, OomKillDisable } = hostConfig;
  const quota = quotaOf(hostConfig);
  const cpuset = cpusOf(daemon, hostConfig);
  const own = hostConfig.CpusetCpus === '' ? NONE : cpuset.length;
  const { ulimits } = daemon.profile;
  const given: Readonly<Record<string, number | undefined>> = { ...ulimits };
  return {
    memory: Memory > 0 ? Math.floor(Memory / PAGE) * PAGE : NONE,
    swap: Memory > 0 && MemorySwap >= 0 ? Math.max(0, MemorySwap - Memory) : NONE,
    reservation: MemoryReservation > 0 ? MemoryReservation : NONE,
    cpus: Math.min(quota ? quota.quota / quota.period : NONE, own),
    shares: CpuShares > 0 ? CpuShares : 1024,
    cpuset,
    pids: PidsLimit !== null && PidsLimit > 0 ? PidsLimit : NONE,
    oomKill: OomKillDisable !== true,
    ulimit(name: string): number {
      const soft = Ulimits.find(({ Name }) => Name === name)?.Soft ?? given[name] ?? NONE;
      return soft < 0 ? NONE : soft;
    },
  };
}
