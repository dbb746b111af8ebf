import type { BuildResult } from '../../../builder/index.ts';
import type { Cli } from '../../cli/command.ts';
import { humanSize } from '../../format/sizes.ts';
import { isLoggedIn, serverOf } from '../transfer/credentials.ts';
import { baseOfBuild } from '../base-of-build.ts';
import { imageOfBuild } from '../image-from-build.ts';
import { familiarText, fullText, readReference, withTag } from '../reference.ts';
import { pushError } from '../transfer/registry.ts';
import { keepImage, setTag } from '../tags.ts';
import { oldCreatedBy } from './old-front-end.ts';
import type { Options } from './options.ts';
import type { Output } from './outputs.ts';
import { withBlock } from './print-log.ts';
import { stepTimes } from './times.ts';
import { archiveOf, writeFolder } from './write-out.ts';

/** What became of a build's result. */
export interface Exported {
  /** Id of the image in the store. */
  readonly id: string | undefined;
  /** Why an export failed. */
  readonly failure: string | undefined;
  /** An archive for standard output. */
  readonly stdout: string;
  /** The log with what the exports say. */
  readonly log: string;
}

/** A build that came to its end, and what was asked for. */
export interface Exporting {
  readonly options: Options;
  readonly result: BuildResult;
  readonly dockerfile: string;
  /** Name of the builder. */
  readonly builder: string;
  /** Host time at which it began. */
  readonly began: number;
}

/** Takes the result of a build to where it was asked for: the engine's images, a folder, an archive. */
export function exportResult(cli: Cli, given: Exporting): Exported {
  const { result, options } = given;
  let made: Exported = { id: undefined, failure: undefined, stdout: '', log: result.log };
  stepTimes(cli.daemon, result, given);
  if (!result.image) return made;
  for (const output of options.outputs) {
    if (made.failure !== undefined) return made;
    if (output.type === 'store') made = toStore(cli, output, { given, made });
    else if (output.type !== 'none') made = toFiles(cli, output, { given, made });
  }
  return made;
}

interface Going {
  readonly given: Exporting;
  readonly made: Exported;
}

function toStore(cli: Cli, output: Extract<Output, { type: 'store' }>, { given, made }: Going): Exported {
  const { daemon, process } = cli;
  const { result, options } = given;
  const { image: built } = result;
  if (!built) return made;
  const base = baseOfBuild(daemon, result);
  const times = stepTimes(daemon, result, given);
  const { buildArgs = {} } = options.input;
  const image = keepImage(
    daemon,
    imageOfBuild({
      result,
      built,
      base,
      times,
      labels: options.labels,
      now: daemon.now,
      ...(daemon.profile.name === 'recorded'
        ? { words: (text: string) => oldCreatedBy(text, { dockerfile: given.dockerfile, buildArgs }) }
        : {}),
    }),
  );
  const references = output.names.flatMap((name) => {
    const read = readReference(name);
    return read.ok ? [read.value] : [];
  });
  for (const reference of references) setTag(daemon, image, familiarText(withTag(reference)));
  const lines = [
    'exporting to image',
    ...(image.layers.length === 0 ? [] : ['exporting layers done']),
    `writing image ${image.id} done`,
    ...references.map((reference) => `naming to ${fullText(reference)} done`),
    'DONE 0.0s',
  ];
  let log = withBlock(made.log, lines);
  for (const reference of output.push ? references : []) {
    const failure = pushError(daemon, reference, isLoggedIn(process, serverOf(reference)));
    const title = `pushing ${familiarText(reference)} with docker`;
    log = withBlock(log, [title, failure === undefined ? 'DONE 1.2s' : `ERROR: ${failure}`]);
    if (failure !== undefined) return { ...made, id: image.id, failure, log: `${log}------\n > ${title}:\n------\n` };
  }
  return { ...made, id: image.id, log };
}

function toFiles(cli: Cli, output: Extract<Output, { type: 'local' | 'tar' }>, { given, made }: Going): Exported {
  const tree = given.result.image?.tree;
  if (!tree) return made;
  if (output.type === 'local') {
    const bytes = writeFolder(cli.process, tree, output.dest);
    const lines = ['exporting to client directory', `copying files ${humanSize(bytes, 3)} done`, 'DONE 0.0s'];
    return { ...made, log: withBlock(made.log, lines) };
  }
  const archive = archiveOf(tree);
  if (output.dest !== '-') cli.process.files.write(cli.process.path(output.dest), { content: archive });
  return {
    ...made,
    stdout: output.dest === '-' ? archive : made.stdout,
    log: withBlock(made.log, ['exporting to client tarball', 'sending tarball done', 'DONE 0.0s']),
  };
}
