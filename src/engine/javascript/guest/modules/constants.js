// constants: those of files and signals.
module.exports = { ...internal.builtin('fs').constants, ...internal.signals };
