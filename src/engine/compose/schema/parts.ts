import {
  closed,
  flag,
  keys,
  list,
  named,
  number,
  of,
  oneOf,
  orNull,
  table,
  text,
  texts,
  textOrSet,
  textSet,
  whole,
  words,
  type Schema,
} from './notation.ts';

/** Parts of services that have a form of their own. Source: the schema inside docker-compose 2.26.1 (compose-spec, definitions). */

export const listOrDict = oneOf(table(of('string', 'number', 'boolean', 'null')), textSet);
export const options = { types: ['object'], patterns: [[/^.+$/, of('string', 'number')]] } as const satisfies Schema;
export const command = oneOf(of('null'), text, texts);
export const extraHosts = oneOf(table(oneOf(text, texts)), textSet);

export const ulimits: Schema = {
  types: ['object'],
  patterns: [[/^[a-z]+$/, oneOf(whole, keys({ hard: whole, soft: whole }, ['soft', 'hard']))]],
};

export const fileMounts = list(oneOf(text, keys({ source: text, target: text, uid: text, gid: text, mode: number })));

const deviceRequest = {
  capabilities: textSet,
  count: of('string', 'integer'),
  device_ids: textSet,
  driver: text,
  options: listOrDict,
};

export const gpus = oneOf(words('all'), list({ types: ['object'], properties: deviceRequest }));

export const build = oneOf(
  text,
  keys({
    context: text,
    dockerfile: text,
    dockerfile_inline: text,
    entitlements: texts,
    args: listOrDict,
    ssh: listOrDict,
    labels: listOrDict,
    cache_from: texts,
    cache_to: texts,
    no_cache: flag,
    additional_contexts: listOrDict,
    network: text,
    pull: flag,
    target: text,
    shm_size: whole,
    extra_hosts: extraHosts,
    isolation: text,
    privileged: flag,
    secrets: fileMounts,
    tags: texts,
    ulimits,
    platforms: texts,
  }),
);

const throttles = list(closed({ path: text, rate: whole }));

export const blkio = closed({
  device_read_bps: throttles,
  device_read_iops: throttles,
  device_write_bps: throttles,
  device_write_iops: throttles,
  weight: whole,
  weight_device: list(closed({ path: text, weight: whole })),
});

export const dependsOn = oneOf(
  textSet,
  named(
    keys(
      {
        restart: flag,
        required: of('boolean'),
        condition: words('service_started service_healthy service_completed_successfully'),
      },
      ['condition'],
    ),
  ),
);

export const envFile = oneOf(text, list(oneOf(text, closed({ path: text, format: text, required: flag }, ['path']))));

export const healthcheck = keys({
  disable: flag,
  interval: text,
  retries: number,
  test: oneOf(text, texts),
  timeout: text,
  start_period: text,
  start_interval: text,
});

export const serviceNetworks = oneOf(
  textSet,
  named(
    oneOf(
      keys({
        aliases: textSet,
        ipv4_address: text,
        ipv6_address: text,
        link_local_ips: textSet,
        mac_address: text,
        driver_opts: options,
        priority: of('number'),
        gw_priority: of('number'),
      }),
      of('null'),
    ),
  ),
);

export const ports = list(
  oneOf(
    of('number'),
    text,
    keys({
      name: text,
      mode: text,
      host_ip: text,
      target: whole,
      published: of('string', 'integer'),
      protocol: text,
      app_protocol: text,
    }),
  ),
  true,
);

export const volumes = list(
  oneOf(
    text,
    keys(
      {
        type: text,
        source: text,
        target: text,
        read_only: flag,
        consistency: text,
        bind: keys({
          propagation: text,
          create_host_path: flag,
          recursive: words('enabled disabled writable readonly'),
          selinux: words('z Z'),
        }),
        volume: keys({ nocopy: flag, subpath: text }),
        tmpfs: keys({ size: oneOf({ types: ['integer'], least: 0 }, text), mode: number }),
      },
      ['type'],
    ),
  ),
  true,
);

export const hook = keys({ command, user: text, privileged: flag, working_dir: text, environment: listOrDict });

export const develop = orNull(
  keys({
    watch: list(
      keys(
        {
          ignore: texts,
          path: text,
          action: words('rebuild sync restart sync+restart sync+exec'),
          target: text,
          exec: hook,
        },
        ['path', 'action'],
      ),
    ),
  }),
);

const rollout = keys({
  parallelism: whole,
  delay: text,
  failure_action: text,
  monitor: text,
  max_failure_ratio: number,
  order: words('start-first stop-first'),
});

export const deploy = orNull(
  keys({
    mode: text,
    endpoint_mode: text,
    replicas: whole,
    labels: listOrDict,
    rollback_config: rollout,
    update_config: rollout,
    resources: keys({
      limits: keys({ cpus: number, memory: text, pids: whole }),
      reservations: keys({
        cpus: number,
        memory: text,
        generic_resources: list(keys({ discrete_resource_spec: keys({ kind: text, value: number }) })),
        devices: list(keys(deviceRequest, ['capabilities'])),
      }),
    }),
    restart_policy: keys({ condition: text, delay: text, max_attempts: whole, window: text }),
    placement: keys({
      constraints: texts,
      preferences: list(keys({ spread: text })),
      max_replicas_per_node: whole,
    }),
  }),
);

export const logging = keys({
  driver: text,
  options: { types: ['object'], patterns: [[/^.+$/, of('string', 'number', 'null')]] },
});

export const devices = list(oneOf(text, keys({ source: text, target: text, permissions: text }, ['source'])));

export const external = {
  types: ['boolean', 'string', 'object'],
  properties: { name: text },
  others: false,
  patterns: [[/^x-/, {}]],
} as const satisfies Schema;

export const labelFile = oneOf(text, texts);
export const include = list(oneOf(text, closed({ path: textOrSet, env_file: textOrSet, project_directory: text })));
