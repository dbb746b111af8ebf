import type { Command } from '../../kernel/system.ts';

/** What the image hello-world prints. Source: github.com/docker-library/hello-world, hello.c and its greetings. */
const TEXT = (architecture: string): string => `
Hello from Docker!
This message shows that your installation appears to be working correctly.

To generate this message, Docker took the following steps:
 1. The Docker client contacted the Docker daemon.
 2. The Docker daemon pulled the "hello-world" image from the Docker Hub.
    (${architecture})
 3. The Docker daemon created a new container from that image which runs the
    executable that produces the output you are currently reading.
 4. The Docker daemon streamed that output to the Docker client, which sent it
    to your terminal.

To try something more ambitious, you can run an Ubuntu container with:
 $ docker run -it ubuntu bash

Share images, automate workflows, and more with a free Docker ID:
 https://hub.docker.com/

For more examples and ideas, visit:
 https://docs.docker.com/get-started/

`;

const command: Command = {
  summary: 'The one program of the image hello-world: it says that Docker works.',
  example: `
$ hello-world | head -n 2 | tail -n 1
Hello from Docker!
`,
  run(process) {
    const [, architecture = 'amd64', variant] = process.system.platform.split('/');
    process.out(
      TEXT(
        `${architecture === 'arm' ? 'arm32' : architecture === '386' ? 'i386' : architecture}${variant ?? (architecture === 'arm64' ? 'v8' : '')}`,
      ),
    );
    return 0;
  },
};
export default command;
