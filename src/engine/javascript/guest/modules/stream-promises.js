// stream/promises.
module.exports = internal.builtin('stream').promises;
