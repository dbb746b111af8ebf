// util/types.
module.exports = internal.builtin('util').types;
