import type { Process } from '../../kernel/system.ts';
import type { Arguments } from './arguments.ts';
import type { Requirement } from './requirements.ts';

/** Texts of this file: pip src/pip/_internal/exceptions.py and resolution/resolvelib/factory.py; addresses of files are left out. */
const MISSING =
  'Hashes are required in --require-hashes mode, but they are missing from some requirements. Here is a list of those requirements along with the hashes their downloaded archives actually had. Add lines like these to your requirements files to prevent tampering. (If you did not enable --require-hashes manually, note that it turns on automatically when any package has a hash.)';
const UNPINNED = 'In --require-hashes mode, all requirements must have their versions pinned with ==. These do not:';
const EDITABLE =
  'The editable requirement %s cannot be installed when requiring hashes, because there is no single file to hash.';

/**
 * With a hash beside one requirement, or `--require-hashes`, every one needs a version and a hash, what comes along too. The
 * hashes themselves are taken as right. Answers an exit code when that is not so.
 */
export function hashProblem(process: Process, { requirements, requireHashes, noDeps }: Arguments): number | undefined {
  if (!requireHashes && !requirements.some(({ hashed }) => hashed)) return undefined;
  const names = new Set(requirements.map(({ name }) => name));
  const editable = requirements.find((each) => each.editable);
  if (editable) return fail(process, EDITABLE.replace('%s', editable.typed), []);
  const along = noDeps
    ? []
    : requirements
        .flatMap(({ name }) => process.system.packages.find('pip', '', name)?.names ?? [])
        .filter((name) => !names.has(name));
  const unpinned = requirements.filter(({ version, hashed }) => version === undefined && !hashed).map(labelOf);
  if (unpinned.length || along.length) return fail(process, UNPINNED, [...unpinned, ...new Set(along)]);
  const bare = requirements.filter(({ hashed }) => !hashed).map(({ typed }) => typed);
  return bare.length ? fail(process, MISSING, bare) : undefined;
}

function fail(process: Process, head: string, names: readonly string[]): number {
  process.err(`ERROR: ${head}\n${names.map((name) => `    ${name}\n`).join('')}`);
  return 1;
}

function labelOf({ typed, from }: Requirement): string {
  return from === undefined ? typed : `${typed} (from ${from})`;
}

/** Requirements with the versions that constraints fix; an exit code when the two disagree. */
export function constrained(
  process: Process,
  { requirements, constraints }: Arguments,
): readonly Requirement[] | number {
  const fixed = new Map(constraints.flatMap(({ name, version }) => (version === undefined ? [] : [[name, version]])));
  for (const { name, version, typed } of requirements) {
    const other = fixed.get(name);
    if (version === undefined || other === undefined || version === other) continue;
    process.err(
      `ERROR: Cannot install ${typed} because these package versions have conflicting dependencies.\n\nThe conflict is caused by:\n    The user requested ${typed}\n    The user requested (constraint) ${name}==${other}\n\nERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts\n`,
    );
    return 1;
  }
  return requirements.map((each) => {
    const version = each.version ?? fixed.get(each.name);
    return version === undefined ? each : { ...each, version };
  });
}
