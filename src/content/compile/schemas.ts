import type { CheckKinds } from './front-matter.ts';
import { exerciseSchema, kindDefinitions, lessonSchema } from './front-matter.ts';

/** JSON Schemas of the front matter for editors, by file name below content/. They come from the code that validates it. */
export function frontMatterSchemas(kinds: CheckKinds): Readonly<Record<string, string>> {
  return {
    'exercise.schema.json': printed('Front matter of exercise.md', {
      ...exerciseSchema(kinds).json,
      $defs: kindDefinitions(kinds),
    }),
    'lesson.schema.json': printed('Front matter of lesson.md', lessonSchema.json),
  };
}

function printed(title: string, json: Readonly<Record<string, unknown>>): string {
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', title, ...json };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
