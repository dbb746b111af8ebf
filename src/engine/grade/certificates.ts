import type { Tree } from '../files/tree.ts';

// Where programs look for roots of trust: golang/go src/crypto/x509/root_linux.go; OpenSSL of Debian and Alpine uses
// the first two as well.
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];
const FOLDERS = ['/etc/ssl/certs', '/etc/pki/tls/certs'];

/** The CA bundle that a program in this file system would find; SSL_CERT_FILE goes first. */
export function certificateBundle(tree: Tree, env: ReadonlyMap<string, string>): string | undefined {
  const named = env.get('SSL_CERT_FILE');
  const paths = named ? [named] : BUNDLES;
  const bundle = paths.find((path) => {
    const entry = tree.stat(path);
    return entry.ok && entry.value.kind === 'file' && entry.value.size > 0;
  });
  if (bundle !== undefined) return bundle;
  const folders = env.get('SSL_CERT_DIR')?.split(':') ?? FOLDERS;
  return folders.find((folder) => {
    const names = tree.list(folder);
    return names.ok && names.value.some((name) => /\.(pem|crt|0)$/.test(name));
  });
}
