import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentFolder, frontMatterSchemas } from '../../content/compile/index.ts';
import { checkKinds } from '../../engine/grade/check-kinds.ts';
import type { Command } from '../command.ts';

export default {
  summary: 'write the JSON Schemas of front matter into content/',
  usage: 'schemas',
  async run(_args, io) {
    for (const [name, schema] of Object.entries(frontMatterSchemas(checkKinds))) {
      await writeFile(join(contentFolder(io.cwd), name), schema);
      await io.out(`content/${name}\n`);
    }
    return 0;
  },
} satisfies Command;
