import type { Errno, Result, WritableTree } from '../../files/index.ts';

/** System calls by which programs change files: the C library takes one of them, by architecture and age. Source: syscalls(2). */
const CALLS = {
  mkdir: ['mkdir', 'mkdirat'],
  chmod: ['chmod', 'fchmodat', 'fchmodat2'],
  chown: ['chown', 'fchownat', 'lchown'],
  symlink: ['symlink', 'symlinkat'],
  link: ['link', 'linkat'],
  rename: ['rename', 'renameat', 'renameat2'],
  unlink: ['unlink', 'unlinkat'],
  rmdir: ['rmdir', 'unlinkat'],
} as const;

/** Numbers of errno(3) that a profile may name and file operations can answer; every other is told as EPERM. */
const NUMBERS: Readonly<Record<number, Errno>> = { 2: 'ENOENT', 13: 'EACCES', 17: 'EEXIST', 22: 'EINVAL', 30: 'EROFS' };

/**
 * The files of a container as its programs reach them under a seccomp profile: what the profile refuses fails with its errno.
 * Opening and writing are not asked for: a profile that refuses them lets no program start.
 */
export function filteredTree(tree: WritableTree, refuses: (call: string) => Errno | number | undefined): WritableTree {
  const no = (what: keyof typeof CALLS): Extract<Result<never>, { ok: false }> | undefined => {
    const answer = CALLS[what].map((call) => refuses(call)).find((one) => one !== undefined);
    if (answer === undefined) return undefined;
    return { ok: false, errno: typeof answer === 'number' ? (NUMBERS[answer] ?? 'EPERM') : answer };
  };
  return {
    ...tree,
    mkdir: (path, how) => no('mkdir') ?? tree.mkdir(path, how),
    chmod: (path, mode) => no('chmod') ?? tree.chmod(path, mode),
    chown: (path, owner, how) => no('chown') ?? tree.chown(path, owner, how),
    symlink: (path, target, owner) => no('symlink') ?? tree.symlink(path, target, owner),
    link: (path, existing) => no('link') ?? tree.link(path, existing),
    rename: (from, to) => no('rename') ?? tree.rename(from, to),
    remove(path, how) {
      const found = tree.stat(path, { follow: false });
      return no(found.ok && found.value.kind === 'dir' ? 'rmdir' : 'unlink') ?? tree.remove(path, how);
    },
  };
}
