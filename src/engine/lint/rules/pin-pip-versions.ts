import { commandsOf, operands, runsOf, isPipInstall, PIP_VALUED } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3013.hs
export default defineRule({
  name: 'DL3013',
  origin: 'hadolint',
  severity: 'info',
  summary: 'Pin the versions of Python packages.',
  why: 'pip takes the newest release on the day of the build; a requirements or lock file, best with hashes, gives the same environment every time.',
  *check({ dockerfile }) {
    for (const { run } of runsOf(dockerfile)) {
      for (const command of commandsOf(run)) {
        if (
          !isPipInstall(command) ||
          command.words.some(({ text }) => /^(?:-r|--requirement|-c|--constraint|\.)/.test(text))
        )
          continue;
        const loose = operands(command, 'install', PIP_VALUED).find(
          ({ text }) => !/[=<>~!@/$]|\.whl$|\.tar\.gz$/.test(text),
        );
        if (loose)
          yield at(run.node, `Pin ${loose.text} (${loose.text}==VERSION), or install from a requirements file.`, {
            span: loose.span,
          });
      }
    }
  },
  bad: [
    'FROM python:3.14-slim\nRUN pip install [|flask|]\n',
    'FROM python:3.14-slim\nRUN python3 -m pip install [|flask|]\n',
  ],
  good: [
    'FROM python:3.14-slim\nRUN pip install flask==3.1.0\n',
    'FROM python:3.14-slim\nRUN pip install -r requirements.txt\n',
  ],
});
