/**
 * Virtual ms that the parts of the engine's work take: medians of the recorded sessions (`ms` of their steps; a command that only
 * asks takes 15 to 25 ms, a foreground run of `true` 300 to 900, `docker exec` 80 to 200, `docker stop` of who ends at once 100 to 250).
 */
export const CLIENT = 15;
/** From the request to the created container: its layer, its files. */
export const CREATING = 25;
/** From there to the first instruction of its first process: network, mounts, runc. */
export const STARTING = 180;
/** From there until the client knows. */
export const STARTED = 60;
/** From the request to the first instruction of a program of `docker exec`. */
export const EXECUTING = 60;
/** From the end of the first process until the engine has taken everything down. */
export const ENDING = 60;
/** From the end of a program of `docker exec` until its client knows. */
export const ENDED_EXEC = 20;
