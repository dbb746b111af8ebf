import type { Tree } from '../../files/tree.ts';

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

/** A bundle that is in the image, but not at a place where programs look, and what to try about it. */
export function misplacedBundle(tree: Tree): { readonly path: string; readonly advice: string } | undefined {
  const folder = tree.stat('/etc/ssl/certs');
  if (folder.ok && folder.value.kind === 'file')
    return {
      path: '/etc/ssl/certs',
      advice: 'End the destination with a slash: /etc/ssl/certs/. Without it the bundle became a file of that name.',
    };
  for (const [path, entry] of tree.walk('/'))
    if (entry.kind === 'file' && entry.size > 0 && BUNDLE_NAME.test(path))
      return {
        path,
        advice: `Copy the bundle to /etc/ssl/certs/ca-certificates.crt, or name it in SSL_CERT_FILE: it lies at ${path}.`,
      };
  return undefined;
}

const BUNDLE_NAME = /\/(?:ca-certificates\.crt|cacert\.pem|cert\.pem|ca-bundle\.crt)$/;
