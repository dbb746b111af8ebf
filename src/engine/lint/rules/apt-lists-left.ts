import { calls, commandsOf, hasCacheMount, runsOf } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3009.hs, simplified: the stages that ship are the last one and those it builds on.
export default defineRule({
  name: 'DL3009',
  origin: 'hadolint',
  severity: 'info',
  summary: 'Remove the apt lists in the RUN that fetched them.',
  why: 'apt-get update leaves about 20 MB in /var/lib/apt/lists. A later RUN cannot take them out of the layer; the same RUN or a cache mount can.',
  *check({ dockerfile, evaluation }) {
    const byIndex = new Map(evaluation.stages.map((stage) => [stage.index, stage]));
    const shipped = new Set<number>();
    for (let stage = evaluation.stages.find(({ isTarget }) => isTarget); stage;) {
      shipped.add(stage.index);
      stage = stage.baseStage === undefined ? undefined : byIndex.get(stage.baseStage);
    }
    for (const { run, stage } of runsOf(dockerfile)) {
      const commands = commandsOf(run);
      const update = commands.find((command) => calls(command, 'apt-get', ['update']));
      if (!update || (shipped.size > 0 && !shipped.has(stage)) || hasCacheMount(run, '/var/lib/apt/lists')) continue;
      const cleaned = commands.some(
        ({ name, words }) =>
          /^(?:rm|find)$/.test(name) && words.some(({ text }) => text.includes('/var/lib/apt/lists')),
      );
      if (!cleaned)
        yield at(run.node, 'Add rm -rf /var/lib/apt/lists/* to this RUN: the lists stay in its layer, about 20 MB.', {
          span: update.words[0]?.span ?? run.node.keyword.span,
        });
    }
  },
  bad: ['FROM debian:13\nRUN [|apt-get|] update && apt-get install -y curl=8.*\n'],
  good: [
    'FROM debian:13\nRUN apt-get update && apt-get install -y curl=8.* && rm -rf /var/lib/apt/lists/*\n',
    'FROM debian:13\nRUN --mount=type=cache,target=/var/lib/apt,sharing=locked apt-get update && apt-get install -y curl=8.*\n',
    'FROM debian:13 AS build\nRUN apt-get update\nFROM scratch\nCOPY --from=build /etc/hosts /\n',
  ],
});
