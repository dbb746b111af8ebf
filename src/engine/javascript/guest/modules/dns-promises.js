// dns/promises.
module.exports = internal.builtin('dns').promises;
