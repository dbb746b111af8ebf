/**
 * Compiles content/ for the app and for the content test: front matter, Markdown, starters, overlays.
 * Runs in Node only; nothing of it ships. Leaves out images and packages: src/content/world holds those.
 */
export { content } from './plugin.ts';
export { contentFolder, exerciseFolders, lessonFolder, lessonFolders } from './course.ts';
export { frontMatterSchemas } from './schemas.ts';
