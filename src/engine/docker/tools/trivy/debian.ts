import type { Finding } from './finding.ts';

/**
 * Findings of Debian packages that were open in their release, as the Debian security tracker lists them
 * (security-tracker.debian.org, read 2026-11; severities as scanners take them from there). A small part of what a real
 * database has.
 */
const EVERYWHERE: readonly Finding[] = [
  {
    id: 'CVE-2011-3374',
    library: 'apt',
    severity: 'LOW',
    title: 'It was found that apt-key in apt, all versions, do not correctly validate gpg keys',
  },
  {
    id: 'CVE-2005-2541',
    library: 'tar',
    severity: 'LOW',
    title: 'tar: does not properly warn the user when extracting setuid or setgid files',
  },
  {
    id: 'CVE-2010-4756',
    library: 'libc6',
    severity: 'LOW',
    title: 'glibc: glob implementation can cause excessive CPU and memory consumption',
  },
  {
    id: 'CVE-2018-20796',
    library: 'libc6',
    severity: 'LOW',
    title: 'glibc: uncontrolled recursion in function check_dst_limits_calc_pos_1 in posix/regexec.c',
  },
  { id: 'CVE-2019-1010022', library: 'libc6', severity: 'LOW', title: 'glibc: stack guard protection bypass' },
  {
    id: 'CVE-2019-9192',
    library: 'libc6',
    severity: 'LOW',
    title: 'glibc: uncontrolled recursion in function check_dst_limits_calc_pos_1 in posix/regexec.c',
  },
  {
    id: 'CVE-2022-0563',
    library: 'util-linux',
    severity: 'LOW',
    title: 'util-linux: partial disclosure of arbitrary files in chfn and chsh when compiled with libreadline',
  },
  {
    id: 'CVE-2011-4116',
    library: 'perl-base',
    severity: 'LOW',
    title: 'perl: File:: Temp insecure temporary file handling',
  },
  {
    id: 'CVE-2013-4392',
    library: 'libsystemd0',
    severity: 'LOW',
    title: 'systemd: TOCTOU race condition when updating file permissions and SELinux security contexts',
  },
  {
    id: 'CVE-2007-5686',
    library: 'passwd',
    severity: 'LOW',
    title: 'initscripts in rPath Linux 1 sets insecure permissions for the /var/log/btmp file',
  },
  {
    id: 'CVE-2017-18018',
    library: 'coreutils',
    severity: 'LOW',
    title: 'coreutils: race condition vulnerability in chown and chgrp',
  },
  {
    id: 'CVE-2018-1000021',
    library: 'git',
    severity: 'LOW',
    title: 'git: client prints server-sent ANSI escape codes to the terminal, allowing for unverified messages',
  },
  {
    id: 'CVE-2022-24975',
    library: 'git',
    severity: 'LOW',
    title: 'git: the --mirror option for git leaks secret for deleted content',
  },
  {
    id: 'CVE-2007-2243',
    library: 'openssh-client',
    severity: 'LOW',
    title: 'openssh: user enumeration when ChallengeResponseAuthentication is on',
  },
  {
    id: 'CVE-2020-15778',
    library: 'openssh-client',
    severity: 'LOW',
    title: 'openssh: scp allows command injection when using backtick characters in the destination argument',
  },
  {
    id: 'CVE-2008-3134',
    library: 'imagemagick',
    severity: 'LOW',
    title: 'multiple unspecified vulnerabilities in GraphicsMagick before 1.2.4',
  },
  {
    id: 'CVE-2016-8678',
    library: 'imagemagick',
    severity: 'LOW',
    title: 'ImageMagick: heap-buffer overflow in IsPixelMonochrome',
  },
  {
    id: 'CVE-2022-27943',
    library: 'gcc',
    severity: 'LOW',
    title: 'binutils: libiberty/rust-demangle.c in GNU GCC 11.2 allows stack exhaustion in demangle_const',
  },
  {
    id: 'CVE-2017-13716',
    library: 'binutils',
    severity: 'LOW',
    title: 'binutils: memory leak with the C++ symbol demangler routine in libiberty',
  },
  {
    id: 'CVE-2018-20673',
    library: 'binutils',
    severity: 'LOW',
    title: 'libiberty: integer overflow in demangle_template() function',
  },
];

const BOOKWORM: readonly Finding[] = [
  {
    id: 'CVE-2023-45853',
    library: 'zlib1g',
    severity: 'CRITICAL',
    status: 'will_not_fix',
    title: 'zlib: integer overflow and resultant heap-based buffer overflow in zipOpenNewFileInZip4_6',
  },
  {
    id: 'CVE-2023-31484',
    library: 'perl-base',
    severity: 'HIGH',
    title: 'perl: CPAN.pm does not verify TLS certificates when downloading distributions over HTTPS',
  },
  {
    id: 'CVE-2016-2781',
    library: 'coreutils',
    severity: 'LOW',
    status: 'will_not_fix',
    title: 'coreutils: non-privileged session can escape to the parent session in chroot',
  },
  {
    id: 'CVE-2023-50495',
    library: 'libtinfo6',
    severity: 'MEDIUM',
    title: 'ncurses: segmentation fault via _nc_wrap_entry()',
  },
  {
    id: 'CVE-2022-3219',
    library: 'gpgv',
    severity: 'LOW',
    title: 'gnupg: denial of service issue (resource consumption) using compressed packets',
  },
  {
    id: 'CVE-2018-6829',
    library: 'libgcrypt20',
    severity: 'LOW',
    title: 'libgcrypt: ElGamal implementation does not have semantic security due to incorrectly encoded plaintexts',
  },
  {
    id: 'CVE-2023-4039',
    library: 'libgcc-s1',
    severity: 'MEDIUM',
    title: 'gcc: -fstack-protector fails to guard dynamic stack allocations on ARM64',
  },
  { id: 'CVE-2024-2379', library: 'curl', severity: 'LOW', title: 'curl: QUIC certificate check bypass with wolfSSL' },
  {
    id: 'CVE-2021-31879',
    library: 'wget',
    severity: 'MEDIUM',
    status: 'fix_deferred',
    title: 'wget: authorization header disclosure on redirect',
  },
];

/** Packages of a base system of a release that findings are known for, with their versions. */
const BASE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  bookworm: {
    apt: '2.6.1',
    coreutils: '9.1-1',
    gpgv: '2.2.40-1.1',
    libc6: '2.36-9+deb12u13',
    'libgcc-s1': '12.2.0-14+deb12u1',
    libgcrypt20: '1.10.1-3',
    libsystemd0: '252.39-1~deb12u1',
    libtinfo6: '6.4-4',
    passwd: '1:4.13+dfsg1-1+deb12u1',
    'perl-base': '5.36.0-7+deb12u3',
    tar: '1.34+dfsg-1.2+deb12u1',
    'util-linux': '2.38.1-5+deb12u3',
    zlib1g: '1:1.2.13.dfsg-1',
  },
  trixie: {
    apt: '3.0.3',
    coreutils: '9.7-3',
    libc6: '2.41-12',
    libsystemd0: '257.8-1~deb13u2',
    passwd: '1:4.17.4-2',
    'perl-base': '5.40.1-6',
    tar: '1.35+dfsg-3.1',
    'util-linux': '2.41-5',
    zlib1g: '1:1.3.dfsg+really1.3.1-1+b1',
  },
};

/** Findings known for a release of Debian, by its name; none for another. */
export function debianFindings(suite: string): readonly Finding[] {
  if (suite === 'bookworm') return [...EVERYWHERE, ...BOOKWORM];
  return suite === 'trixie' ? EVERYWHERE : [];
}

/** Those packages of the base system of a release that findings are known for: name → version. */
export function debianBase(suite: string): Readonly<Record<string, string>> {
  return BASE[suite] ?? {};
}
