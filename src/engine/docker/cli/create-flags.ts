/** Flags of `docker run` and `docker create`, as `docker run --help` of 26.1 prints them. */
export const CREATE_FLAGS = `
  -d, --detach                           Run container in background and print container ID
  -e, --env list                         Set environment variables
  -i, --interactive                      Keep STDIN open even if not attached
      --name string                      Assign a name to the container
      --rm                               Automatically remove the container when it exits
  -t, --tty                              Allocate a pseudo-TTY
`;
