// fs/promises.
module.exports = internal.builtin('fs').promises;
