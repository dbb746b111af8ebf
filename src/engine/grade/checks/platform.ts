import { array, object, optional, string } from '../../base/schema.ts';
import { normalPlatform } from '../../builder/index.ts';
import type { Image } from '../../builder/result.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { containerOf } from '../image/container-options.ts';
import { doubtOf, doubtOfFailure, isAnyDoubt, unjudged, unlessDoubtful } from '../assumptions.ts';
import { found, originOf } from '../image/image-search.ts';
import { under } from '../judge.ts';
import { changeShape } from '../params.ts';
import { placeOfTarget } from '../build/instruction-spans.ts';
import { findProgram } from '../image/program.ts';

export default defineCheck({
  summary: 'The image is for the platform, and so are the programs in it.',
  params: object({ platform: changeShape.platform, programs: optional(array(string({ min: 1 }), { min: 1 })) }),
  run({ platform, programs }, evidence) {
    const wanted = normalPlatform(platform ?? evidence.exercise.build.platform ?? 'linux/amd64');
    const other = platform === undefined ? evidence : under(evidence, { platform });
    const { image } = other.build;
    if (!image) return broken(other, wanted);
    if (normalPlatform(image.platform) !== wanted)
      return {
        status: 'failed',
        message: `The image is for ${image.platform}, not for ${wanted}`,
        try: 'Let the last stage start from its image without a fixed --platform.',
        specific: true,
        why: 'A FROM line with --platform makes an image for that platform, whatever the build is for.',
        ...placeOfTarget(other),
      };
    const finding = programs ? listed(programs, other, image) : started(other, image);
    return unlessDoubtful(doubtOf(other.build), finding);
  },
});

function broken(other: Evidence, wanted: string): Finding {
  const doubt = doubtOfFailure(other.build);
  if (isAnyDoubt(doubt)) return unjudged(doubt);
  return { status: 'failed', message: `The image does not build for ${wanted}`, why: other.build.error?.message ?? '' };
}

function started(evidence: Evidence, image: Image): Finding {
  const container = containerOf(image, {});
  const program = findProgram({ ...container, who: container.who ?? { uid: 0, gid: 0, groups: [], umask: 0o022 } });
  if (!program.ok && program.reason === 'architecture') return foreign(evidence, image, [program.path, program.detail]);
  if (!program.ok && program.reason === 'nothing')
    return { status: 'failed', message: 'The image starts nothing', try: 'Set ENTRYPOINT or CMD.' };
  if (!program.ok && program.reason === 'missing')
    return {
      status: 'failed',
      message: `${program.path} is not in the image`,
      try: 'Copy the program to the path that the image starts.',
    };
  return { status: 'passed', message: `The image and ${program.path} are for ${image.platform}` };
}

function listed(programs: readonly string[], evidence: Evidence, image: Image): Finding {
  const all = programs
    .flatMap((pattern) => found(image.tree, pattern))
    .filter(({ entry }) => entry.program?.format === 'elf');
  if (all.length === 0) return { status: 'failed', message: `The image has no program at ${programs.join(', ')}` };
  const wrong = all.find(
    ({ entry }) => entry.program?.arch !== undefined && entry.program.arch !== image.config.architecture,
  );
  if (wrong) return foreign(evidence, image, [wrong.path, wrong.entry.program?.arch]);
  return { status: 'passed', message: `${all.length} programs are for ${image.platform}` };
}

function foreign(
  evidence: Evidence,
  image: Image,
  [path, architecture]: readonly [string, string | undefined],
): Finding {
  const { file, span } = originOf(evidence, path);
  return {
    status: 'failed',
    message: `${path} is a program for ${architecture} in an image for ${image.config.architecture}`,
    try: 'Compile for the target: GOARCH=$TARGETARCH, with ARG TARGETARCH in the stage that compiles.',
    why: 'On a machine of that architecture it ends with “exec format error”.',
    ...(file && span ? { file, span } : {}),
  };
}
