import { formatBytes } from '../../base/bytes.ts';
import { number, object, optional } from '../../base/schema.ts';
import type { Image } from '../../builder/result.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { imageDoubt, unlessDoubtful } from '../assumptions.ts';
import { recipe } from '../image/image-search.ts';
import { bytesOf, size } from '../params.ts';
import { placeOfStep, placeOfTarget } from '../build/instruction-spans.ts';

/** Goals keep this distance from figures that are assumed; nearer than that, a failure is not held against the learner. */
const DISTANCE = 0.15;

export default defineCheck({
  summary: 'The uncompressed size of the image, as `docker images` prints it.',
  params: object({
    max: optional(size),
    min: optional(size),
    percent: optional(number({ min: 0, max: 100, description: 'at most this share of the starter’s image' })),
  }),
  run({ max, min, percent }, evidence) {
    const image = evidence.build.image;
    if (!image) return { status: 'error', message: 'Needs a build' };
    const doubt = imageDoubt(evidence);
    const starter = evidence.starter()?.image?.size;
    const limits = [
      ...(max === undefined ? [] : [bytesOf(max)]),
      ...(percent === undefined || starter === undefined ? [] : [(starter * percent) / 100]),
    ];
    const limit = Math.min(...limits);
    if (image.size > limit) return unlessDoubtful(doubt, tooLarge(evidence, image, limit));
    if (min !== undefined && image.size < bytesOf(min)) {
      const message = `The image has ${about(image)}, less than ${formatBytes(bytesOf(min))}`;
      return unlessDoubtful(doubt, {
        status: 'failed',
        message,
        try: 'Check that everything the image needs is in it.',
      });
    }
    return unlessDoubtful(doubt, { status: 'passed', message: `The image has ${about(image)}` });
  },
});

function about(image: Image): string {
  return `${image.assumed ? '≈ ' : ''}${formatBytes(image.size)}`;
}

function tooLarge(evidence: Evidence, image: Image, limit: number): Finding {
  if (image.assumed && image.size <= limit * (1 + DISTANCE))
    return {
      status: 'not-simulated',
      message: `The image has ${about(image)}, too near to ${formatBytes(limit)} to judge`,
      why: 'Part of the size is assumed, not read from a published source.',
    };
  const largest = image.layers.toSorted((a, b) => b.size - a.size)[0];
  const base = largest?.origin === 'base';
  return {
    status: 'failed',
    message: `The image has ${about(image)}, ${formatBytes(image.size - limit)} over the limit of ${formatBytes(limit)}`,
    try: base
      ? 'Start the last stage from a smaller image and copy only what runs.'
      : 'Leave out what the image does not need to run, in the step that would bring it in.',
    ...(largest
      ? {
          why: `The largest layer has ${formatBytes(largest.size)}${base ? ' and comes with the base image' : ''}: ${recipe(largest.createdBy)}`,
        }
      : {}),
    ...(base ? placeOfTarget(evidence) : placeOfStep(evidence, largest?.stepId)),
  };
}
