import { isBusybox, usage } from '../lib/flavor.ts';
import type { Command, Process } from '../../kernel/system.ts';
import type { Terminal } from '../../kernel/streams/terminal.ts';

const command: Command = {
  summary:
    'The terminal behind standard input: stty, -a, size, speed, rows, cols, echo, -echo, sane; modes that programs set (raw, -icanon …) are not simulated.',
  example: `
$ stty size < /dev/null
! stty: 'standard input': Inappropriate ioctl for device
`,
  run(process, args) {
    const { terminal } = process;
    if (!terminal) {
      const name = isBusybox(process) ? 'standard input' : "'standard input'";
      process.err(`stty: ${name}: Inappropriate ioctl for device\n`);
      return 1;
    }
    const all = args[0] === '-a' || args[0] === '--all';
    if (args.length === 0 || all) process.out(settings(process, terminal, all));
    for (let at = all ? 1 : 0; at < args.length; at++) {
      const arg = args[at] ?? '';
      if (/^(?:rows|cols|columns)$/.test(arg)) {
        const number = args[++at];
        if (number === undefined || !/^\d+$/.test(number)) return refuse(process, number ?? arg, number === undefined);
        if (arg === 'rows') terminal.resize(terminal.columns, Number(number));
        else terminal.resize(Number(number), terminal.rows);
      } else if (arg === 'size') process.out(`${terminal.rows} ${terminal.columns}\n`);
      else if (arg === 'speed') process.out('38400\n');
      else if (arg === 'echo' || arg === '-echo') terminal.echo = arg === 'echo';
      else if (arg === 'sane') terminal.echo = true;
      else if (arg === '-g' || arg === '-F' || MODES.test(arg)) process.notSimulated(`stty ${arg}`);
      else return refuse(process, arg, false);
    }
    return 0;
  },
};
export default command;

/** Names of settings that real terminals have. Source: stty --help of coreutils 9.7. */
const MODES =
  /^-?(?:raw|cooked|cbreak|icanon|isig|iexten|echoe|echok|echonl|echoctl|echoke|noflsh|tostop|ixon|ixoff|ixany|icrnl|inlcr|igncr|iutf8|brkint|imaxbel|opost|onlcr|ocrnl|ignbrk|parenb|cs8|crtscts|hupcl|litout|pass8|nl|ek|evenp|parity|min|time|intr|erase|kill|eof|eol|susp|quit|werase|start|stop|\d+)$/;

/** Messages recorded from coreutils 9.7 and BusyBox 1.37. */
function refuse(process: Process, arg: string, missing: boolean): number {
  if (isBusybox(process)) {
    process.err(`stty: invalid number '${arg}'\n`);
    return 1;
  }
  const number = missing || arg === '' || /^[a-z]$/.test(arg);
  process.err(
    `stty: ${missing ? 'missing argument to' : number ? 'invalid integer argument:' : 'invalid argument'} ‘${arg}’\n`,
  );
  return number && !missing ? 1 : usage(process);
}

/** Recorded at a pty. */
function settings(process: Process, { rows, columns, echo }: Terminal, all: boolean): string {
  const off = echo ? '' : '-echo\n';
  if (!all) return `speed 38400 baud; line = 0;\n${isBusybox(process) ? '' : '-brkint -imaxbel\n'}${off}`;
  const head = `speed 38400 baud; rows ${rows}; columns ${columns}; line = 0;\n`;
  return `${head}${(isBusybox(process) ? BUSYBOX : GNU).replace('iexten echo ', echo ? 'iexten echo ' : 'iexten -echo ')}`;
}

const GNU = `intr = ^C; quit = ^\\; erase = ^?; kill = ^U; eof = ^D; eol = <undef>;
eol2 = <undef>; swtch = <undef>; start = ^Q; stop = ^S; susp = ^Z; rprnt = ^R;
werase = ^W; lnext = ^V; discard = ^O; min = 1; time = 0;
-parenb -parodd -cmspar cs8 -hupcl -cstopb cread -clocal -crtscts
-ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr icrnl ixon -ixoff
-iuclc -ixany -imaxbel -iutf8
opost -olcuc -ocrnl onlcr -onocr -onlret -ofill -ofdel nl0 cr0 tab0 bs0 vt0 ff0
isig icanon iexten echo echoe echok -echonl -noflsh -xcase -tostop -echoprt
echoctl echoke -flusho -extproc
`;

const BUSYBOX = `intr = ^C; quit = ^\\; erase = ^?; kill = ^U; eof = ^D; eol = <undef>; eol2 = <undef>;
swtch = <undef>; start = ^Q; stop = ^S; susp = ^Z; rprnt = ^R; werase = ^W; lnext = ^V;
flush = ^O; min = 1; time = 0;
-parenb -parodd -cmspar cs8 -hupcl -cstopb cread -clocal -crtscts
-ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr icrnl ixon -ixoff -iuclc
-ixany -imaxbel -iutf8
opost -olcuc -ocrnl onlcr -onocr -onlret -ofill -ofdel nl0 cr0 tab0 bs0 vt0 ff0
isig icanon iexten echo echoe echok -echonl -noflsh -xcase -tostop -echoprt echoctl
echoke -flusho -extproc
`;
