/** One `content/images/<registry path>/<repo>.yaml` as data: what is known of the tags of a repository. */
export interface ImageFile {
  readonly systems: Readonly<Record<string, SystemFacts>>;
  readonly tags: Readonly<Record<string, ImageRecord>>;
}

export interface SystemFacts {
  /** `debian` (Ubuntu too, see `id`), `alpine`, `busybox`, `distroless`, `wolfi`, `scratch`. */
  readonly family: string;
  readonly id?: string;
  readonly version?: string;
  readonly codename?: string;
  readonly libc: 'glibc' | 'musl' | null;
  /** `dash`, or a text that begins with `busybox ash`; null when no shell is there. */
  readonly sh: string | null;
  readonly package_manager: 'apt' | 'apk' | null;
  readonly users?: string;
  /** Commands that the image has, and some that it lacks, blanks between them: facts that tests hold the parts to. */
  readonly binaries?: string;
  readonly absent?: string;
}

export interface ImageRecord {
  readonly aliases?: readonly string[];
  readonly version?: string;
  /** Set when the tag is no longer published or supported. */
  readonly status?: string;
  readonly size: { readonly bytes: number; readonly assumed?: boolean; readonly measured?: string };
  readonly compressed: {
    readonly bytes: number;
    readonly assumed?: boolean;
    readonly source?: string;
    readonly image_date?: string;
  };
  readonly platforms: readonly string[];
  /** Key of `systems`. */
  readonly system: string;
  readonly config: RecordConfig;
  readonly layers: readonly LayerRecord[];
  readonly notes?: readonly string[];
}

export interface RecordConfig {
  readonly Env?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly User?: string;
  readonly WorkingDir?: string;
  readonly ExposedPorts?: readonly string[];
  readonly Volumes?: readonly string[];
  readonly StopSignal?: string;
}

/** What a layer or a shared part of one (`content/images/_parts/*.yaml`) holds. */
export interface Contents {
  /** libc of the programs below; that of the system when not said. */
  readonly libc?: 'static' | 'glibc' | 'musl';
  /** Octal mode → paths, blanks between them. */
  readonly directories?: Readonly<Record<string, string>>;
  /** `name:gid` of the groups that the root file system has. */
  readonly groups?: string;
  /** Directory → names of programs that the shell plays under that name. */
  readonly commands?: Readonly<Record<string, string>>;
  /** Target → directory → names of links to it. */
  readonly links?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** A path that ends in `/` is a directory; null takes away what an earlier part listed. */
  readonly files?: Readonly<Record<string, FileRecord | null>>;
}

export interface FileRecord {
  readonly text?: string;
  /** Bytes. */
  readonly size?: number;
  /** Octal text. */
  readonly mode?: string;
  /** `uid:gid`. */
  readonly owner?: string;
  readonly link?: string;
  /** A program of the processor: who plays it. */
  readonly elf?: string;
  /** A script without its text: who plays it. */
  readonly run?: string;
  readonly libc?: 'static' | 'glibc' | 'musl';
  readonly version?: string;
  /** A directory that stands for this many files of `size` bytes together. */
  readonly bulk?: number;
  /** A text that is filled up with a comment to the bytes of its layer. */
  readonly rest?: boolean;
}

export interface LayerRecord extends Contents {
  readonly created_by: string;
  /** Unpacked. */
  readonly bytes: number;
  readonly compressed: number;
  readonly compressed_assumed?: boolean;
  readonly parts?: readonly string[];
  /** `name:uid:gid` of the users that this layer adds, blanks between them. */
  readonly users?: string;
  /** The directory whose unlisted files take up the bytes that are left. */
  readonly rest?: { readonly path: string; readonly files: number };
}

/** All of content/images that is loaded. */
export interface Catalogue {
  /** By repository: `docker.io/library/node`. */
  readonly repositories: Readonly<Record<string, ImageFile>>;
  readonly parts: Readonly<Record<string, Contents>>;
  /** Names below docker.io/library; any other name there does not exist. */
  readonly official: readonly string[];
}
