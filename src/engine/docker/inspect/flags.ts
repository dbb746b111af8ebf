/** The flag that all `inspect` commands share, as their help prints it. */
export const FORMAT_FLAG = `
  -f, --format string   Format output using a custom template:
                        'json':             Print in JSON format
                        'TEMPLATE':         Print output using the given
                        Go template.
                        Refer to https://docs.docker.com/go/formatting/
                        for more information about formatting output with
                        templates
`;

/** The same where `-f` is the filter. */
export const LONG_FORMAT_FLAG = FORMAT_FLAG.replace('\n  -f, --format', '      --format');
