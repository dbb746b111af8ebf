/** Labels by which compose knows what is its own. Source: compose pkg/api/labels.go. */
export const LABEL = {
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  hash: 'com.docker.compose.config-hash',
  number: 'com.docker.compose.container-number',
  oneOff: 'com.docker.compose.oneoff',
  slug: 'com.docker.compose.slug',
  image: 'com.docker.compose.image',
  files: 'com.docker.compose.project.config_files',
  folder: 'com.docker.compose.project.working_dir',
  dependencies: 'com.docker.compose.depends_on',
  version: 'com.docker.compose.version',
  network: 'com.docker.compose.network',
  volume: 'com.docker.compose.volume',
  replaces: 'com.docker.compose.replace',
} as const;
