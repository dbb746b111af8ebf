import type { DockerCommand } from '../../cli/command.ts';
import build from '../image/build.ts';

const command: DockerCommand = { ...build, top: [] };
export default command;
