import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  contentFolder,
  exerciseFolders,
  readAnswers,
  readExercise,
  readTyped,
  readWorkspace,
} from '../../content/compile/index.ts';
import { allImages, allPackages } from '../../content/world-eager.ts';
import { createWorld } from '../../engine/builder/index.ts';
import { didYouMean } from '../../engine/dockerfile/index.ts';
import { checkKinds, plugins } from '../../engine/grade/check-kinds.ts';
import { createMemo, examine, grade, hints, summarise } from '../../engine/grade/index.ts';
import { shellWithJavaScript } from '../../content/compile/javascript.ts';
import { usageError } from '../command.ts';
import type { Command } from '../command.ts';
import { readFlags } from '../flags.ts';

export default {
  summary: 'grade a folder as an answer to an exercise; results as JSON',
  usage: `grade EXERCISE DIR

DIR holds the files of the attempt. Two of its files are no part of them: answers.yaml, what was predicted (prediction → list of
options, as "predictions" of the answer names them), and .log, what was typed, written as in content/. Status 0: solved, 1: not solved.`,
  async run(args, io) {
    const [id = '', directory = ''] = readFlags(args, {}, ['EXERCISE', 'DIR']).positionals;
    const folders = exerciseFolders(contentFolder(io.cwd));
    const folder = folders.get(id);
    if (folder === undefined) throw usageError(`there is no exercise ${id}${didYouMean(id, [...folders.keys()])}`);
    const path = resolve(io.cwd, directory);
    if (!existsSync(path)) throw usageError(`there is no folder ${directory}`);
    const { exercise } = await readExercise(folder, { kinds: checkKinds });
    const files = readWorkspace(path);
    const log = readTyped(path, exercise.spec.starter, files);
    if (!files['Dockerfile'] && log.length === 0)
      throw usageError(`${directory} holds neither a Dockerfile nor a .log`);
    const attempt = { files, log, answers: readAnswers(path) };
    const world = createWorld(allImages, allPackages, await shellWithJavaScript());
    const evidence = examine(world, { exercise: exercise.spec, attempt, kinds: checkKinds, plugins }, createMemo());
    const results = grade(exercise.spec, evidence);
    const { solved, unjudged, image, error, predictions } = summarise(evidence, results);
    const fired = hints(exercise.spec, evidence);
    const asked = predictions.length ? { predictions } : {};
    const answer = { exercise: id, solved, unjudged, results, hints: fired, ...asked, image, error };
    await io.out(`${JSON.stringify(answer, undefined, 2)}\n`);
    return solved ? 0 : 1;
  },
} satisfies Command;
