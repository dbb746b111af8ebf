import { refused, type Result } from '../daemon/daemon.ts';
import type { HostConfig } from '../model.ts';

/** `on-failure:3`; whether there is such a policy is asked by the daemon. Source: docker/cli opts/parse.go ParseRestartPolicy. */
export function readRestart(text: string): Result<HostConfig['RestartPolicy']> {
  if (text === '') return { ok: true, value: { Name: 'no', MaximumRetryCount: 0 } };
  const [name = '', count = ''] = text.split(/:(.*)/s);
  if (name === '' && text.includes(':'))
    return refused('invalid restart policy format: no policy provided before colon');
  if (count !== '' && !/^[-+]?\d+$/.test(count))
    return refused('invalid restart policy format: maximum retry count must be an integer');
  return {
    ok: true,
    value: { Name: name as HostConfig['RestartPolicy']['Name'], MaximumRetryCount: Number(count === '' ? 0 : count) },
  };
}
