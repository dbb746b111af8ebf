import scenarios from '../../../engine/shell/golden/pid1.jsonl?raw';
import { play, type Scenario } from '../../../engine/shell/golden/scenario.ts';
import { jsonLines, type Suite } from '../suite.ts';

interface Recorded extends Scenario {
  readonly id: string;
  readonly expect: {
    readonly exit: number;
    readonly seconds: number;
    /** Seconds that a real machine may differ from run to run. */
    readonly tolerance: number;
    readonly output?: string;
    readonly pid1?: string;
    readonly procs?: readonly string[];
    readonly zombies?: number;
  };
}

export default {
  title: 'PID 1, signals and zombies',
  recorded:
    'containers of a real kernel, played with docker stop and kill: exit code, seconds, output, processes that are left.',
  unit: 'scenarios',
  load: async () =>
    jsonLines<Recorded>(scenarios).map((scenario) => ({
      id: scenario.id,
      topic: scenario.shell,
      play() {
        const { seconds, tolerance, ...want } = scenario.expect;
        const got = play(scenario);
        const near = Math.abs(got.seconds - seconds) <= tolerance;
        const keys = Object.keys(want) as (keyof typeof want)[];
        return [
          {
            id: scenario.id,
            want: { ...want, seconds },
            got: { ...Object.fromEntries(keys.map((key) => [key, got[key]])), seconds: near ? seconds : got.seconds },
          },
        ];
      },
    })),
} satisfies Suite;
