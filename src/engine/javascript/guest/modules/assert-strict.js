// assert/strict.
module.exports = internal.builtin('assert').strict;
