// cluster: the primary process, without workers.
module.exports = { isPrimary: true, isMaster: true, isWorker: false, workers: {}, settings: {} };
