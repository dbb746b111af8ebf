// perf_hooks: the clock of the process, marks and measures.
const marks = [];
const performance = {
  timeOrigin: internal.host('clock') - internal.host('now'),
  now: () => internal.host('now') - internal.facts.now + 30,
  mark(name) {
    const entry = { name, entryType: 'mark', startTime: performance.now(), duration: 0, detail: null };
    marks.push(entry);
    return entry;
  },
  measure(name, from, to) {
    const at = (mark) => marks.findLast((each) => each.name === mark)?.startTime;
    const start = at(from) ?? 0;
    const entry = {
      name,
      entryType: 'measure',
      startTime: start,
      duration: (at(to) ?? performance.now()) - start,
      detail: null,
    };
    marks.push(entry);
    return entry;
  },
  getEntries: () => [...marks],
  getEntriesByName: (name) => marks.filter((each) => each.name === name),
  getEntriesByType: (type) => marks.filter((each) => each.entryType === type),
  clearMarks: () => void marks.splice(0),
  clearMeasures: () => void 0,
  toJSON: () => ({ timeOrigin: performance.timeOrigin }),
};
module.exports = { performance };
