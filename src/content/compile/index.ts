/**
 * Compiles content/ for the app and proves it: front matter, Markdown, starters, overlays, the content test.
 * Runs in Node only; nothing of it ships. Leaves out images and packages: src/content/world holds those. vite.config.ts
 * imports plugin.ts alone, because it runs before Vite resolves the globs of the engine.
 */
export { readTyped } from './case.ts';
export { contentFolder, exerciseFolders, lessonFolder, lessonFolders } from './course.ts';
export { readExercise } from './exercise.ts';
export { readAnswers, readWorkspace } from './folders.ts';
export { scaffoldExercise } from './scaffold.ts';
export { frontMatterSchemas } from './schemas.ts';
export { subjects } from './verify.ts';
export type { Subject } from './verify.ts';
