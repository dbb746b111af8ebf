import type { Errno } from '../files/tree.ts';

/** Texts of errors as glibc and musl print them; musl differs in a few (`ENOTEMPTY`, `ELOOP` agree). */
const TEXTS: Readonly<Record<Errno | 'EBADF' | 'EPIPE' | 'ESRCH', string>> = {
  EBADF: 'Bad file descriptor',
  EPIPE: 'Broken pipe',
  ESRCH: 'No such process',
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  EEXIST: 'File exists',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  ENOTEMPTY: 'Directory not empty',
  EROFS: 'Read-only file system',
  EPERM: 'Operation not permitted',
  ELOOP: 'Too many levels of symbolic links',
  ENOSPC: 'No space left on device',
  EINVAL: 'Invalid argument',
  EXDEV: 'Invalid cross-device link',
  EBUSY: 'Device or resource busy',
  ENAMETOOLONG: 'File name too long',
};

/** The C library's text of an error: `No such file or directory`. */
export function errorText(errno: keyof typeof TEXTS): string {
  return TEXTS[errno];
}
