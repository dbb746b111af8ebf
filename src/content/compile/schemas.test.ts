import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkKinds } from '../../engine/grade/check-kinds.ts';
import { frontMatterSchemas } from './schemas.ts';

it.each(Object.entries(frontMatterSchemas(checkKinds)))(
  'content/%s is current (npm run -s drydock -- schemas writes it)',
  (name, schema) => {
    expect(readFileSync(join(import.meta.dirname, '../../../content', name), 'utf8')).toBe(schema);
  },
);

it.each([...checkKinds].map(([kind, { params }]) => [kind, params.json['properties']] as const))(
  'content/README.md explains the kind %s and each of its parameters',
  (kind, properties) => {
    const readme = readFileSync(join(import.meta.dirname, '../../../content/README.md'), 'utf8');
    const section = readme.split(`\n**${kind}**`)[1]?.split(/\n\*\*|\n### /)[0] ?? '';
    const missing = Object.keys(properties ?? {}).filter((name) => !new RegExp(`\`[^\`]*\\b${name}\\b`).test(section));
    expect([section === '', missing]).toEqual([false, []]);
  },
);
