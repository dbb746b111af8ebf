import { errorText } from '../../errno.ts';
import { readOptions } from '../../options.ts';
import { isBusybox } from '../../flavor.ts';
import type { Command } from '../../system.ts';

const command: Command = {
  summary: 'Shows the file system of a container: one overlay. Its size is not modelled and shows as 0.',
  gnu: {
    df: 'aBhHiklPtTxv all block-size human-readable si inodes local no-sync output portability sync total type print-type exclude-type',
  },
  example: `
$ df -P / | head -n 1
Filesystem     1024-blocks  Used Available Capacity Mounted on
$ df /none
! df: /none: No such file or directory
`,
  run(process, args) {
    const options = readOptions(process, args, {
      flags: 'hkmPTiaHl',
      values: 'txB',
      busybox: 'Pkmhait:T',
      long: {
        '--human-readable': 'h',
        '--portability': 'P',
        '--print-type': 'T',
        '--inodes': 'i',
        '--block-size=': 'B',
        '--output[=': 'output',
        '--total': 'total',
        '--local': 'l',
      },
    });
    if (options.refused !== undefined) return options.refused;
    let status = 0;
    let shows = options.rest.length === 0;
    for (const name of options.rest) {
      const entry = process.files.stat(process.path(name));
      if (entry.ok) shows = true;
      else {
        process.complain(isBusybox(process) ? `${name}: can't find mount point` : `${name}: ${errorText(entry.errno)}`);
        status = 1;
      }
    }
    if (!shows) return status;
    process.notSimulated('sizes of file systems (df)');
    const has = (name: string): boolean => options.has(name);
    process.out(isBusybox(process) ? busyboxTable(has) : gnuTable(has));
    return status;
  },
};
export default command;

function gnuTable(has: (name: string) => boolean): string {
  const type = has('T') ? ' Type   ' : '';
  if (has('i'))
    return `Filesystem    ${type}Inodes IUsed IFree IUse% Mounted on\noverlay       ${has('T') ? ' overlay' : ''}     0     0     0     - /\n`;
  const size = has('h') || has('H') ? 'Size' : has('P') ? '1024-blocks' : has('m') ? '1M-blocks' : '1K-blocks';
  const share = has('P') ? 'Capacity' : 'Use%';
  const left = has('h') || has('H') ? 'Avail' : 'Available';
  const width = Math.max(5, left.length);
  const head = `Filesystem    ${type} ${size}  Used ${left} ${share} Mounted on\n`;
  return `${head}overlay       ${has('T') ? ' overlay' : ''} ${'0'.padStart(size.length)} ${'0'.padStart(5)} ${'0'.padStart(width)} ${'-'.padStart(share.length)} /\n`;
}

function busyboxTable(has: (name: string) => boolean): string {
  const size = has('h') ? '     Size' : has('P') ? '1024-blocks' : '1K-blocks';
  const head = has('P')
    ? `Filesystem           ${size}    Used Available Capacity Mounted on\n`
    : `Filesystem           ${has('h') ? '     Size' : '1K-blocks'}      Used Available Use% Mounted on\n`;
  return `${head}overlay                      0         0         0   0% /\n`;
}
