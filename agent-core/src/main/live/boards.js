// What is drawn of each kind of target, as tables: a chart is a list of lines, a line is a metric and how to take it.
//   of     name of the metric, or a function of the snapshot that gives a Map of label to value
//   rate   per second, from two pages
//   by     label whose values make lines of their own; without it the metric is one line, called `as`
//   where  takes a sample's labels and says whether it counts
//   times  number, or function of the snapshot, to multiply by
//   top    most lines of this metric, the largest ones

const physical = (labels) => labels.device !== 'lo' && !/^(veth|br-|docker|cni|flannel|cali|virbr|ifb|dummy|tunl|sit|ip6tnl)/.test(labels.device);
const disk = (labels) => !/^(loop|ram|zram|dm-|md|sr|fd)/.test(labels.device);

const host = [
  {
    title: 'CPU by mode', unit: 'percent', stacked: true, max: 100,
    lines: [{of: 'node_cpu_seconds_total', rate: true, by: 'mode', where: (l) => l.mode !== 'idle', times: (s) => 100 / s.total('node_cpu_seconds_total')}],
  },
  {
    title: 'Memory', unit: 'bytes', stacked: true, max: (s) => s.value('node_memory_MemTotal_bytes'),
    lines: [
      {as: 'used', of: (s) => s.single('used', s.value('node_memory_MemTotal_bytes') - s.value('node_memory_MemAvailable_bytes'))},
      {as: 'reclaimable', of: (s) => s.single('reclaimable', s.value('node_memory_MemAvailable_bytes') - s.value('node_memory_MemFree_bytes'))},
    ],
  },
  {
    title: 'Load', unit: 'count',
    lines: [{of: 'node_load1', as: '1 min'}, {of: 'node_load5', as: '5 min'}, {of: 'node_load15', as: '15 min'}],
  },
  {
    title: 'Network', unit: 'bytes/s',
    lines: [
      {of: 'node_network_receive_bytes_total', rate: true, by: 'device', where: physical, suffix: ' in', top: 4},
      {of: 'node_network_transmit_bytes_total', rate: true, by: 'device', where: physical, suffix: ' out', top: 4},
    ],
  },
  {
    title: 'Disk traffic', unit: 'bytes/s',
    lines: [
      {of: 'node_disk_read_bytes_total', rate: true, by: 'device', where: disk, suffix: ' read', top: 4},
      {of: 'node_disk_written_bytes_total', rate: true, by: 'device', where: disk, suffix: ' written', top: 4},
    ],
  },
  {
    title: 'Disk busy', unit: 'percent', max: 100,
    lines: [{of: 'node_disk_io_time_seconds_total', rate: true, by: 'device', where: disk, times: 100, top: 6}],
  },
  {
    title: 'Pressure: some task waited', unit: 'percent', max: 100,
    lines: [
      {of: 'node_pressure_cpu_waiting_seconds_total', rate: true, times: 100, as: 'for CPU'},
      {of: 'node_pressure_memory_waiting_seconds_total', rate: true, times: 100, as: 'for memory'},
      {of: 'node_pressure_io_waiting_seconds_total', rate: true, times: 100, as: 'for disks'},
    ],
  },
  {
    title: 'Swap traffic', unit: 'pages/s', whenMoving: true,
    lines: [{of: 'node_vmstat_pswpin', rate: true, as: 'in'}, {of: 'node_vmstat_pswpout', rate: true, as: 'out'}],
  },
  {
    title: 'Context switches and interrupts', unit: 'per second',
    lines: [{of: 'node_context_switches_total', rate: true, as: 'switches'}, {of: 'node_intr_total', rate: true, as: 'interrupts'}],
  },
];

const jvm = [
  {
    title: 'Heap', unit: 'bytes',
    lines: [
      {of: 'jvm_memory_used_bytes', where: (l) => l.area === 'heap', as: 'used'},
      {of: 'jvm_memory_committed_bytes', where: (l) => l.area === 'heap', as: 'committed'},
      {of: 'jvm_memory_max_bytes', where: (l) => l.area === 'heap', as: 'maximum', positive: true},
    ],
  },
  {title: 'Memory pools', unit: 'bytes', stacked: true, lines: [{of: 'jvm_memory_pool_used_bytes', by: 'pool', top: 8}]},
  {title: 'CPU', unit: 'cores', lines: [{of: 'process_cpu_seconds_total', rate: true, as: 'used'}]},
  {title: 'Time in garbage collection', unit: 'percent', lines: [{of: 'jvm_gc_collection_seconds_sum', rate: true, by: 'gc', times: 100}]},
  {title: 'Collections', unit: 'per second', lines: [{of: 'jvm_gc_collection_seconds_count', rate: true, by: 'gc'}]},
  {
    title: 'Threads', unit: 'count',
    lines: [{of: 'jvm_threads_current', as: 'all'}, {of: 'jvm_threads_daemon', as: 'daemons'}, {of: 'jvm_threads_deadlocked', as: 'deadlocked'}],
  },
  {title: 'Threads by state', unit: 'count', stacked: true, lines: [{of: 'jvm_threads_state', by: 'state', top: 8}]},
  {title: 'Classes', unit: 'count', lines: [{of: 'jvm_classes_currently_loaded', as: 'loaded'}]},
  {title: 'File descriptors', unit: 'count', lines: [{of: 'process_open_fds', as: 'open'}]},
];

const mysql = [
  {
    title: 'Queries', unit: 'per second',
    lines: [
      {of: 'mysql_global_status_queries', rate: true, as: 'queries'},
      {of: 'mysql_global_status_slow_queries', rate: true, as: 'slow'},
    ],
  },
  {title: 'Commands', unit: 'per second', stacked: true, lines: [{of: 'mysql_global_status_commands_total', rate: true, by: 'command', top: 7}]},
  {
    title: 'Connections', unit: 'count',
    lines: [
      {of: 'mysql_global_status_threads_connected', as: 'open'},
      {of: 'mysql_global_status_threads_running', as: 'at work'},
      {of: 'mysql_global_status_max_used_connections', as: 'most so far'},
    ],
  },
  {title: 'Buffer pool pages', unit: 'count', stacked: true, lines: [{of: 'mysql_global_status_buffer_pool_pages', by: 'state', top: 6}]},
  {
    title: 'Buffer pool hits', unit: 'percent', max: 100,
    lines: [{as: 'hits', of: (s) => s.single('hits', s.share('mysql_global_status_innodb_buffer_pool_read_requests', 'mysql_global_status_innodb_buffer_pool_reads'))}],
  },
  {title: 'Rows handled', unit: 'per second', lines: [{of: 'mysql_global_status_handlers_total', rate: true, by: 'handler', top: 6}]},
  {title: 'Rows of InnoDB', unit: 'per second', lines: [{of: 'mysql_global_status_innodb_row_ops_total', rate: true, by: 'operation'}]},
  {
    title: 'Network', unit: 'bytes/s',
    lines: [{of: 'mysql_global_status_bytes_received', rate: true, as: 'in'}, {of: 'mysql_global_status_bytes_sent', rate: true, as: 'out'}],
  },
  {title: 'Replication lag', unit: 'seconds', lines: [{of: 'mysql_slave_status_seconds_behind_master', by: 'channel_name', as: 'lag'}]},
];

const redis = [
  {title: 'Commands', unit: 'per second', lines: [{of: 'redis_commands_processed_total', rate: true, as: 'all'}, {of: 'redis_commands_total', rate: true, by: 'cmd', top: 6}]},
  {
    title: 'Memory', unit: 'bytes',
    lines: [
      {of: 'redis_memory_used_bytes', as: 'used'},
      {of: 'redis_memory_used_rss_bytes', as: 'resident'},
      {of: 'redis_memory_max_bytes', as: 'maximum', positive: true},
    ],
  },
  {title: 'Clients', unit: 'count', lines: [{of: 'redis_connected_clients', as: 'connected'}, {of: 'redis_blocked_clients', as: 'blocked'}]},
  {
    title: 'Hit ratio', unit: 'percent', max: 100,
    lines: [{as: 'hits', of: (s) => s.single('hits', s.part('redis_keyspace_hits_total', 'redis_keyspace_misses_total'))}],
  },
  {title: 'Keys', unit: 'count', stacked: true, lines: [{of: 'redis_db_keys', by: 'db', top: 8, positive: true}]},
  {
    title: 'Network', unit: 'bytes/s',
    lines: [{of: 'redis_net_input_bytes_total', rate: true, as: 'in'}, {of: 'redis_net_output_bytes_total', rate: true, as: 'out'}],
  },
  {
    title: 'Keys gone', unit: 'per second',
    lines: [{of: 'redis_expired_keys_total', rate: true, as: 'expired'}, {of: 'redis_evicted_keys_total', rate: true, as: 'evicted'}],
  },
  {title: 'Replication offset behind', unit: 'bytes', lines: [{of: 'redis_connected_slave_lag_seconds', by: 'slave_ip', as: 'lag'}]},
];

/** What a page is about, by what only such a page has. */
export function boardOf(snapshot) {
  if (snapshot.has('mysql_up')) {
    return mysql;
  }
  if (snapshot.has('redis_up') || snapshot.has('redis_exporter_build_info')) {
    return redis;
  }
  return snapshot.has('node_exporter_build_info') ? host : jvm;
}

const info = (s, name, label) => {
  const sample = s.first(name);
  return sample === undefined ? undefined : sample.labels[label];
};
const since = (s, seconds) => (Number.isFinite(seconds) && seconds > 0 ? {duration: s.time / 1000 - seconds} : undefined);
const up = (s, name) => (s.has(name) ? (s.value(name) === 1 ? 'yes' : 'NO') : undefined);

/** Facts about the target: what to call it, and how to read it off a page; absent ones are left out. */
export const FACTS = [
  ['host', (s) => info(s, 'node_uname_info', 'nodename')],
  ['system', (s) => info(s, 'node_os_info', 'pretty_name')],
  ['kernel', (s) => (s.has('node_uname_info') ? info(s, 'node_uname_info', 'release') + ' ' + info(s, 'node_uname_info', 'machine') : undefined)],
  ['CPUs', (s) => s.count('node_cpu_seconds_total', 'cpu') || undefined],
  ['memory', (s) => (s.has('node_memory_MemTotal_bytes') ? {bytes: s.value('node_memory_MemTotal_bytes')} : undefined)],
  ['up for', (s) => since(s, s.value('node_boot_time_seconds'))],
  ['MySQL answers', (s) => up(s, 'mysql_up')],
  ['server', (s) => info(s, 'mysql_version_info', 'version')],
  ['up for', (s) => (s.has('mysql_global_status_uptime') ? {duration: s.value('mysql_global_status_uptime')} : undefined)],
  ['connections allowed', (s) => (s.has('mysql_global_variables_max_connections') ? s.value('mysql_global_variables_max_connections') : undefined)],
  ['Redis answers', (s) => up(s, 'redis_up')],
  ['server', (s) => info(s, 'redis_instance_info', 'redis_version')],
  ['role', (s) => info(s, 'redis_instance_info', 'role')],
  ['up for', (s) => (s.has('redis_uptime_in_seconds') ? {duration: s.value('redis_uptime_in_seconds')} : undefined)],
  ['Java', (s) => (s.has('node_exporter_build_info') || s.has('mysql_up') || s.has('redis_up') ? undefined : info(s, 'jvm_info', 'version') || info(s, 'jvm_runtime_info', 'version'))],
  ['up for', (s) => (boardOf(s) === jvm ? since(s, s.value('process_start_time_seconds')) : undefined)],
];

/** How full the filesystems are. */
export function filesystems(s) {
  const free = new Map();
  for (const sample of s.samples('node_filesystem_avail_bytes')) {
    free.set(sample.labels.mountpoint, sample.value);
  }
  return s.samples('node_filesystem_size_bytes')
      .filter((sample) => sample.value > 0 && free.has(sample.labels.mountpoint))
      .map((sample) => ({
        name: sample.labels.mountpoint,
        type: sample.labels.fstype,
        size: sample.value,
        used: sample.value - free.get(sample.labels.mountpoint),
      }))
      .sort((a, b) => b.used / b.size - a.used / a.size);
}
