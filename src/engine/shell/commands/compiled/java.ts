import type { Command, Process } from '../../system.ts';

/**
 * java says its version and plays archives that the model of Maven made; other programs are not simulated. Options of the
 * virtual machine are passed over.
 */
const command: Command = {
  summary: 'java: -version, -jar of an archive that mvn made; other Java programs are not run.',
  example: `
$ java -jar missing.jar
! Error: Unable to access jarfile missing.jar
`,
  run(process, args) {
    const version = /\d[\d.]*/.exec(
      String(process.program?.facts?.['version'] ?? process.env.get('JAVA_VERSION') ?? '21'),
    )?.[0];
    if (/^--?version$/.test(args[0] ?? '')) {
      const text = `openjdk ${args[0] === '--version' ? '' : 'version "'}${version}${args[0] === '--version' ? '' : '"'}\n`;
      if (args[0] === '--version') process.out(text);
      else process.err(text);
      return 0;
    }
    const at = args.indexOf('-jar');
    const name = args[at + 1];
    if (at === -1 || name === undefined) {
      process.notSimulated(`Java program ${args.join(' ')}`.trimEnd());
      return 0;
    }
    return play(process, name);
  },
};
export default command;

function play(process: Process, name: string): number {
  const found = process.files.stat(process.path(name));
  const entry = found.ok ? found.value : undefined;
  if (!entry || entry.kind === 'dir') {
    process.err(`Error: Unable to access jarfile ${name}\n`);
    return 1;
  }
  if (entry.program?.model !== 'java-archive') {
    process.notSimulated(`Java program ${name}`);
    return 0;
  }
  const facts = entry.program.facts ?? {};
  if (facts['serves']) {
    const set = Number(process.env.get('SERVER_PORT'));
    return process.keepRunning({ listens: [set > 0 ? set : Number(facts['listens'])] });
  }
  if (typeof facts['prints'] === 'string') process.out(facts['prints']);
  else process.notSimulated(`Java program ${name}`);
  return 0;
}
