// readline/promises.
module.exports = internal.builtin('readline').promises;
