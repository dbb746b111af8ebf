import { digestOf } from '../../base/digest.ts';
import type { NotSimulated } from '../../base/diagnostic.ts';
import type { RunStep } from '../../dockerfile/plan.ts';
import { basename, dirname, fileEntry, layerOf, overlay, stack } from '../../files/index.ts';
import type { Tree, WritableTree } from '../../files/index.ts';
import type { FileLocks, OutputChunk, RunOutcome, System } from '../../kernel/system.ts';
import { login } from './owner.ts';
import { identity } from '../cache/memo.ts';
import { cacheUse, type CacheUse } from './cache-use.ts';
import { type LaidOut, type Outcome, type Ready, type Session, type Stage } from '../session.ts';
import { commandSpan } from './command-span.ts';
import { declaredArgs } from './declared-args.ts';
import { orderedEnv } from './environment-order.ts';
import { attachHosts } from './hosts.ts';
import { noting, watched } from '../explain/watched-tree.ts';
import { readyMounts, type Attached, type OpenCaches, type ReadyMount } from './mounts.ts';

/** Milliseconds until the process of a RUN begins: about what Docker needs to start a container. */
const START_MS = 250;
/** How much longer a program takes on another processor than the builder's own, under QEMU (assumed). */
const EMULATED = 6;
const BUILD_PLATFORM = 'linux/amd64';

/**
 * Makes RUN ready: its key holds command, environment, user, folder, platform and what is mounted read-only; secrets are not in
 * it. Source: moby/buildkit solver/llbsolver/ops/exec.go `CacheMap`; measured, golden/cache.jsonl.
 */
export function readyRun(session: Session, stage: Stage, step: RunStep): Ready {
  const mounted = readyMounts(session, step);
  const env = keyedEnv(orderedEnv(session, step));
  const facts = { ...runFacts(session, step, mounted), order: Object.keys(env).join(' ') };
  const own = digestOf(stage.platform, JSON.stringify(facts), JSON.stringify(env));
  const key = digestOf('run', stage.key, own, ...mounted.map((one) => one.key));
  return {
    key,
    definition: digestOf('run', stage.definition, own, ...mounted.map((one) => one.definition)),
    ...(mounted.some((one) => one.error?.early) ? { early: true } : {}),
    inputs: mounted.flatMap((one) => one.inputs),
    memory: [key, identity(stage.tree), ...mounted.map((one) => one.memory)].join(' '),
    mounts: mounted.flatMap(({ mount }) => (mount.type === 'cache' ? [mount.id ?? mount.target] : [])),
    recipe: {
      facts,
      env,
      args: declaredArgs(session, step),
      sources: mounted.flatMap((one) => one.source ?? []),
    },
    run: () => run({ session, stage, step, mounted }),
    layOut: (together, locks) => layOut({ session, stage, step, mounted }, together, locks),
  };
}

/** Its own network, or that of the build. */
function networkOf({ input }: Session, { network }: RunStep): RunStep['network'] {
  return network === 'default' ? (input.network ?? network) : network;
}

function runFacts(session: Session, step: RunStep, mounted: readonly ReadyMount[]): Record<string, string> {
  const { args, cwd, user, security = '', scripts = [] } = step;
  const { extraHosts = [], limits = [] } = session.input;
  return {
    args: JSON.stringify(args),
    WORKDIR: cwd,
    USER: user,
    network: networkOf(session, step),
    security,
    ...(extraHosts.length > 0 ? { hosts: JSON.stringify(extraHosts) } : {}),
    ...(limits.length > 0 ? { limits: JSON.stringify(limits) } : {}),
    scripts: scripts.length ? digestOf(JSON.stringify(scripts)) : '',
    mounts: JSON.stringify(mounted.map((one) => one.facts)),
  };
}

/** Proxies reach a RUN without being part of its key (exec.go: `op.Meta.ProxyEnv = nil`). */
const PROXY = /^(https?|ftp|no|all)_proxy$/i;

function keyedEnv(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !PROXY.test(name)));
}

/** Proxies given as build arguments, under both spellings. Source: moby/buildkit executor/oci/spec.go proxyEnvList; recorded, img-args. */
function proxies({ input }: Session): Record<string, string> {
  const given = Object.entries(input.buildArgs ?? {}).filter(([name]) => PROXY.test(name));
  return Object.fromEntries(
    given.flatMap(([name, value]) => [
      [name.toUpperCase(), value],
      [name.toLowerCase(), value],
    ]),
  );
}

interface Running {
  readonly session: Session;
  readonly stage: Stage;
  readonly step: RunStep;
  readonly mounted: readonly ReadyMount[];
}

function run(running: Running): Outcome {
  const laid = layOut(running, new Map());
  if ('notSimulated' in laid) return laid;
  const { system, argv, options } = laid.program;
  return laid.conclude(running.session.world.shell.runProgram(system, argv, options));
}

/** Makes everything ready that the program of a RUN needs; an outcome when it cannot begin. */
function layOut(running: Running, together: OpenCaches, locks?: FileLocks): LaidOut | Outcome {
  const { session, stage, step, mounted } = running;
  const nothing: Outcome = { layer: undefined, log: [], ms: 0, notSimulated: [] };
  const failing = mounted.find((one) => one.error)?.error;
  if (failing) return { ...nothing, ...failing };
  const unknown = stage.unknown
    ? `image ${stage.plan.baseName}, which is not in the catalogue`
    : mounted.find((one) => one.unknown)?.unknown;
  if (unknown !== undefined)
    return { ...nothing, layer: overlay(stage.tree).commit(), notSimulated: [{ what: unknown }] };
  const who = login(stage.tree, step.user);
  if ('refused' in who) return { ...nothing, error: failure(step, who.refused) };
  const tree = overlay(stage.tree);
  const env = new Map(Object.entries({ ...proxies(session), ...step.env }));
  if (!env.has('HOME')) env.set('HOME', who.home);
  if (!env.has('PATH')) env.set('PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin');
  if (!tree.stat(step.cwd).ok) tree.mkdir(step.cwd, { parents: true });
  const paths = [...attachHosts(tree, session.input.extraHosts), ...attachScripts(tree, step)];
  const attached = mounted.map((one) => one.attach(tree, env, together));
  const use = cacheUse(step, tree);
  return {
    program: {
      system: systemOf(running, { tree: seen(running, tree, use), attached, locks: use?.locks(locks) ?? locks }),
      argv: step.args,
      options: { env, cwd: step.cwd, credentials: who.credentials },
    },
    delay: START_MS,
    pace: paceOf(stage),
    conclude: (outcome) => finish(running, { outcome, mounts: detach(tree, paths, attached), use, tree }),
  };
}

/** The tree as the program has it: watched, when somebody asked for that, or when it uses cache mounts. */
function seen({ session, stage, step }: Running, tree: WritableTree, use: CacheUse | undefined): WritableTree {
  const { watch } = session.input;
  const noted = use ? noting(tree, use.note) : tree;
  if (!watch) return noted;
  const steps = session.evaluation.steps.filter((one) => one.stage === stage.plan.index);
  return watch.step === `${stage.plan.index}:${steps.indexOf(step)}` ? watched(noted, watch.note) : noted;
}

function systemOf(
  { session, stage, step }: Running,
  given: { tree: WritableTree; attached: readonly Attached[]; locks: FileLocks | undefined },
): System {
  const { tree, attached, locks } = given;
  return {
    tree,
    os: stage.os,
    // whatever /etc/hostname of the image says. Source: moby/buildkit executor/oci/spec.go, defaultHostname; recorded
    hostname: 'buildkitsandbox',
    platform: stage.platform,
    packages: session.world.packages,
    network: networkOf(session, step) !== 'none',
    credentials: {
      sshAgent: attached.some((one) => one.sshAgent),
      privateRepositories: session.input.privateRepositories ?? [],
    },
    ...(locks ? { locks } : {}),
  };
}

function paceOf({ platform }: Stage): number {
  return platform === BUILD_PLATFORM ? 1 : EMULATED;
}

/** Heredocs that begin with `#!` lie in a folder of their own, which is seen though /dev is laid over what it stands in. */
function attachScripts(tree: WritableTree, step: RunStep): string[] {
  const scripts = step.scripts ?? [];
  const folders = [...new Set(scripts.map(({ path }) => dirname(path)))];
  for (const folder of folders) {
    const files = scripts.filter(({ path }) => dirname(path) === folder);
    const entries = files.map(
      ({ path, data }) => [`/${basename(path)}`, fileEntry({ content: data, mode: 0o755 })] as const,
    );
    tree.mount(folder, stack([layerOf(entries)]), { readonly: true });
  }
  return folders;
}

function detach(tree: WritableTree, paths: readonly string[], attached: readonly Attached[]): Map<string, Tree> {
  const mounts = new Map<string, Tree>();
  for (const one of attached.toReversed()) {
    if (one.at !== undefined) tree.unmount(one.at);
    const kept = one.keep?.();
    if (kept) mounts.set(...kept);
  }
  for (const path of paths.toReversed()) tree.unmount(path);
  return mounts;
}

function finish(
  running: Running,
  what: { outcome: RunOutcome; mounts: ReadonlyMap<string, Tree>; use: CacheUse | undefined; tree: WritableTree },
): Outcome {
  const { stage, step } = running;
  const { outcome, mounts, use } = what;
  const factor = paceOf(stage);
  const started = startLog(outcome);
  const log = [...outcome.log, ...started].map((chunk) => ({ ...chunk, at: START_MS + Math.round(chunk.at * factor) }));
  const shared = {
    log,
    ms: START_MS + Math.round(outcome.ms * factor),
    notSimulated: located(step, outcome),
    mounts,
    ...(use ? { wrote: use.wrote, touched: use.touched } : {}),
  };
  if (outcome.running)
    return {
      ...shared,
      layer: what.tree.commit(),
      notSimulated: [...shared.notSimulated, { what: 'a RUN that does not end' }],
    };
  const exit = outcome.startError === undefined ? outcome.exit : runcExit(outcome.startError);
  if (exit !== 0) return { ...shared, layer: undefined, exit, error: failure(step, `exit code: ${exit}`) };
  return { ...shared, layer: what.tree.commit() };
}

/** runc's own complaints end with 1 (transcripts img-fail-run, Dockerfile.exec), a failed exec with 255. */
function runcExit(startError: string): number {
  return startError.startsWith('exec: ') ? 1 : 255;
}

/** What runc prints about a program it could not start; the kernel's own complaint stands in the log already. */
function startLog({ startError, ms }: RunOutcome): OutputChunk[] {
  if (!startError?.startsWith('exec: ')) return [];
  return [{ fd: 2, text: `runc run failed: unable to start container process: ${startError}\n`, at: ms }];
}

function failure(step: RunStep, why: string): string {
  return `process ${JSON.stringify(step.args.join(' '))} did not complete successfully: ${why}`;
}

/** Spans of the command text become spans of the Dockerfile. */
function located(step: RunStep, outcome: RunOutcome): NotSimulated[] {
  return outcome.notSimulated.map(({ what, span }) => {
    const place = span ? commandSpan(step, span) : step.instruction?.node.span;
    return place ? { what, span: place } : { what };
  });
}
