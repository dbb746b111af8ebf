export function findBrowser(platform?: NodeJS.Platform, exists?: (path: string) => boolean): string | undefined;
export function dependenciesCurrent(folder?: string): boolean;
export function checkNode(version?: string): void;
