import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkKinds } from '../../engine/grade/index.ts';
import { frontMatterSchemas } from './schemas.ts';

it.each(Object.entries(frontMatterSchemas(checkKinds)))(
  'content/%s is current (npm run -s drydock -- schemas writes it)',
  (name, schema) => {
    expect(readFileSync(join(import.meta.dirname, '../../../content', name), 'utf8')).toBe(schema);
  },
);
