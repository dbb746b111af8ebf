/**
 * Long options that BusyBox's applets know, of those that Drydock models; other applets know none. Source: each option given to
 * each applet of BusyBox 1.37.0 (default configuration).
 */
const KNOWN: Readonly<Record<string, string>> = {
  chgrp: 'changes no-dereference recursive verbose',
  chown: 'changes no-dereference recursive verbose',
  chpasswd: 'crypt-method encrypted',
  cmp: 'bytes quiet silent verbose',
  cp: 'archive dereference force interactive link no-clobber no-dereference no-target-directory parents recursive reflink remove-destination symbolic-link target-directory update verbose',
  date: 'date reference set utc',
  diff: 'brief ignore-all-space ignore-blank-lines ignore-case ignore-space-change label new-file recursive report-identical-files text unified',
  env: 'ignore-environment null unset',
  grep: 'color',
  gzip: 'best decompress fast force no-name quiet stdout test to-stdout uncompress verbose',
  gunzip: 'force no-name stdout test to-stdout',
  install: 'directory group mode owner preserve-timestamps strip target-directory verbose',
  ls: 'color full-time group-directories-first',
  mkdir: 'mode parents verbose',
  mktemp: 'directory dry-run quiet tmpdir',
  mv: 'force interactive no-clobber no-target-directory target-directory verbose',
  nl: 'body-numbering line-increment number-separator number-width starting-line-number',
  rmdir: 'ignore-fail-on-non-empty parents verbose',
  sed: 'expression file in-place quiet regexp-extended silent',
  tar: 'auto-compress bzip2 create dereference exclude exclude-from extract file files-from gzip list lzma no-recursion no-same-owner no-same-permissions numeric-owner overwrite same-permissions strip-components to-stdout touch verbose xz',
  touch: 'date no-create no-dereference reference',
  uname: 'all hardware-platform kernel-name kernel-release kernel-version machine nodename operating-system processor',
  xargs: 'no-run-if-empty',
};

const ALIKE: Readonly<Record<string, string>> = {
  arch: 'uname',
  egrep: 'grep',
  fgrep: 'grep',
  zcat: 'gunzip',
};

/** Those that have not been looked at: what GNU's commands know is taken for theirs. */
const UNKNOWN = new Set(
  'adduser addgroup deluser delgroup httpd passwd ping ping6 su telnet wget whoami logname realpath'.split(' '),
);

/** Whether the BusyBox applet `applet` knows the option `--name`. */
export function knowsLong(applet: string, name: string): boolean {
  if (UNKNOWN.has(applet)) return true;
  return (KNOWN[ALIKE[applet] ?? applet] ?? '').split(' ').includes(name);
}
