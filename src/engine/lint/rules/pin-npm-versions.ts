import { commandsOf, operands, runsOf } from '../commands.ts';
import { at, defineRule } from '../rule.ts';

// hadolint/hadolint src/Hadolint/Rule/DL3016.hs
export default defineRule({
  name: 'DL3016',
  origin: 'hadolint',
  severity: 'info',
  summary: 'Pin the versions of npm packages.',
  why: 'npm takes the newest release on the day of the build. A package named in package.json with its lock file installs the same tree every time with npm ci.',
  *check({ dockerfile }) {
    for (const { run } of runsOf(dockerfile)) {
      for (const command of commandsOf(run)) {
        if (
          command.name !== 'npm' ||
          !/^(?:install|i|add)$/.test(
            command.words.find(({ text }, index) => index > 0 && !text.startsWith('-'))?.text ?? '',
          )
        )
          continue;
        const verb = command.words.find(({ text }, index) => index > 0 && !text.startsWith('-'))?.text ?? 'install';
        const loose = operands(command, verb).find(
          ({ text }) => !/.@|^[./~]|\$|\.t(?:ar(?:\.gz)?|gz)$|^git.*#/.test(text),
        );
        if (loose)
          yield at(run.node, `Pin ${loose.text} (${loose.text}@VERSION), or list it in package.json and run npm ci.`, {
            span: loose.span,
          });
      }
    }
  },
  bad: ['FROM node:24-alpine\nRUN npm install -g [|pm2|]\n', 'FROM node:24-alpine\nRUN npm install [|@nestjs/cli|]\n'],
  good: [
    'FROM node:24-alpine\nRUN npm install -g pm2@6.0.0\n',
    'FROM node:24-alpine\nRUN npm ci\n',
    'FROM node:24-alpine\nRUN npm install\n',
  ],
});
