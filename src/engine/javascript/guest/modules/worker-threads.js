// worker_threads: the main thread, without others.
module.exports = { isMainThread: true, threadId: 0, parentPort: null, workerData: null, resourceLimits: {} };
