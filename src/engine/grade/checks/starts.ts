import { array, boolean, choice, number, object, optional, record, string } from '../../base/schema.ts';
import type { Infer } from '../../base/schema.ts';
import type { Image } from '../../builder/result.ts';
import { adviceOnStart } from '../advice/failure-advice.ts';
import { certificateBundle, misplacedBundle } from '../image/certificates.ts';
import { defineCheck } from '../check.ts';
import type { Evidence, Finding } from '../check.ts';
import { containerOf } from '../image/container-options.ts';
import type { Container } from '../image/container-options.ts';
import { doubtOf, isDoubtful, unjudged } from '../assumptions.ts';
import { originOf } from '../image/image-search.ts';
import { listOf, texts } from '../params.ts';
import { spanOfLast } from '../build/instruction-spans.ts';
import { findProgram } from '../image/program.ts';
import type { Found } from '../image/program.ts';
import { run } from '../image/run-container.ts';
import type { Outcome } from '../image/run-container.ts';
import { tellingLine } from '../advice/telling-line.ts';

const params = object({
  listens: optional(number({ integer: true, min: 1, max: 65535 })),
  exit: optional(number({ integer: true, min: 0, max: 255 })),
  output: optional(texts),
  https: optional(boolean('it makes HTTPS calls')),
  args: optional(array(string())),
  env: optional(record(string())),
  user: optional(string({ min: 1 })),
  because: optional(
    choice(['nothing', 'missing', 'folder', 'not-executable', 'no-loader', 'no-interpreter', 'architecture', 'ended']),
  ),
});
type Params = Infer<typeof params>;

export default defineCheck({
  summary: 'A container of the image starts: program found, executable, right processor and loader, then run.',
  params,
  run(wanted, evidence) {
    const { image } = evidence.build;
    if (!image) return { status: 'error', message: 'Needs a build' };
    const container = containerOf(image, wanted);
    const doubt = doubtOf(evidence.build);
    const finding = wanted.because
      ? failsBecause(wanted.because, container, judge(wanted, { evidence, image, container }))
      : judge(wanted, { evidence, image, container });
    if (finding.status === 'not-simulated') return finding;
    // Whatever runs may read everything; a program that was only copied is judged by its own path.
    const about = container.argv[0] ?? '/';
    return doubt.everything || isDoubtful(doubt, about.startsWith('/') ? about : '/') ? unjudged(doubt) : finding;
  },
});

/** For hints: it does not start, for this reason and no other. `ended`: it started and did not do what was asked. */
function failsBecause(reason: string, container: Container, finding: Finding): Finding {
  if (finding.status !== 'failed')
    return finding.status === 'passed' ? { status: 'failed', message: finding.message } : finding;
  const program = container.who && findProgram({ ...container, who: container.who });
  const actual = program && (program.ok ? 'ended' : program.reason);
  return { ...finding, status: actual === reason ? 'passed' : 'failed' };
}

interface Subject {
  readonly evidence: Evidence;
  readonly image: Image;
  readonly container: Container;
}

function judge(wanted: Params, subject: Subject): Finding {
  const { container, evidence } = subject;
  if (!container.who)
    return failed(subject, {
      message: `The image has no user ${container.userWord}`,
      specific: true,
      try: 'Write the number of the user, or create the user in the image.',
      why: 'The runtime looks names up in /etc/passwd of the image and does not start the container without a line there.',
      ...spanOfLast(evidence, 'user'),
    });
  const program = findProgram({ ...container, who: container.who });
  if (!program.ok) return failed(subject, { specific: true, ...startProblem(program, subject) });
  const outcome = run(subject.image, container, { world: evidence.world, who: container.who });
  if (outcome.notSimulated.length)
    return unjudged({ everything: true, paths: [], what: outcome.notSimulated.map(({ what }) => what) });
  const problem = outcomeProblem(wanted, outcome, container) ?? certificateProblem(wanted, subject);
  return problem
    ? failed(subject, problem)
    : { status: 'passed', message: passedMessage(outcome, program.path) + trust(wanted, container) };
}

function passedMessage({ running, exit }: Outcome, path: string): string {
  if (!running) return `${path} ran and ended with ${exit}`;
  if (running.listens.length) return `${path} runs and listens on port ${running.listens.join(', ')}`;
  const local = running.local?.map((port) => `127.0.0.1:${port}`) ?? [];
  return local.length ? `${path} runs and listens on ${local.join(', ')} only` : `${path} runs`;
}

function trust({ https }: Params, { tree, env }: Container): string {
  return https ? `, and finds CA certificates at ${certificateBundle(tree, env)}` : '';
}

type Problem = Omit<Finding, 'status'>;

function failed({ evidence }: Subject, problem: Problem): Finding {
  return { status: 'failed', ...spanOfLast(evidence, 'entrypoint', 'cmd'), ...problem };
}

function startProblem(found: Found & { ok: false }, { container }: Subject): Problem {
  const { path, detail = '' } = found;
  const name = JSON.stringify(container.argv[0] ?? '');
  switch (found.reason) {
    case 'nothing':
      return {
        message: 'The image starts nothing',
        try: 'Set ENTRYPOINT or CMD in the last stage.',
        why: 'docker run answers “no command specified”.',
      };
    case 'missing':
      return {
        message: `${path} is not in the image`,
        try: container.shell
          ? 'Write the command as a JSON array: this image has no shell to run it.'
          : 'Copy the program to the path that the image starts.',
        why: `exec: ${name}: no such file or directory`,
      };
    case 'folder':
      return {
        message: `${path} is a folder, not a program`,
        try: 'Name the file inside it.',
        why: `exec: ${name}: is a directory`,
      };
    case 'not-executable':
      return {
        message: `${path} may not be executed by ${container.userWord || 'root'}`,
        try: 'Give it the mode in the copy itself: COPY --chmod=0755.',
        why: `exec: ${name}: permission denied`,
      };
    case 'no-loader':
      return {
        message: `${path} is there, but its loader is not`,
        try: 'Build it static (CGO_ENABLED=0), or start from an image with the same C library.',
        why: `The program asks for ${detail}, which this image does not have; the kernel reports “no such file or directory”.`,
      };
    case 'no-interpreter':
      return {
        message: `${path} is a script, and ${detail} is not in the image`,
        try: 'Start from an image with that interpreter, or start the program without the script.',
        why: `exec ${path}: no such file or directory`,
      };
    case 'architecture':
      return {
        message: `${path} is a program for ${detail}, and the image is for ${container.architecture}`,
        try: 'Compile for the platform of the image.',
        why: `exec ${path}: exec format error`,
      };
  }
}

function outcomeProblem(
  { listens, exit, output }: Params,
  outcome: Outcome,
  container: Container,
): Problem | undefined {
  const lastWords = tellingLine(outcome.text);
  const command = container.argv.join(' ');
  if (outcome.startError)
    return {
      message: `${container.argv[0]} does not start`,
      why: outcome.startError,
      ...(/format error/.test(outcome.startError)
        ? {
            try: 'Compile the program for the platform of the image, and let the image be for that platform.',
            specific: true,
          }
        : {}),
    };
  if (listens !== undefined || exit === undefined) {
    const ended = !outcome.running && (listens !== undefined || outcome.exit !== 0);
    if (ended) return endedEarly(outcome, container, lastWords);
    if (listens !== undefined && outcome.running?.local?.includes(listens)) return onlyLocal(listens, command);
    if (listens !== undefined && !outcome.running?.listens.includes(listens)) {
      const ports = outcome.running?.listens.join(', ');
      return {
        message: `Nothing listens on port ${listens}`,
        try: `Let the program listen on port ${listens}: EXPOSE describes a port and opens none.`,
        specific: true,
        why: ports ? `“${command}” listens on ${ports}.` : `“${command}” listens on no port.`,
      };
    }
  } else if (outcome.running) return { message: `The container keeps running instead of ending with ${exit}` };
  else if (outcome.exit !== exit)
    return { message: `The container ends with code ${outcome.exit}, not ${exit}`, why: lastWords };
  const missing = listOf(output).find((text) => !outcome.text.includes(text));
  return missing === undefined ? undefined : { message: `The container does not print “${missing}”`, why: lastWords };
}

/** The port is open on the loopback address of the container, which a published port does not lead to. */
function onlyLocal(port: number, command: string): Problem {
  return {
    message: `The server listens on 127.0.0.1:${port} only`,
    try: 'Listen on 0.0.0.0: 127.0.0.1 is reachable inside the container alone.',
    specific: true,
    why: `“${command}” binds the loopback address; a published port leads to another address of the container.`,
  };
}

function endedEarly({ exit }: Outcome, { argv, entrypoint }: Container, lastWords: string): Problem {
  const message = `The container ends with code ${exit}`;
  const command = argv.join(' ');
  const [program = '', first = ''] = argv;
  if (/(?:^|\/)node$/.test(program) && /^(?:npm|node|npx|yarn)$/.test(first) && entrypoint)
    return {
      message,
      try: `Name only the script in CMD: the entrypoint of the base image is ${program} already.`,
      specific: true,
      why: lastWords,
    };
  if (exit === 0)
    return {
      message,
      try: 'Keep the main process in the foreground: the container ends when it does.',
      specific: true,
      why: lastWords || `“${command}” printed nothing.`,
    };
  const advice = adviceOnStart(lastWords);
  return {
    message,
    try: advice ?? 'Read its last words; they name what is missing in the image.',
    ...(advice === undefined ? {} : { specific: true }),
    why: lastWords || `“${command}” printed nothing.`,
  };
}

function certificateProblem({ https }: Params, { container, evidence }: Subject): Problem | undefined {
  if (!https || certificateBundle(container.tree, container.env) !== undefined) return undefined;
  const misplaced = misplacedBundle(container.tree);
  const why = 'Each HTTPS call fails: “x509: certificate signed by unknown authority”.';
  if (misplaced) {
    const { file, span } = originOf(evidence, misplaced.path);
    const place = file && span ? { file, span } : {};
    const message = 'The CA certificates are not where programs look';
    return { message, try: misplaced.advice, specific: true, why, ...place };
  }
  return {
    message: 'The image has no CA certificates',
    try: 'Copy /etc/ssl/certs/ca-certificates.crt from the stage that builds, or start from an image that has it.',
    why,
    ...spanOfLast(evidence, 'from'),
  };
}
