import type { Finding } from './finding.ts';

/**
 * Findings of packages of languages, as the GitHub Advisory Database publishes them (read 2026-11). A small part of what a
 * real database has.
 */
export const NPM: readonly Finding[] = [
  {
    id: 'CVE-2021-23337',
    library: 'lodash',
    severity: 'HIGH',
    fixed: '4.17.21',
    title: 'nodejs-lodash: command injection via template',
  },
  {
    id: 'CVE-2021-44906',
    library: 'minimist',
    severity: 'CRITICAL',
    fixed: '1.2.6',
    title: 'minimist: prototype pollution',
  },
  {
    id: 'CVE-2024-29041',
    library: 'express',
    severity: 'MEDIUM',
    fixed: '4.19.2',
    title: 'express: cause malformed URLs to be evaluated',
  },
  {
    id: 'CVE-2024-43796',
    library: 'express',
    severity: 'LOW',
    fixed: '4.20.0',
    title: 'express: improper input handling in Express redirects',
  },
  {
    id: 'CVE-2024-45590',
    library: 'body-parser',
    severity: 'HIGH',
    fixed: '1.20.3',
    title: 'body-parser: denial of service vulnerability in body-parser',
  },
  {
    id: 'CVE-2022-24999',
    library: 'qs',
    severity: 'HIGH',
    fixed: '6.10.3',
    title: 'express: "qs" prototype poisoning causes the hang of the node process',
  },
  {
    id: 'CVE-2024-37890',
    library: 'ws',
    severity: 'HIGH',
    fixed: '8.17.1',
    title: 'nodejs-ws: denial of service when handling a request with many HTTP headers',
  },
  {
    id: 'CVE-2022-25883',
    library: 'semver',
    severity: 'HIGH',
    fixed: '7.5.2',
    title: 'nodejs-semver: regular expression denial of service',
  },
  {
    id: 'CVE-2022-0235',
    library: 'node-fetch',
    severity: 'HIGH',
    fixed: '2.6.7',
    title: 'node-fetch: exposure of sensitive information to an unauthorized actor',
  },
  {
    id: 'CVE-2023-45857',
    library: 'axios',
    severity: 'MEDIUM',
    fixed: '1.6.0',
    title: 'axios: exposure of confidential data stored in cookies',
  },
  {
    id: 'CVE-2024-21538',
    library: 'cross-spawn',
    severity: 'HIGH',
    fixed: '7.0.5',
    title: 'cross-spawn: regular expression denial of service',
  },
  {
    id: 'CVE-2022-46175',
    library: 'json5',
    severity: 'HIGH',
    fixed: '2.2.2',
    title: 'json5: prototype pollution in JSON5 via parse method',
  },
];

export const PYTHON: readonly Finding[] = [
  {
    id: 'CVE-2023-32681',
    library: 'requests',
    severity: 'MEDIUM',
    fixed: '2.31.0',
    title: 'python-requests: unintended leak of Proxy-Authorization header',
  },
  {
    id: 'CVE-2024-35195',
    library: 'requests',
    severity: 'MEDIUM',
    fixed: '2.32.0',
    title: 'requests: subsequent requests to the same host ignore cert verification',
  },
  {
    id: 'CVE-2023-30861',
    library: 'flask',
    severity: 'HIGH',
    fixed: '2.3.2',
    title: 'flask: possible disclosure of permanent session cookie due to missing Vary: Cookie header',
  },
  {
    id: 'CVE-2023-25577',
    library: 'werkzeug',
    severity: 'HIGH',
    fixed: '2.2.3',
    title: 'python-werkzeug: high resource usage when parsing multipart form data with many fields',
  },
  {
    id: 'CVE-2024-22195',
    library: 'jinja2',
    severity: 'MEDIUM',
    fixed: '3.1.3',
    title: 'jinja2: HTML attribute injection when passing user input as keys to xmlattr filter',
  },
  {
    id: 'CVE-2023-45803',
    library: 'urllib3',
    severity: 'MEDIUM',
    fixed: '2.0.7',
    title: 'urllib3: request body not stripped after redirect from 303 status changes request method to GET',
  },
  {
    id: 'CVE-2024-1135',
    library: 'gunicorn',
    severity: 'HIGH',
    fixed: '22.0.0',
    title: 'python-gunicorn: HTTP request smuggling due to improper validation of Transfer-Encoding headers',
  },
  {
    id: 'CVE-2024-6345',
    library: 'setuptools',
    severity: 'HIGH',
    fixed: '70.0.0',
    title: 'pypa/setuptools: remote code execution via download functions in the package_index module',
  },
];
