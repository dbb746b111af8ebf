// path/posix.
module.exports = internal.builtin('path');
