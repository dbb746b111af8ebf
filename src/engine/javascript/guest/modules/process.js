// process.
module.exports = internal.process;
