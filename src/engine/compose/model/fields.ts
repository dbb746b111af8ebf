/**
 * Fields of a project in the order in which they are printed, with what they hold. Source: compose-go types/*.go (struct order and
 * tags). Kinds: text, texts, bool, int, uint, float, cpus, bytes, duration, command, test, mapping, equals, labels, hosts, strings
 * (texts or numbers), options, any; `@name` a structure, `[]@name` a list and `{}@name` a mapping of them; `*` keeps a zero, `!` is
 * printed even when empty, `~` is printed by JSON even when empty.
 */
const TEXT: Readonly<Record<string, string>> = {
  service: `profiles texts, annotations mapping, attach bool*, build @build*, develop @develop*, blkio_config @blkio*, cap_add texts, cap_drop texts,
cgroup_parent text, cgroup text, cpu_count int, cpu_percent float, cpu_period int, cpu_quota int, cpu_rt_period int, cpu_rt_runtime int, cpus float, cpuset text,
cpu_shares int, command command~, configs []@mount, container_name text, credential_spec @credential*, depends_on {}@dependency, deploy @deploy*,
device_cgroup_rules texts, devices []@device, dns texts, dns_opt texts, dns_search texts, dockerfile text, domainname text, entrypoint command~,
environment equals, env_file []@envfile, expose strings, extends @extends*, external_links texts, extra_hosts hosts, group_add strings, gpus []@request,
hostname text, healthcheck @healthcheck*, image text, init bool*, ipc text, isolation text, labels labels, label_file texts, links texts, logging @logging*,
mem_limit bytes, mem_reservation bytes, memswap_limit bytes, mem_swappiness bytes, mac_address text, network_mode text, networks {}@attachment,
oom_kill_disable bool, oom_score_adj int, pid text, pids_limit int, platform text, ports []@port, privileged bool, pull_policy text, read_only bool,
restart text, runtime text, scale int*, secrets []@mount, security_opt texts, shm_size bytes, stdin_open bool, stop_grace_period duration*, stop_signal text,
storage_opt options, sysctls mapping, tmpfs texts, tty bool, ulimits {}@ulimit, user text, userns_mode text, uts text, volumes []@volume, volumes_from texts,
working_dir text, post_start []@hook, pre_stop []@hook`,
  build: `context text, dockerfile text, dockerfile_inline text, entitlements texts, args equals, ssh ssh, labels labels, cache_from texts, cache_to texts,
no_cache bool, additional_contexts mapping, pull bool, extra_hosts hosts, isolation text, network text, target text, secrets []@mount, shm_size bytes,
tags texts, ulimits {}@ulimit, platforms texts, privileged bool`,
  develop: 'watch []@watch',
  watch: 'path text!, action text!, target text, exec @hook~, ignore texts',
  hook: 'command command~, user text, privileged bool, working_dir text, environment equals',
  blkio: `weight int, weight_device []@weight, device_read_bps []@throttle, device_read_iops []@throttle, device_write_bps []@throttle,
device_write_iops []@throttle`,
  weight: 'path text!, weight int!',
  throttle: 'path text!, rate bytes!',
  credential: 'config text, file text, registry text',
  mount: 'source text, target text, uid text, gid text, mode int*',
  dependency: 'condition text, restart bool, required bool!',
  deploy: `mode text, replicas int*, labels labels, update_config @rollout*, rollback_config @rollout*, resources @resources~, restart_policy @policy*,
placement @placement~, endpoint_mode text`,
  rollout:
    'parallelism uint*, delay duration, failure_action text, monitor duration, max_failure_ratio float, order text',
  resources: 'limits @resource*, reservations @resource*',
  resource: 'cpus cpus, memory bytes, pids int, devices []@request, generic_resources []@generic',
  generic: 'discrete_resource_spec @discrete*',
  discrete: 'kind text!, value int!',
  policy: 'condition text, delay duration*, max_attempts uint*, window duration*',
  placement: 'constraints texts, preferences []@preference, max_replicas_per_node int',
  preference: 'spread text',
  device: 'source text, target text, permissions text',
  request: 'capabilities texts, driver text, count count, device_ids texts, options mapping',
  envfile: 'path text, required bool!, format text',
  extends: 'file text, service text',
  healthcheck: `test test, timeout duration*, interval duration*, retries uint*, start_period duration*, start_interval duration*, disable bool`,
  logging: 'driver text, options options',
  attachment: `priority int, gw_priority int, aliases texts, ipv4_address text, ipv6_address text, link_local_ips texts, mac_address text, driver_opts options`,
  port: 'name text, mode text, host_ip text, target int, published text, protocol text, app_protocol text',
  ulimit: 'single int, soft int, hard int',
  volume: `type text, source text, target text, read_only bool, consistency text, bind @bind*, volume @volumeoptions*, tmpfs @tmpfs*`,
  bind: 'selinux text, propagation text, create_host_path bool, recursive text',
  volumeoptions: 'nocopy bool, subpath text',
  tmpfs: 'size bytes, mode int',
  project:
    'name text, services {}@service!, networks {}@network, volumes {}@volumeconfig, secrets {}@secret, configs {}@config',
  network: `name text, driver text, driver_opts options, ipam @ipam~, external bool, internal bool, attachable bool, labels labels, enable_ipv4 bool*, enable_ipv6 bool*`,
  ipam: 'driver text, config []@pool',
  pool: 'subnet text, gateway text, ip_range text, aux_addresses mapping',
  volumeconfig: 'name text, driver text, driver_opts options, external bool, labels labels',
  secret: `name text, file text, environment text, external bool, labels labels, driver text, driver_opts options, template_driver text`,
  config: `name text, file text, environment text, content text, external bool, labels labels, driver text, driver_opts options, template_driver text`,
};

export interface Field {
  readonly name: string;
  /** `text`, `@build`, `[]@port`, … */
  readonly kind: string;
  /** Printed when it is zero but given. */
  readonly keepsZero: boolean;
  /** Printed in any case. */
  readonly always: boolean;
  /** Printed by JSON in any case. */
  readonly inJson: boolean;
}

const read = new Map<string, readonly Field[]>();

/** Fields of a structure, in order. */
export function fieldsOf(structure: string): readonly Field[] {
  const known = read.get(structure);
  if (known) return known;
  const fields = (TEXT[structure] ?? '').split(/,\s+/).map((line): Field => {
    const [, name = '', kind = '', mark = ''] = /^(\S+) ([^\s*!~]+)([*!~]?)$/.exec(line.trim()) ?? [];
    return { name, kind, keepsZero: mark === '*', always: mark === '!', inJson: mark === '~' };
  });
  read.set(structure, fields);
  return fields;
}
